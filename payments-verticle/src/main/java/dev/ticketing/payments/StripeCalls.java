package dev.ticketing.payments;

import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.service.BoundedWorkers;
import dev.ticketing.shared.tracing.Traces;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls to Stripe, which block, on a pool of threads of their own: {@value #THREADS} at a time, {@value #MAX_CALLS}
 * with those that wait for a thread; any more fail at once. What Stripe did not clearly answer fails as {@link
 * Failure.Unavailable}, what it had too much of as {@link Failure.TooMany}.
 */
final class StripeCalls {

    static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    static final int READ_TIMEOUT_MILLIS = 8_000;

    private static final Logger LOG = LoggerFactory.getLogger(StripeCalls.class);
    private static final int THREADS = 16;

    /** The sweep's batch and as many buyers. */
    private static final int MAX_CALLS = 128;

    private static final Duration LONGEST = Duration.ofMillis(CONNECT_TIMEOUT_MILLIS + 2L * READ_TIMEOUT_MILLIS);
    private static final int RETRY_AFTER_SECONDS = 2;
    private static final Failure.Unavailable BUSY =
            new Failure.Unavailable("too many payments are under way", RETRY_AFTER_SECONDS);
    private static final Failure UNCLEAR =
            new Failure.Unavailable("the payment provider did not answer clearly", RETRY_AFTER_SECONDS);

    /** Stripe's own limit of requests, or of those that wait for one object (lock_timeout). */
    private static final Failure TOO_MANY =
            new Failure.TooMany("the payment provider takes no more at the moment", RETRY_AFTER_SECONDS);

    private static final Attributes STRIPE = Attributes.of(AttributeKey.stringKey("peer.service"), "stripe");
    private static final MeterProvider<Timer> DURATION = Timer.builder("stripe.request.duration")
            .description("From asking Stripe to its answer, or to giving up on one")
            .withRegistry(Metrics.globalRegistry);

    private final BoundedWorkers threads;

    /** A call to Stripe. */
    interface Call<T> {
        T run() throws StripeException;
    }

    StripeCalls(Vertx vertx) {
        this.threads = new BoundedWorkers(vertx, "stripe", THREADS, MAX_CALLS, LONGEST, BUSY);
    }

    /**
     * Runs a call.
     *
     * @param operation what it does at Stripe, for metrics and traces
     */
    <T> Future<T> run(String operation, Call<T> call) {
        return Traces.call("stripe " + operation, STRIPE, () -> threads.run(() -> timed(operation, call)))
                .recover(failure -> Future.failedFuture(translate(failure)));
    }

    Future<Void> close() {
        return threads.close();
    }

    private static <T> T timed(String operation, Call<T> call) throws StripeException {
        long begun = System.nanoTime();
        var outcome = "failed";
        try {
            var result = call.run();
            outcome = result instanceof StripeGateway.Outcome.Declined ? "declined" : "ok";
            return result;
        } finally {
            DURATION.withTags("operation", operation, "outcome", outcome)
                    .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    private static Throwable translate(Throwable failure) {
        if (failure instanceof StripeException) {
            LOG.warn("Stripe: {}", failure.getMessage());
            return (failure instanceof RateLimitException ? TOO_MANY : UNCLEAR).asException();
        }
        return failure;
    }
}
