package dev.ticketing.payments.domain;

import java.util.List;
import java.util.Optional;

/**
 * How a PaymentIntent is at Stripe, when somebody looked.
 *
 * @param reason why it could not be paid, in words for the buyer, where it could not
 * @param refunds all there are
 * @param disputes all there are
 */
public record Look(State state, Optional<String> reason, List<Refund> refunds, List<Dispute> disputes) {

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

    /** One with which no money was moved. */
    public static Look at(State state) {
        return new Look(state, Optional.empty(), List.of(), List.of());
    }
}
