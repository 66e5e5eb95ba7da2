package dev.ticketing.orders.domain;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.TicketSnapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * A place in the line for a ticket that somebody else holds. It is the oldest place's turn; a place is used up by the
 * order that is made for it.
 *
 * @param id sorts by when the place was taken
 */
public record Place(String id, String ticketId, String userId) {

    /** How many may be before somebody: it keeps the line, and what counting it costs, bounded. */
    public static final int MAX_AHEAD = 1_000;

    /**
     * Takes a place. That a ticket is held is what orders alone know for certain: its last order says so.
     *
     * @param last the ticket's last order
     */
    public static Transition<Place> take(String id, TicketReplica ticket, Optional<Order> last, String user) {
        if (ticket.sellerId().equals(user)) {
            return Transition.refused(new Failure.Forbidden("your own ticket can't be waited for"));
        }
        return obstacle(ticket, last, user)
                .map(why -> Transition.<Place>refused(new Failure.Conflict(why)))
                .orElseGet(() -> Transition.changedSilently(new Place(id, ticket.id(), user)));
    }

    private static Optional<String> obstacle(TicketReplica ticket, Optional<Order> last, String user) {
        if (last.filter(order -> order.isHeldBy(user)).isPresent()) {
            return Optional.of("you hold this ticket yourself");
        } else if (last.filter(order -> order.status().live()).isPresent()) {
            return Optional.empty();
        } else if (last.filter(order -> order.status() == Status.COMPLETE).isPresent()
                || ticket.status() == TicketSnapshot.Status.SOLD) {
            return Optional.of("the ticket is sold");
        }
        return Optional.of(
                ticket.status() == TicketSnapshot.Status.WITHDRAWN
                        ? "the ticket was withdrawn"
                        : "the ticket is available");
    }

    /** Whether nobody can have the ticket any more: all who wait for it have to be sent home. */
    public static boolean isOver(TicketReplica ticket, Order ended) {
        return ended.status() == Status.COMPLETE
                || ended.cancelReason()
                        .filter(CancelReason.TICKET_UNAVAILABLE::equals)
                        .isPresent()
                || ticket.status() == TicketSnapshot.Status.SOLD
                || ticket.status() == TicketSnapshot.Status.WITHDRAWN;
    }

    /**
     * Whose turn it still is: somebody whose offer ended only because the seller had changed the price meanwhile is
     * asked again, at the new one.
     */
    public static Optional<Place> stillFirst(Order ended) {
        return ended.cancelReason()
                .filter(CancelReason.PRICE_CHANGED::equals)
                .flatMap(changed -> ended.waiting().place())
                .map(place -> new Place(place, ended.ticketId(), ended.userId()));
    }

    /**
     * Offers the ticket: the next order, like any other but for how long it may be paid. Of two that are made at a time
     * the store admits one.
     *
     * @param orderId for the new order
     * @param ended the ticket's last order
     */
    public Order offer(String orderId, TicketReplica ticket, Order ended, Terms terms, Instant now) {
        return Order.create(
                orderId,
                ticket,
                Optional.of(ended),
                userId,
                Waiting.offeredFor(id),
                terms,
                now.plus(terms.offerWindow()));
    }
}
