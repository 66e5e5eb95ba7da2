package dev.ticketing.payments;

import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.events.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the money that came in and went back, and logs it. */
final class ChargeFigures {

    private static final Logger LOG = LoggerFactory.getLogger(ChargeFigures.class);

    private ChargeFigures() {}

    /** What an event told is the newest movement of the money. */
    static void witness(EventType event, Charge charge) {
        var entries = charge.ledger().entries();
        if (entries.isEmpty()) {
            return;
        }
        var newest = entries.get(entries.size() - 1);
        switch (newest.kind()) {
            case CAPTURED -> count(charge, "captured", newest.amountCents());
            case REFUNDED -> count(charge, "refunded", newest.amountCents());
            default -> {
                // Neither came in nor went back.
            }
        }
    }

    /** A refund has failed once more than payments tries by itself. */
    static void refundGivenUp(Charge charge) {
        refundsGivenUp().increment();
        LOG.atError()
                .addKeyValue("orderId", charge.id())
                .addKeyValue("amountCents", charge.funds().heldCents())
                .log("refunds failed; the money has to be given back by hand");
    }

    static Counter refundsGivenUp() {
        return Metrics.counter("charges.refunds.given.up");
    }

    private static void count(Charge charge, String what, long amountCents) {
        Metrics.counter("charges." + what, "currency", charge.currency()).increment();
        Metrics.counter("charges." + what + ".amount", "currency", charge.currency())
                .increment(Currency.of(charge.currency()).fromCents(amountCents).doubleValue());
        LOG.atInfo()
                .addKeyValue("orderId", charge.id())
                .addKeyValue("amountCents", amountCents)
                .log("charge {}", what);
    }
}
