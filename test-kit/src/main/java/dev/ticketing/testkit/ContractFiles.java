package dev.ticketing.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the contracts: every {@code dev/ticketing/<context>/openapi.yaml} in the class path's folders and jars. */
final class ContractFiles {

    private static final String ROOT = "dev/ticketing";
    private static final String FILE = "openapi.yaml";
    private static final Pattern PATH = Pattern.compile(ROOT + "/([^/]+)/" + Pattern.quote(FILE));

    private ContractFiles() {}

    static List<Contract> onClassPath() {
        try {
            var roots = Collections.list(ContractFiles.class.getClassLoader().getResources(ROOT));
            var files = new ArrayList<String>();
            for (var root : roots) {
                files.addAll(root.getProtocol().equals("jar") ? inJar(root) : inFolder(root.toURI()));
            }
            return files.stream().distinct().sorted().map(ContractFiles::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> inFolder(URI root) throws IOException {
        try (Stream<Path> contexts = Files.list(Path.of(root))) {
            return contexts.filter(context -> Files.exists(context.resolve(FILE)))
                    .map(context -> ROOT + "/" + context.getFileName() + "/" + FILE)
                    .toList();
        }
    }

    private static List<String> inJar(URL root) throws IOException {
        var connection = (JarURLConnection) root.openConnection();
        connection.setUseCaches(false);
        try (var jar = connection.getJarFile()) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> PATH.matcher(name).matches())
                    .toList();
        }
    }

    private static Contract read(String file) {
        var matcher = PATH.matcher(file);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(file);
        }
        return Contract.read(matcher.group(1), file);
    }
}
