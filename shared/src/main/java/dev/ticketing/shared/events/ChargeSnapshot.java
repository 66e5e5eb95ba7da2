package dev.ticketing.shared.events;

import java.util.Optional;

/**
 * A charge as other contexts see it.
 *
 * @param version the aggregate's version: the position
 * @param amountCents in minor units
 * @param currency ISO 4217, lower case
 * @param stripeId the PaymentIntent
 * @param stripeRefundId the refund with which all had gone back
 * @param refundedCents what has gone back so far, in minor units
 */
public record ChargeSnapshot(
        String id,
        long version,
        String orderId,
        Status status,
        long amountCents,
        String currency,
        Optional<String> stripeId,
        Optional<String> stripeRefundId,
        long refundedCents)
        implements Snapshot {

    /** One of before parts were told of: all has gone back, or nothing. */
    public ChargeSnapshot(
            String id,
            long version,
            String orderId,
            Status status,
            long amountCents,
            String currency,
            Optional<String> stripeId,
            Optional<String> stripeRefundId) {
        this(
                id,
                version,
                orderId,
                status,
                amountCents,
                currency,
                stripeId,
                stripeRefundId,
                status == Status.REFUNDED ? amountCents : 0);
    }

    /** With so much gone back. */
    public ChargeSnapshot withRefunded(long cents) {
        return new ChargeSnapshot(id, version, orderId, status, amountCents, currency, stripeId, stripeRefundId, cents);
    }

    public enum Status {
        CREATED,
        REQUIRES_ACTION,
        COMPLETED,
        FAILED,
        REFUNDED
    }
}
