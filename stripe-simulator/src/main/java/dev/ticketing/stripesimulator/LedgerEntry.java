package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Charge;
import dev.ticketing.stripesimulator.domain.PaymentIntent;
import dev.ticketing.stripesimulator.domain.Refund;
import dev.ticketing.stripesimulator.domain.StripeObject;
import java.util.ArrayList;
import java.util.List;

/**
 * All that one request changed, in one line: the objects as they are after it and the answer to its Idempotency-Key are
 * there together or not at all.
 *
 * @param answer null when the request carried no key
 * @param keysForgotten whether the simulator was told to forget every key before it
 */
record LedgerEntry(
        List<PaymentIntent> intents,
        List<Charge> charges,
        List<Refund> refunds,
        StoredAnswer answer,
        boolean keysForgotten) {

    static LedgerEntry of(List<StripeObject> changed, StoredAnswer answer) {
        return new LedgerEntry(
                only(PaymentIntent.class, changed),
                only(Charge.class, changed),
                only(Refund.class, changed),
                answer,
                false);
    }

    static LedgerEntry forgetKeys() {
        return new LedgerEntry(List.of(), List.of(), List.of(), null, true);
    }

    List<StripeObject> changed() {
        List<StripeObject> all = new ArrayList<>(intents);
        all.addAll(charges);
        all.addAll(refunds);
        return all;
    }

    private static <T extends StripeObject> List<T> only(Class<T> kind, List<StripeObject> objects) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
