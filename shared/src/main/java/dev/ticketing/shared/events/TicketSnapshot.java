package dev.ticketing.shared.events;

import java.util.Optional;

/**
 * A ticket as other contexts see it.
 *
 * @param version the aggregate's version: the position
 * @param priceCents in minor units
 * @param userId the seller
 * @param orderId the order that holds or bought the ticket; empty while it is available or withdrawn
 * @param reservation the number of the last reservation that locked the ticket; 0 before the first
 * @param refused the last order that was refused, until the next lock or refusal
 */
public record TicketSnapshot(
        String id,
        long version,
        String title,
        long priceCents,
        String userId,
        Status status,
        Optional<String> orderId,
        long reservation,
        Optional<Refusal> refused)
        implements Snapshot {

    public enum Status {
        AVAILABLE,
        RESERVED,
        SOLD,
        WITHDRAWN
    }

    /** An order that the ticket's seller could not honour. */
    public record Refusal(String orderId, long reservation, Reason reason) {}

    public enum Reason {
        TICKET_UNAVAILABLE,
        PRICE_CHANGED
    }
}
