package dev.ticketing.shared.events;

import java.time.Instant;
import java.util.Optional;

/**
 * An order as other contexts see it.
 *
 * @param version the aggregate's version: the position, per order; for its ticket the position is
 *     {@code (ticket.reservation, version)}
 * @param userId the buyer
 * @param expiresAt the last moment to start paying
 * @param dueAt when an unpaid order is cancelled: {@code expiresAt} plus the payment grace
 * @param offered whether it was made for somebody who had waited for the ticket
 */
public record OrderSnapshot(
        String id,
        long version,
        String userId,
        Status status,
        Instant expiresAt,
        Instant dueAt,
        Optional<CancelReason> cancelReason,
        Ticket ticket,
        boolean offered)
        implements Snapshot {

    /** An order that its buyer made. */
    public OrderSnapshot(
            String id,
            long version,
            String userId,
            Status status,
            Instant expiresAt,
            Instant dueAt,
            Optional<CancelReason> cancelReason,
            Ticket ticket) {
        this(id, version, userId, status, expiresAt, dueAt, cancelReason, ticket, false);
    }

    public enum Status {
        CREATED,
        AWAITING_PAYMENT,
        COMPLETE,
        CANCELLED;

        /** Whether an order of this status holds its ticket. Complete and cancelled are terminal. */
        public boolean live() {
            return this == CREATED || this == AWAITING_PAYMENT;
        }
    }

    public enum CancelReason {
        USER,
        EXPIRED,
        PAYMENT_FAILED,
        TICKET_UNAVAILABLE,
        PRICE_CHANGED,
        USER_BANNED
    }

    /**
     * What is bought.
     *
     * @param priceCents the price agreed when the order was made, in minor units
     * @param reservation this order's number among the orders of its ticket, from 1
     */
    public record Ticket(String id, long priceCents, long reservation) {}
}
