package dev.ticketing.payments.domain;

import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import java.time.Duration;
import java.time.Instant;

/**
 * The order that a charge is for, as payments knows it. Part of the charge's own document, so that what is captured
 * and whether the order still stands are always judged together.
 *
 * @param version the newest snapshot's: the position
 * @param buyerId who may pay
 * @param expiresAt the last moment to start paying
 * @param dueAt when it is cancelled if unpaid
 */
public record OrderReplica(
        long version, String buyerId, Status status, Instant expiresAt, Instant dueAt, long amountCents) {

    static OrderReplica of(OrderSnapshot order) {
        return new OrderReplica(
                order.version(),
                order.userId(),
                order.status(),
                order.expiresAt(),
                order.dueAt(),
                order.ticket().priceCents());
    }

    /** Whether it has ended without a sale. */
    public boolean isCancelled() {
        return status == Status.CANCELLED;
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /**
     * Until when an outcome that was under way at the end is waited for; then the intent is closed. What remains until the
     * order is cancelled is for that, so that who paid in time is hardly ever refunded.
     */
    Instant outcomeAwaitedUntil() {
        return expiresAt.plus(Duration.between(expiresAt, dueAt).dividedBy(2));
    }
}
