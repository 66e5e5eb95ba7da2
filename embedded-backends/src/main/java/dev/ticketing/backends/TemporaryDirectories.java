package dev.ticketing.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Directories for servers in memory, named after the process that uses them, so that a later one can tidy
 * up.
 */
final class TemporaryDirectories {

    private static final String PREFIX = "ticketing-redis-";

    private TemporaryDirectories() {}

    static Path create() {
        try {
            return Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a temporary directory: " + e.getMessage(), e);
        }
    }

    /** Ends the servers and deletes the directories of processes that were killed. */
    static void sweep() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> entries = Files.list(temporary)) {
            List<Path> abandoned =
                    entries.filter(TemporaryDirectories::isAbandoned).toList();
            abandoned.forEach(TemporaryDirectories::tidyUp);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + temporary + ": " + e.getMessage(), e);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // Left for the system's own tidying of temporary files.
        }
    }

    private static boolean isAbandoned(Path directory) {
        String name = directory.getFileName().toString();
        if (!name.startsWith(PREFIX) || !Files.isReadable(directory)) {
            return false;
        }
        String owner = name.substring(PREFIX.length()).replaceFirst("-.*", "");
        return owner.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(owner)).isEmpty();
    }

    private static void tidyUp(Path directory) {
        RedisProcess.noted(directory).ifPresent(RedisProcess::end);
        delete(directory);
    }
}
