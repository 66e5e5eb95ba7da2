package dev.ticketing.orders.domain;

import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Status;

/**
 * A ticket as orders knows it.
 *
 * @param version the newest snapshot's
 * @param sellerId the user who sells it
 */
public record TicketReplica(String id, long version, String title, long priceCents, String sellerId, Status status) {

    /** What a snapshot says. */
    public static TicketReplica of(TicketSnapshot ticket) {
        return new TicketReplica(
                ticket.id(), ticket.version(), ticket.title(), ticket.priceCents(), ticket.userId(), ticket.status());
    }
}
