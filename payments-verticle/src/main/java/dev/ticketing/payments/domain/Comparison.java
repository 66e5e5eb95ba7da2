package dev.ticketing.payments.domain;

import dev.ticketing.shared.domain.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What comes of comparing a charge with what Stripe says. */
public enum Comparison {
    /** There is nothing to do, or it is none of ours. */
    AGREES,
    /** Stripe knows more: it is recorded in the charge, whose rules say what follows. */
    REPAIRABLE,
    /** Money was taken for an order that nobody here knows, as after a restore. */
    UNKNOWN_ORDER,
    /** Money was taken by another PaymentIntent than the order's. */
    OTHER_INTENT,
    /** Another amount, or another currency, was taken than the order's. */
    OTHER_AMOUNT,
    /** A capture is recorded that Stripe has not. */
    NOT_CAPTURED;

    /** What no rule can repair: an operator has to look. */
    public static final List<Comparison> MISMATCHES = List.of(UNKNOWN_ORDER, OTHER_INTENT, OTHER_AMOUNT, NOT_CAPTURED);

    /** Compares; the charge is that of the order which Stripe names. */
    public static Comparison of(Optional<Charge> charge, Listed listed, Instant now) {
        if (listed.orderId().isEmpty()) {
            return AGREES;
        } else if (charge.isEmpty()) {
            return listed.isCaptured() ? UNKNOWN_ORDER : AGREES;
        }
        var intent = charge.get().intent().id();
        if (intent.isPresent() && !intent.get().equals(listed.intentId())) {
            return listed.isCaptured() ? OTHER_INTENT : AGREES;
        } else if (!listed.isCaptured() && charge.get().paidAt().isPresent()) {
            return NOT_CAPTURED;
        } else if (listed.isCaptured() && !isOfTheOrder(listed, charge.get())) {
            return OTHER_AMOUNT;
        } else if (intent.isEmpty()) {
            return listed.isCaptured() ? REPAIRABLE : AGREES;
        }
        return charge.get().saw(listed.look(), 0, 1, now) instanceof Transition.Changed ? REPAIRABLE : AGREES;
    }

    private static boolean isOfTheOrder(Listed listed, Charge charge) {
        return listed.amountCents() == charge.order().amountCents()
                && listed.currency().equals(charge.currency());
    }

    public boolean isMismatch() {
        return MISMATCHES.contains(this);
    }
}
