package dev.ticketing.payments.domain;

import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import java.time.Instant;

/**
 * The order that a charge is for, as payments knows it. Part of the charge's own document, so that what is captured
 * and whether the order still stands are always judged together.
 *
 * @param version the newest snapshot's: the position
 * @param buyerId who may pay
 * @param expiresAt the last moment to start paying
 */
public record OrderReplica(long version, String buyerId, Status status, Instant expiresAt, long amountCents) {

    static OrderReplica of(OrderSnapshot order) {
        return new OrderReplica(
                order.version(),
                order.userId(),
                order.status(),
                order.expiresAt(),
                order.ticket().priceCents());
    }

    /** Whether it has ended without a sale. */
    public boolean isCancelled() {
        return status == Status.CANCELLED;
    }
}
