package dev.ticketing.system.simulation;

import static dev.ticketing.system.simulation.Violation.require;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.OrderReplica;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.system.simulation.Store.Row;
import dev.ticketing.tickets.domain.Position;
import dev.ticketing.tickets.domain.Ticket;

/** What must hold when everything has healed, every event has arrived, and time has passed. */
final class Settled {

    private final World world;

    Settled(World world) {
        this.world = world;
    }

    /** When every event has arrived and no time has passed: tickets has decided on every order. */
    void checkDecisions() {
        for (var row : world.orders().rows()) {
            var order = row.state();
            require(order.status() != Status.CREATED, Promise.L, "an order stays created", order.id());
        }
    }

    /** When time has passed too. */
    void check() {
        for (var row : world.orders().rows()) {
            checkMoney(row.state());
        }
        for (var row : world.orders().rows()) {
            checkCharge(row);
            requireSent(row);
        }
        for (var row : world.charges().rows()) {
            var charge = row.state();
            require(charge.workDueAt().isEmpty(), Promise.L, "a charge has work left", charge.id());
            requireSent(row);
        }
        for (var row : world.tickets().rows()) {
            checkHold(row.state());
            checkReplica(row);
            requireSent(row);
        }
        require(world.timers().isEmpty(), Promise.L, "a timer or a lease is left", "expiration");
    }

    private void checkMoney(Order order) {
        var account = world.checker().account(order.id());
        boolean isComplete = order.status() == Status.COMPLETE;
        require(!order.status().live(), Promise.L, "an order has not ended", order.id());
        require(!isComplete || account.captures() > 0, Promise.M, "complete and not paid", order.id());
        require(!isComplete || account.refunds() == 0, Promise.M, "complete and refunded", order.id());
        require(isComplete || account.captures() == account.refunds(), Promise.M, "money was kept", order.id());
    }

    private void checkCharge(Row<Order> row) {
        var order = row.state();
        var chargeRow = world.charges().row(order.id());
        require(chargeRow != null, Promise.E, "payments never heard of an order", order.id());
        var charge = chargeRow.state();
        boolean isCopy = charge.order().equals(copyOf(order, row.lastPublicVersion()));
        require(isCopy, Promise.E, "payments' copy of an order differs", order.id());
        boolean hasHeard = order.chargeVersion() == chargeRow.lastPublicVersion();
        require(hasHeard, Promise.E, "orders has not heard the last of a charge", order.id());
        boolean isRefunded = charge.status() == ChargeSnapshot.Status.REFUNDED;
        require(order.refund().isPresent() == isRefunded, Promise.M, "orders does not know of a refund", order.id());
        if (order.status() == Status.CANCELLED) {
            requireClosed(charge);
        }
    }

    private static OrderReplica copyOf(Order order, long version) {
        return new OrderReplica(
                version, order.userId(), order.status(), order.expiresAt(), order.dueAt(), order.priceCents());
    }

    private void requireClosed(Charge charge) {
        for (var intent : world.stripe().intents()) {
            boolean isStored = charge.intent().id().filter(intent.id()::equals).isPresent();
            boolean isOver = intent.state() == Stripe.State.CAPTURED || intent.state() == Stripe.State.CLOSED;
            require(!isStored || isOver, Promise.M, "a cancelled order can still be paid", charge.id());
        }
    }

    private void checkHold(Ticket ticket) {
        boolean isLocked = ticket.status() == TicketSnapshot.Status.RESERVED;
        require(!isLocked, Promise.L, "a ticket stays locked for an order that has ended", ticket.id());
        var last = World.lastOf(ticket.id(), world.orders());
        if (last == null) {
            return;
        }
        var buyer = last.state().status() == Status.COMPLETE ? last.state().id() : "nobody";
        boolean isSold = ticket.status() == TicketSnapshot.Status.SOLD;
        boolean isBuyers = ticket.orderId().orElse("nobody").equals(buyer);
        require(
                isBuyers && isSold != buyer.equals("nobody"),
                Promise.S,
                "a ticket and its last order differ",
                ticket.id());
        var position = new Position(last.state().reservation(), last.lastPublicVersion());
        boolean hasHeard = ticket.position().equals(position);
        require(hasHeard, Promise.E, "a ticket has not heard the last of its orders", ticket.id());
    }

    private void checkReplica(Row<Ticket> row) {
        var ticket = TicketReplica.of(row.state().snapshot());
        var copy = world.replicas().get(ticket.id());
        require(copy != null, Promise.E, "orders never heard of a ticket", ticket.id());
        var due = new TicketReplica(
                ticket.id(),
                row.lastPublicVersion(),
                ticket.title(),
                ticket.priceCents(),
                ticket.sellerId(),
                ticket.status());
        require(copy.equals(due), Promise.E, "orders' copy of a ticket differs", ticket.id());
    }

    private static void requireSent(Row<?> row) {
        require(
                row.outbox().isEmpty(),
                Promise.E,
                "an event stays in its outbox",
                row.state().id());
    }
}
