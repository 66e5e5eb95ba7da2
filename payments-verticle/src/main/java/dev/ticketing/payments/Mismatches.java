package dev.ticketing.payments;

import dev.ticketing.payments.domain.Comparison;
import dev.ticketing.payments.domain.Listed;
import io.vertx.core.Future;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes for an operator what no rule can repair, once; the reconciliation looks whether it is still so. */
final class Mismatches {

    private static final Logger LOG = LoggerFactory.getLogger(Mismatches.class);

    private final ReconciliationStore store;
    private final Clock clock;

    Mismatches(ReconciliationStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Future<Void> note(Comparison kind, Listed found) {
        return store.note(kind, found, clock.instant())
                .onSuccess(isNew -> {
                    if (isNew) {
                        LOG.atError()
                                .addKeyValue("kind", kind)
                                .addKeyValue("orderId", found.orderId().orElse(""))
                                .addKeyValue("stripeId", found.intentId())
                                .addKeyValue("amountCents", found.amountCents())
                                .log("a payment differs from Stripe's books");
                    }
                })
                .mapEmpty();
    }
}
