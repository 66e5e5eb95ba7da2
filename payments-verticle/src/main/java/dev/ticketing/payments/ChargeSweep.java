package dev.ticketing.payments;

import io.vertx.core.Future;
import java.time.Clock;

/**
 * Looks after charges that need it: refunds, intents to close, attempts whose outcome got lost. At most {@value
 * #BATCH} at a time.
 */
final class ChargeSweep {

    private static final int BATCH = 64;

    private final ChargeStore store;
    private final PaymentService payments;
    private final Clock clock;

    ChargeSweep(ChargeStore store, PaymentService payments, Clock clock) {
        this.store = store;
        this.payments = payments;
        this.clock = clock;
    }

    /** Takes those due longest a step on. */
    Future<?> run() {
        return store.due(clock.instant(), BATCH)
                .compose(due -> Future.join(
                        due.stream().map(charge -> payments.resume(charge.id())).toList()));
    }
}
