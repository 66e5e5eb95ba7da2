package dev.ticketing.stripesimulator.domain;

import java.util.Map;

/** Money given back from one charge. A card refund succeeds at once in Stripe's test mode, and so do these. */
public record Refund(
        String id,
        long created,
        long amount,
        String currency,
        String charge,
        String paymentIntent,
        String reason,
        Map<String, String> metadata)
        implements StripeObject {}
