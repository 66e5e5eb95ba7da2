package dev.ticketing.backends;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The servers that the services need, for one machine and without an installation: MongoDB's protocol,
 * AMQP 0-9-1 and Redis, on ephemeral ports of the loopback interface. All methods block; starting takes
 * about two seconds.
 */
public final class EmbeddedBackends implements AutoCloseable {

    /** A server that can be started, or left to one that runs elsewhere. */
    public enum Backend {
        MONGO,
        RABBIT,
        REDIS
    }

    private final DataDirectory directory;
    private final CompletableFuture<EmbeddedMongo> mongo;
    private final CompletableFuture<EmbeddedBroker> broker;
    private final CompletableFuture<EmbeddedRedis> redis;

    private EmbeddedBackends(Set<Backend> wanted, DataDirectory directory) {
        this.directory = directory;
        boolean memory = directory == null;
        this.broker = start(
                wanted,
                Backend.RABBIT,
                () -> memory ? EmbeddedBroker.inMemory() : EmbeddedBroker.on(directory.resolve("broker")));
        this.mongo = start(
                wanted,
                Backend.MONGO,
                () -> memory ? EmbeddedMongo.inMemory() : EmbeddedMongo.on(directory.resolve("mongo")));
        this.redis = start(
                wanted,
                Backend.REDIS,
                () -> memory ? EmbeddedRedis.inMemory() : EmbeddedRedis.on(directory.resolve("redis")));
        awaitAll();
    }

    /** Starts all three, empty; their data end with them. */
    public static EmbeddedBackends inMemory() {
        return inMemory(EnumSet.allOf(Backend.class));
    }

    /** Starts some of them, empty. */
    public static EmbeddedBackends inMemory(Set<Backend> wanted) {
        return new EmbeddedBackends(wanted, null);
    }

    /**
     * Starts all three with the data in a directory, which is created if it is missing.
     *
     * @throws DataDirectoryInUse if another process works on the directory
     */
    public static EmbeddedBackends on(Path dataDirectory) {
        return on(dataDirectory, EnumSet.allOf(Backend.class));
    }

    /**
     * Starts some of them with the data in a directory.
     *
     * @throws DataDirectoryInUse if another process works on the directory
     */
    public static EmbeddedBackends on(Path dataDirectory, Set<Backend> wanted) {
        return new EmbeddedBackends(wanted, DataDirectory.lock(dataDirectory));
    }

    /** {@code mongodb://127.0.0.1:PORT}, without a database. */
    public String mongoUri() {
        return started(mongo, Backend.MONGO).uri();
    }

    /** {@code amqp://USER:PASSWORD@127.0.0.1:PORT}. */
    public String rabbitUri() {
        return started(broker, Backend.RABBIT).uri();
    }

    /** {@code redis://:PASSWORD@127.0.0.1:PORT}. */
    public String redisUri() {
        return started(redis, Backend.REDIS).uri();
    }

    /** Stops what was started, even if some of it fails to; then the directory is free. */
    @Override
    public void close() {
        List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture.allOf(stop(redis, failures), stop(broker, failures), stop(mongo, failures))
                .join();
        if (directory != null) {
            directory.close();
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void awaitAll() {
        try {
            CompletableFuture.allOf(mongo, broker, redis).join();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static <B> CompletableFuture<B> start(Set<Backend> wanted, Backend backend, Supplier<B> starter) {
        return wanted.contains(backend)
                ? CompletableFuture.supplyAsync(starter, task -> new Thread(task, "start-" + backend).start())
                : CompletableFuture.completedFuture(null);
    }

    private static CompletableFuture<Void> stop(
            CompletableFuture<? extends AutoCloseable> backend, List<RuntimeException> failures) {
        // One that has not started has nothing to stop.
        return backend.handle((running, failure) -> running)
                .thenAcceptAsync(running -> stop(running, failures), task -> new Thread(task, "stop").start());
    }

    private static void stop(AutoCloseable running, List<RuntimeException> failures) {
        if (running == null) {
            return;
        }
        try {
            running.close();
        } catch (Exception e) {
            failures.add(new IllegalStateException("A backend does not stop: " + e.getMessage(), e));
        }
    }

    private static <B> B started(CompletableFuture<B> backend, Backend name) {
        B running = backend.join();
        if (running == null) {
            throw new IllegalStateException(name + " was not among the backends to start");
        }
        return running;
    }
}
