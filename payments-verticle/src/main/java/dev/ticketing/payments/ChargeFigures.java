package dev.ticketing.payments;

import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.events.EventType;
import io.micrometer.core.instrument.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the money that came in and went back, and logs it. */
final class ChargeFigures {

    private static final Logger LOG = LoggerFactory.getLogger(ChargeFigures.class);

    private ChargeFigures() {}

    static void witness(EventType event, Charge charge) {
        switch (event) {
            case CHARGE_CREATED -> count(charge, "captured");
            case CHARGE_REFUNDED -> count(charge, "refunded");
            default -> {
                // No money was moved.
            }
        }
    }

    private static void count(Charge charge, String what) {
        Metrics.counter("charges." + what, "currency", charge.currency()).increment();
        Metrics.counter("charges." + what + ".amount", "currency", charge.currency())
                .increment(Currency.of(charge.currency())
                        .fromCents(charge.order().amountCents())
                        .doubleValue());
        LOG.atInfo()
                .addKeyValue("orderId", charge.id())
                .addKeyValue("amountCents", charge.order().amountCents())
                .log("charge {}", what);
    }
}
