package dev.ticketing.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * A Redis server that works on a directory, found again by the note it was started with. The note is
 * written before the start, so that no crash leaves a server that nobody knows of.
 */
record RedisProcess(Path directory, int port, String password) {

    private static final String NOTE = "redis.process";
    private static final Duration SHUTDOWN = Duration.ofSeconds(10);

    void note() {
        OwnerOnly.write(directory.resolve(NOTE), "port=" + port + "\npassword=" + password + "\n");
    }

    /** The server that was last started on the directory, whether it still runs or not. */
    static Optional<RedisProcess> noted(Path directory) {
        Path note = directory.resolve(NOTE);
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        Properties values = new Properties();
        try (var reader = Files.newBufferedReader(note)) {
            values.load(reader);
            int port = Integer.parseInt(values.getProperty("port", ""));
            return Optional.of(new RedisProcess(directory, port, values.getProperty("password", "")));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + note + ": " + e.getMessage(), e);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether what listens there knows the password and works on the directory; nothing else is ever
     * touched.
     */
    boolean answers() {
        try (RedisCommands redis = new RedisCommands(port, password)) {
            return isOurs(redis);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Stops the server after it has written everything; does nothing if it no longer runs, or is not this
     * one.
     */
    void end() {
        try (RedisCommands redis = new RedisCommands(port, password)) {
            if (!isOurs(redis)) {
                return;
            }
            long processId = processId(redis);
            redis.send("SHUTDOWN");
            if (!redis.awaitClosed(SHUTDOWN)) {
                ProcessHandle.of(processId).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            // It no longer answers: there is nothing to end.
        }
    }

    private boolean isOurs(RedisCommands redis) throws IOException {
        String working = redis.run("CONFIG", "GET", "dir").strip();
        Path reported = Path.of(working.substring(working.indexOf('\n') + 1));
        return Files.exists(reported) && Files.isSameFile(reported, directory);
    }

    private static long processId(RedisCommands redis) throws IOException {
        return redis.run("INFO", "server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("process_id:".length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("Redis does not tell its process id"));
    }
}
