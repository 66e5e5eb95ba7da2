package dev.ticketing.payments.domain;

import java.time.Instant;

/**
 * One line of a {@link Ledger}: that so much money moved, and what Stripe calls the thing that moved it.
 *
 * @param seq its place, from 1
 * @param at when it was recorded
 * @param amountCents in the currency's minor unit, always positive: the kind says which way it went
 * @param stripeId the PaymentIntent's, the refund's or the dispute's
 */
public record LedgerEntry(int seq, Instant at, Kind kind, long amountCents, String stripeId) {

    /** What happened. */
    public enum Kind {
        /** Stripe took the money from the buyer. */
        CAPTURED,
        /** The order is complete: the money is the seller's. */
        SOLD,
        /** Stripe gave money back. */
        REFUNDED,
        /** A refund came back, for the buyer's bank did not take it. */
        REFUND_FAILED,
        /** The buyer's bank wants the money back: Stripe withholds it until that is decided. */
        DISPUTED,
        DISPUTE_WON,
        DISPUTE_LOST
    }

    /** Refuses an amount that is none. */
    public LedgerEntry {
        if (amountCents <= 0) {
            throw new IllegalArgumentException("not an amount: " + amountCents);
        }
    }
}
