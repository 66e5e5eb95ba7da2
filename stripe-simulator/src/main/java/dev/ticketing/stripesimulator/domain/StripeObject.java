package dev.ticketing.stripesimulator.domain;

/** What the simulator stores and lists. */
public sealed interface StripeObject permits PaymentIntent, Charge, Refund, Dispute, Event {

    String id();

    /** Seconds since the epoch, as everywhere in Stripe's API. */
    long created();
}
