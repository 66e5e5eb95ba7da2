package dev.ticketing.shared.events;

import java.util.Optional;

/**
 * A charge as other contexts see it.
 *
 * @param version the aggregate's version: the position
 * @param amountCents in minor units
 * @param currency ISO 4217, lower case
 * @param stripeId the PaymentIntent
 */
public record ChargeSnapshot(
        String id,
        long version,
        String orderId,
        Status status,
        long amountCents,
        String currency,
        Optional<String> stripeId,
        Optional<String> stripeRefundId)
        implements Snapshot {

    public enum Status {
        CREATED,
        REQUIRES_ACTION,
        COMPLETED,
        FAILED,
        REFUNDED
    }
}
