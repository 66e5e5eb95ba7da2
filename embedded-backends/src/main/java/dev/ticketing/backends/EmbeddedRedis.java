package dev.ticketing.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Redis server on an ephemeral port of the loopback interface, for whoever knows the password that is
 * made up at every start. On a directory it keeps an append-only file, written through to the disk every
 * second.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    private static final String LOG = "redis.log";
    private static final int ATTEMPTS = 3;
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);

    private final RedisProcess process;
    private final boolean temporary;

    private EmbeddedRedis(Path directory, boolean temporary) {
        this.temporary = temporary;
        this.process = start(directory, temporary);
    }

    /** Starts an empty server whose data end with it. */
    public static EmbeddedRedis inMemory() {
        TemporaryDirectories.sweep();
        return new EmbeddedRedis(TemporaryDirectories.create(), true);
    }

    /**
     * Starts a server with the data in a directory, which it creates if it is missing. A server that a
     * killed process has left behind there is ended first.
     */
    public static EmbeddedRedis on(Path directory) {
        OwnerOnly.createDirectory(directory);
        RedisProcess.noted(directory).ifPresent(RedisProcess::end);
        return new EmbeddedRedis(directory, false);
    }

    /** The address with the password. */
    public String uri() {
        return "redis://:" + process.password() + "@127.0.0.1:" + process.port();
    }

    @Override
    public void close() {
        process.end();
        if (temporary) {
            TemporaryDirectories.delete(process.directory());
        }
    }

    private static RedisProcess start(Path directory, boolean temporary) {
        Path binary = RedisBinary.find(directory);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // Redis cannot choose a port itself. Another process may take this one first: then the next
            // attempt.
            RedisProcess process = new RedisProcess(directory, freePort(), Passwords.next());
            process.note();
            deleteLog(directory);
            launch(binary, process, temporary);
            if (awaitAnswer(process)) {
                return process;
            }
        }
        throw new IllegalStateException("Redis does not start; see " + directory.resolve(LOG));
    }

    private static void launch(Path binary, RedisProcess process, boolean temporary) {
        // The shell only sets the rights of files to come. The settings go through standard input: they hold
        // the
        // password.
        List<String> command = WINDOWS
                ? List.of(binary.toString(), "-")
                : List.of("/bin/sh", "-c", "umask 077 && exec \"$0\" -", binary.toString());
        try {
            Process launcher = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var input = launcher.getOutputStream()) {
                input.write(settings(process, temporary).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Redis cannot be started: " + e.getMessage(), e);
        }
    }

    private static String settings(RedisProcess process, boolean temporary) {
        // A session of its own (daemonize): else Ctrl-C would end it together with, and so before, its
        // clients.
        return String.join(
                "\n",
                "bind 127.0.0.1",
                "port " + process.port(),
                "requirepass " + process.password(),
                "dir \"" + process.directory().toAbsolutePath().toString().replace("\\", "\\\\") + "\"",
                "daemonize " + (WINDOWS ? "no" : "yes"),
                "pidfile \"\"",
                "logfile " + LOG,
                "loglevel warning",
                "databases 1",
                "save \"\"",
                "appendonly " + (temporary ? "no" : "yes"),
                "appendfsync everysec",
                "");
    }

    private static boolean awaitAnswer(RedisProcess process) {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            if (process.answers()) {
                return true;
            }
            if (portTaken(process.directory())) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL.toMillis()));
        }
        return false;
    }

    /** The log tells of the last start only. */
    private static void deleteLog(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(LOG));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the log of Redis: " + e.getMessage(), e);
        }
    }

    private static boolean portTaken(Path directory) {
        Path log = directory.resolve(LOG);
        try {
            return Files.exists(log) && Files.readString(log).contains("Address already in use");
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port: " + e.getMessage(), e);
        }
    }
}
