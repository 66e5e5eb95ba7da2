package dev.ticketing.payments.domain;

import dev.ticketing.payments.domain.Attempts.Attempt;

/** What a charge needs next. Read from the document alone, so whoever finds it can go on, after any crash. */
public sealed interface Step {

    /** Nothing: it is as it should be. */
    record Nothing() implements Step {}

    /** Make the PaymentIntent, unconfirmed, or find the one made under the same key before. */
    record CreateIntent() implements Step {}

    /** Confirm the stored PaymentIntent with the attempt's card, under the attempt's key. */
    record Confirm(String intentId, Attempt attempt) implements Step {}

    /** Only ask how the PaymentIntent is: it is too late to confirm, or somebody else's turn. */
    record LookUp(String intentId) implements Step {}

    /** Close the PaymentIntent: the order has ended, or its time to pay. */
    record CancelIntent(String intentId) implements Step {}

    /**
     * Give the money back: the order has ended without the buyer getting the ticket.
     *
     * @param amountCents what has not gone back yet
     * @param number of refunds that failed before
     */
    record Refund(String intentId, long amountCents, int number) implements Step {}
}
