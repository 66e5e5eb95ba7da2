package dev.ticketing.stripesimulator.domain;

/**
 * The last failed attempt to pay an intent.
 *
 * @param charge the failed charge, null when the attempt failed before there was one
 */
public record PaymentError(Decline reason, String charge, PaymentMethod paymentMethod) {}
