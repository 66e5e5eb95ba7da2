package dev.ticketing.payments.domain;

/**
 * The buyer has asked the bank for the money back. Until that is decided Stripe withholds it and refunds nothing.
 *
 * @param id Stripe's
 */
public record Dispute(String id, long amountCents, State state) {

    /** In the order in which a dispute goes through them. Both ends are final. */
    public enum State {
        OPEN,
        WON,
        LOST
    }
}
