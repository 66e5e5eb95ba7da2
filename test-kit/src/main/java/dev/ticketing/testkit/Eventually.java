package dev.ticketing.testkit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for conditions, never for a time. */
public final class Eventually {

    /** The bound where none is given. */
    public static final Duration DEFAULT = Duration.ofSeconds(20);

    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private Eventually() {}

    /** The future's result; fails when it fails or takes too long. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(DEFAULT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + DEFAULT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until an assertion holds. */
    public static void holds(ThrowingCallable assertion) {
        holdsWithin(DEFAULT, assertion);
    }

    /** Waits until an assertion holds, within a bound. */
    public static void holdsWithin(Duration bound, ThrowingCallable assertion) {
        valueWithin(bound, () -> {
            try {
                assertion.call();
                return true;
            } catch (Throwable failure) {
                throw failure instanceof AssertionError error ? error : new AssertionError(failure.toString(), failure);
            }
        });
    }

    /** Waits until something can be had without an assertion failing; that. */
    public static <T> T value(Supplier<T> supplier) {
        return valueWithin(DEFAULT, supplier);
    }

    /** Waits until something can be had without an assertion failing, within a bound; that. */
    public static <T> T valueWithin(Duration bound, Supplier<T> supplier) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (true) {
            try {
                return supplier.get();
            } catch (AssertionError notYet) {
                if (System.nanoTime() - deadline > 0) {
                    throw notYet;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
    }
}
