package dev.ticketing.payments;

import dev.ticketing.payments.domain.Charge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import java.time.Clock;

/**
 * Looks after charges that need it: refunds, intents to close, attempts whose outcome got lost, buyers at their bank. At most {@value
 * #BATCH} at a time. Counted are all ({@code charges.swept}) and the attempts among them ({@code charges.recovered}).
 */
final class ChargeSweep {

    private static final int BATCH = 64;

    private final ChargeStore store;
    private final PaymentService payments;
    private final Clock clock;
    private final Counter swept = Metrics.counter("charges.swept");
    private final Counter recovered = Metrics.counter("charges.recovered");

    ChargeSweep(ChargeStore store, PaymentService payments, Clock clock) {
        this.store = store;
        this.payments = payments;
        this.clock = clock;
    }

    /** Takes those due longest a step on. */
    Future<?> run() {
        return store.due(clock.instant(), BATCH)
                .compose(due -> Future.join(due.stream().map(this::resume).toList()));
    }

    private Future<Charge> resume(Charge due) {
        swept.increment();
        if (due.attempts().open().isPresent() && due.attempts().challenge().isEmpty()) {
            recovered.increment();
        }
        return payments.resume(due.id());
    }
}
