package dev.ticketing.stripesimulator.domain;

/**
 * What an outcome has to tell: becomes an event.
 *
 * @param object one of the objects the outcome changes
 * @param previousStatus the object's before, where Stripe tells it; else null
 */
public record News(EventType type, StripeObject object, String previousStatus) {}
