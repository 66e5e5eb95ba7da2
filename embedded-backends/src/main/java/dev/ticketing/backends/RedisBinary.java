package dev.ticketing.backends;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** Finds a redis-server that runs on this machine: the bundled one, else one on the PATH. */
final class RedisBinary {

    private static final long PROBE_SECONDS = 10;

    private RedisBinary() {}

    /**
     * Unpacks the bundled server into the directory, and takes the PATH's where that one cannot run (no
     * libssl 3, musl).
     */
    static Path find(Path directory) {
        List<String> failures = new ArrayList<>();
        return Stream.concat(bundled(directory, failures), onPath())
                .filter(binary -> runs(binary, failures))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No Redis: the bundled server cannot run here and there is no redis-server on the PATH. "
                                + "Install Redis 6 or later, or set REDIS_URI. " + String.join("; ", failures)));
    }

    private static Stream<Path> bundled(Path directory, List<String> failures) {
        try {
            File binary = ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get();
            return Stream.of(OwnerOnly.restrictExecutable(binary.toPath()));
        } catch (IOException | RuntimeException e) {
            failures.add("bundled: " + e.getMessage());
            return Stream.empty();
        }
    }

    private static Stream<Path> onPath() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable);
    }

    private static boolean runs(Path binary, List<String> failures) {
        try {
            Process probe = new ProcessBuilder(binary.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && probe.exitValue() == 0) {
                return true;
            }
            probe.destroyForcibly();
            failures.add(binary + " does not run");
        } catch (IOException e) {
            failures.add(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting Redis", e);
        }
        return false;
    }
}
