package dev.ticketing.payments.domain;

import java.time.Instant;

/**
 * Money on its way back to the buyer, or there, whoever asked for it: payments, or an operator at Stripe.
 *
 * @param id Stripe's
 * @param at when it was heard that it is so
 */
public record Refund(String id, long amountCents, State state, Instant at) {

    /** In the order in which a refund goes through them: what is heard late is known by it. */
    public enum State {
        PENDING,
        SUCCEEDED,
        /** The bank did not take it, which may turn out even after it had succeeded. The money is Stripe's balance's again. */
        FAILED
    }
}
