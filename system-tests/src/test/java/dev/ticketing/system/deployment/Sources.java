package dev.ticketing.system.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The project's own files. */
final class Sources {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Sources() {}

    static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a pattern's first group finds in the source of a class of {@code shared}, which must have it. */
    static String found(Class<?> type, String pattern) {
        var file = "shared/src/main/java/" + type.getName().replace('.', '/') + ".java";
        var matcher = Pattern.compile(pattern).matcher(read(file));
        if (!matcher.find()) {
            throw new AssertionError(file + " has no " + pattern);
        }
        return matcher.group(1);
    }
}
