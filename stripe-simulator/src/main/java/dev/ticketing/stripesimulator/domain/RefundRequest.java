package dev.ticketing.stripesimulator.domain;

import java.util.Map;

/**
 * Money back, for an intent or for a charge.
 *
 * @param paymentIntent null when only the charge is named
 * @param charge null when only the intent is named
 * @param amount null for all that is left
 */
public record RefundRequest(
        String paymentIntent, String charge, Long amount, String reason, Map<String, String> metadata) {}
