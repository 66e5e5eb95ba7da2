package dev.ticketing.payments.domain;

import java.util.List;
import java.util.Optional;

/**
 * How a PaymentIntent is at Stripe, when somebody looked.
 *
 * @param received what was captured; empty where nothing was, or nobody asked
 * @param reason why it could not be paid, in words for the buyer, where it could not
 * @param refunds all there are
 * @param disputes all there are
 */
public record Look(
        State state,
        Optional<Received> received,
        Optional<String> reason,
        List<Refund> refunds,
        List<Dispute> disputes) {

    /** Money, as Stripe counts it. */
    public record Received(long cents, String currency) {}

    /** As far as it matters. */
    public enum State {
        /** It can be confirmed. */
        OPEN,
        /** The bank waits for the buyer. */
        CHALLENGED,
        /** Stripe waits for the bank. */
        PROCESSING,
        CAPTURED,
        CLOSED
    }

    /** One of which nobody asked how much was captured. */
    public Look(State state, Optional<String> reason, List<Refund> refunds, List<Dispute> disputes) {
        this(state, Optional.empty(), reason, refunds, disputes);
    }

    /** With what was captured, as far as anything was. */
    public Look receiving(long cents, String currency) {
        var captured = Optional.of(new Received(cents, currency)).filter(some -> state == State.CAPTURED);
        return new Look(state, captured, reason, refunds, disputes);
    }

    /** Whether something else was captured than what should be. */
    public boolean isOtherThan(long cents, String currency) {
        return received.filter(some -> some.cents() != cents || !some.currency().equals(currency))
                .isPresent();
    }

    /** One with which no money was moved. */
    public static Look at(State state) {
        return new Look(state, Optional.empty(), List.of(), List.of());
    }
}
