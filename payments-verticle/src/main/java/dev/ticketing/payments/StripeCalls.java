package dev.ticketing.payments;

import com.stripe.exception.StripeException;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls to Stripe, which block, on a pool of threads of their own: {@value #THREADS} at a time, {@value #MAX_CALLS}
 * with those that wait for a thread; any more fail at once. What Stripe did not clearly answer fails as {@link
 * Failure.Unavailable}.
 */
final class StripeCalls {

    static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    static final int READ_TIMEOUT_MILLIS = 8_000;

    private static final Logger LOG = LoggerFactory.getLogger(StripeCalls.class);
    private static final int THREADS = 16;

    /** The sweep's batch and as many buyers. */
    private static final int MAX_CALLS = 128;

    private static final long SLOW_MILLIS = CONNECT_TIMEOUT_MILLIS + 2L * READ_TIMEOUT_MILLIS;
    private static final int RETRY_AFTER_SECONDS = 2;

    private final WorkerExecutor threads;
    private final Semaphore places = new Semaphore(MAX_CALLS);

    /** A call to Stripe. */
    interface Call<T> {
        T run() throws StripeException;
    }

    StripeCalls(Vertx vertx) {
        this.threads = vertx.createSharedWorkerExecutor("stripe", THREADS, SLOW_MILLIS, TimeUnit.MILLISECONDS);
    }

    <T> Future<T> run(Call<T> call) {
        if (!places.tryAcquire()) {
            return Future.failedFuture(unavailable("too many payments are under way"));
        }
        return threads.executeBlocking(call::run, false)
                .eventually(() -> {
                    places.release();
                    return Future.succeededFuture();
                })
                .recover(failure -> Future.failedFuture(translate(failure)));
    }

    Future<Void> close() {
        return threads.close();
    }

    private static Throwable translate(Throwable failure) {
        if (failure instanceof StripeException) {
            LOG.warn("Stripe: {}", failure.getMessage());
            return unavailable("the payment provider did not answer clearly");
        }
        return failure;
    }

    private static FailureException unavailable(String message) {
        return new Failure.Unavailable(message, RETRY_AFTER_SECONDS).asException();
    }
}
