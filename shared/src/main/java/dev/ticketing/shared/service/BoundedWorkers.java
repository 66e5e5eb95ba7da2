package dev.ticketing.shared.service;

import dev.ticketing.shared.domain.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A named pool of threads for work that blocks, with a bound on what is at work or waits for a thread. */
public final class BoundedWorkers {

    private final WorkerExecutor threads;
    private final Semaphore places;
    private final Failure busy;

    /**
     * Prepares a pool.
     *
     * @param maxWork how much may be at work or wait for a thread at a time
     * @param longest what takes longer is warned of
     * @param busy what any more work fails with, at once
     */
    public BoundedWorkers(
            Vertx vertx, String name, int threads, int maxWork, Duration longest, Failure.Unavailable busy) {
        this.threads = vertx.createSharedWorkerExecutor(name, threads, longest.toMillis(), TimeUnit.MILLISECONDS);
        this.places = new Semaphore(maxWork);
        this.busy = busy;
    }

    /** Runs work on one of the threads. */
    public <T> Future<T> run(Callable<T> work) {
        if (!places.tryAcquire()) {
            return Future.failedFuture(busy.asException());
        }
        return threads.executeBlocking(work, false).eventually(() -> {
            places.release();
            return Future.succeededFuture();
        });
    }

    public Future<Void> close() {
        return threads.close();
    }
}
