package dev.ticketing.stripesimulator.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything the simulated Stripe account holds. Not safe for several threads: one writer owns it. */
public final class Books {

    private final Shelf<PaymentIntent> intents = new Shelf<>();
    private final Shelf<Charge> charges = new Shelf<>();
    private final Shelf<Refund> refunds = new Shelf<>();
    private final Shelf<Dispute> disputes = new Shelf<>();
    private final Shelf<Event> events = new Shelf<>();
    private final Map<String, List<String>> chargesOfIntents = new HashMap<>();
    private final Map<String, List<String>> refundsOfCharges = new HashMap<>();
    private final Map<String, List<String>> disputesOfCharges = new HashMap<>();

    /** Takes over the objects as they are now, new ones and changed ones. */
    public void apply(List<? extends StripeObject> changed) {
        changed.forEach(this::apply);
    }

    public Shelf<PaymentIntent> intents() {
        return intents;
    }

    public Shelf<Charge> charges() {
        return charges;
    }

    public Shelf<Refund> refunds() {
        return refunds;
    }

    public Shelf<Dispute> disputes() {
        return disputes;
    }

    public Shelf<Event> events() {
        return events;
    }

    /** Oldest first. */
    public List<Charge> chargesOf(PaymentIntent intent) {
        return chargesOfIntents.getOrDefault(intent.id(), List.of()).stream()
                .map(id -> charges.find(id).orElseThrow())
                .toList();
    }

    /** Oldest first. */
    public List<Refund> refundsOf(Charge charge) {
        return refundsOfCharges.getOrDefault(charge.id(), List.of()).stream()
                .map(id -> refunds.find(id).orElseThrow())
                .toList();
    }

    /** Oldest first. */
    public List<Dispute> disputesOf(Charge charge) {
        return disputesOfCharges.getOrDefault(charge.id(), List.of()).stream()
                .map(id -> disputes.find(id).orElseThrow())
                .toList();
    }

    private void apply(StripeObject object) {
        if (object instanceof PaymentIntent intent) {
            intents.put(intent);
        } else if (object instanceof Charge charge) {
            index(charges, charge, chargesOfIntents, charge.paymentIntent());
            charges.put(charge);
        } else if (object instanceof Refund refund) {
            index(refunds, refund, refundsOfCharges, refund.charge());
            refunds.put(refund);
        } else if (object instanceof Dispute dispute) {
            index(disputes, dispute, disputesOfCharges, dispute.charge());
            disputes.put(dispute);
        } else if (object instanceof Event event) {
            events.put(event);
        }
    }

    private static <T extends StripeObject> void index(
            Shelf<T> shelf, T object, Map<String, List<String>> index, String owner) {
        if (shelf.find(object.id()).isEmpty()) {
            index.computeIfAbsent(owner, ignored -> new ArrayList<>(1)).add(object.id());
        }
    }
}
