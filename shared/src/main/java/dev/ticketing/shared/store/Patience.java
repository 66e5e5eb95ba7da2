package dev.ticketing.shared.store;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks again for a while. What another context has just told its client may still be on its way here as an event; a
 * client that goes on at once must not be refused for being quick.
 */
public final class Patience {

    private static final int FIRST_PAUSE_MILLIS = 25;
    private static final int LAST_PAUSE_MILLIS = 400;

    private final Vertx vertx;
    private final Duration bound;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Prepares to wait.
     *
     * @param bound how long one request waits at most
     * @param maxWaiting how many requests may wait at a time; any more hear the failure at once
     */
    public Patience(Vertx vertx, Duration bound, int maxWaiting) {
        this.vertx = vertx;
        this.bound = bound;
        this.maxWaiting = maxWaiting;
    }

    /** The first look's result that is not a failure worth waiting for, or the last look's. */
    public <T> Future<T> until(Predicate<Failure> worthWaiting, Supplier<Future<T>> look) {
        return look.get().recover(failure -> {
            if (!isWorthWaiting(failure, worthWaiting) || waiting.get() >= maxWaiting) {
                return Future.failedFuture(failure);
            }
            waiting.incrementAndGet();
            return lookAgain(worthWaiting, look, System.nanoTime() + bound.toNanos(), FIRST_PAUSE_MILLIS)
                    .eventually(() -> {
                        waiting.decrementAndGet();
                        return Future.succeededFuture();
                    });
        });
    }

    private <T> Future<T> lookAgain(
            Predicate<Failure> worthWaiting, Supplier<Future<T>> look, long deadlineNanos, int pauseMillis) {
        return vertx.timer(pauseMillis)
                .compose(again -> look.get())
                .recover(failure -> isWorthWaiting(failure, worthWaiting) && System.nanoTime() - deadlineNanos < 0
                        ? lookAgain(worthWaiting, look, deadlineNanos, Math.min(2 * pauseMillis, LAST_PAUSE_MILLIS))
                        : Future.failedFuture(failure));
    }

    private static boolean isWorthWaiting(Throwable failure, Predicate<Failure> worthWaiting) {
        return failure instanceof FailureException expected && worthWaiting.test(expected.failure());
    }
}
