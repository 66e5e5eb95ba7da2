package dev.ticketing.payments;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after charges that need it: refunds, intents to close, attempts whose outcome got lost. At most {@value
 * #BATCH} at a time.
 */
final class ChargeSweepVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ChargeSweepVerticle.class);
    private static final int SWEEP_MILLIS = 500;
    private static final int BATCH = 64;

    private final ChargeStore store;
    private final PaymentService payments;
    private final Clock clock;
    private boolean sweeping;

    ChargeSweepVerticle(ChargeStore store, PaymentService payments, Clock clock) {
        this.store = store;
        this.payments = payments;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
        return Future.succeededFuture();
    }

    private void sweep() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        store.due(clock.instant(), BATCH)
                .compose(due -> Future.join(
                        due.stream().map(charge -> payments.resume(charge.id())).toList()))
                .onFailure(failure -> LOG.warn("charges wait for their next turn: {}", failure.getMessage()))
                .onComplete(done -> sweeping = false);
    }
}
