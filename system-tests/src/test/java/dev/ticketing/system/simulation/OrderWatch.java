package dev.ticketing.system.simulation;

import static dev.ticketing.system.simulation.Violation.require;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.OrderSnapshot.Status;

/** What must hold of every write to an order. */
final class OrderWatch implements Store.Watch<Order> {

    private final World world;

    OrderWatch(World world) {
        this.world = world;
    }

    @Override
    public void written(Order before, Order after, EventType event) {
        if (before == null) {
            requireOneHolder(after);
            return;
        }
        var id = after.id();
        Checker.requireNext(before, after);
        require(after.chargeVersion() >= before.chargeVersion(), Promise.E, "a position went back", id);
        boolean isAsItWas =
                before.status() == after.status() && before.cancelReason().equals(after.cancelReason());
        require(before.status().live() || isAsItWas, Promise.S, "an ended order changed its end", id);
        boolean isSilent = event == null;
        boolean showsNothing = isAsItWas && before.refund().equals(after.refund());
        require(!isSilent || showsNothing, Promise.E, "nobody heard of a change", id);
        if (before.status() != after.status()) {
            requireReason(after);
        }
    }

    private void requireOneHolder(Order placed) {
        for (var row : world.orders().rows()) {
            var other = row.state();
            boolean holdsIt =
                    other.status() != Status.CANCELLED && other.ticketId().equals(placed.ticketId());
            require(!holdsIt || other.id().equals(placed.id()), Promise.S, "two orders hold one ticket", placed.id());
        }
    }

    /** It ends for a reason that is true. */
    private void requireReason(Order after) {
        var account = world.checker().account(after.id());
        var reason = after.cancelReason().orElse(null);
        if (after.status() == Status.COMPLETE) {
            require(account.captures() > 0, Promise.M, "complete and not paid", after.id());
        } else if (reason == CancelReason.EXPIRED) {
            boolean isDue = !world.clock().now().isBefore(after.dueAt());
            require(isDue, Promise.S, "ended before its time", after.id());
        } else if (reason == CancelReason.PAYMENT_FAILED) {
            boolean isLast = account.declines() >= Protocol.MAX_DECLINES;
            require(isLast, Promise.S, "ended before the last decline", after.id());
        }
    }
}
