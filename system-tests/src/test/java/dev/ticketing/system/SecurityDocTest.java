package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/security.md says is held by a test is held by one that there is. */
class SecurityDocTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("[*`](\\w+(?:IT|Test))[*`]");

    @Test
    void every_test_that_the_page_on_security_names_exists() throws IOException {
        var named = TEST.matcher(Files.readString(ROOT.resolve("docs/security.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(tests()).containsAll(named);
    }

    private static Set<String> tests() throws IOException {
        try (var modules = Files.newDirectoryStream(ROOT, Files::isDirectory)) {
            var names = new TreeSet<String>();
            for (var module : modules) {
                var sources = module.resolve("src/test/java");
                if (Files.isDirectory(sources)) {
                    try (var files = Files.walk(sources)) {
                        files.map(file -> file.getFileName().toString())
                                .filter(name -> name.endsWith(".java"))
                                .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
                    }
                }
            }
            return names;
        }
    }
}
