package dev.ticketing.system.simulation;

import static dev.ticketing.system.simulation.Violation.require;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.tickets.domain.Ticket;

/** What must hold of every write to a ticket. */
final class TicketWatch implements Store.Watch<Ticket> {

    private final World world;

    TicketWatch(World world) {
        this.world = world;
    }

    @Override
    public void written(Ticket before, Ticket after, EventType event) {
        if (before == null) {
            return;
        }
        var id = after.id();
        Checker.requireNext(before, after);
        require(after.position().compareTo(before.position()) >= 0, Promise.E, "a position went back", id);
        boolean isSameHold = before.orderId().equals(after.orderId()) && before.status() == after.status();
        boolean isOver = before.status() == Status.SOLD || before.status() == Status.WITHDRAWN;
        require(!isOver || isSameHold, Promise.S, "a sold or withdrawn ticket changed hands", id);
        boolean showsNothing = isSameHold
                && before.details().equals(after.details())
                && before.refused().equals(after.refused());
        require(event != null || showsNothing, Promise.E, "nobody heard of a change", id);
        if (!before.orderId().equals(after.orderId())) {
            before.orderId().ifPresent(holder -> requireEnded(world.orders().find(holder), id));
        }
        after.orderId().ifPresent(holder -> requireAgreed(after, world.orders().find(holder)));
    }

    private static void requireEnded(Order holder, String ticket) {
        boolean isEnded = holder.status() == OrderSnapshot.Status.CANCELLED;
        require(isEnded, Promise.S, "a live order lost its ticket", ticket);
    }

    private static void requireAgreed(Ticket ticket, Order holder) {
        boolean isItsPrice = ticket.details().priceCents() == holder.priceCents();
        require(isItsPrice, Promise.S, "held at another price than its own", ticket.id());
        boolean isComplete = holder.status() == OrderSnapshot.Status.COMPLETE;
        require(ticket.status() != Status.SOLD || isComplete, Promise.S, "sold without a complete order", ticket.id());
    }
}
