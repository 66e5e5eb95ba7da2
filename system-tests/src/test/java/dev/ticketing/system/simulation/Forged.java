package dev.ticketing.system.simulation;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.OrderReplica;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.tickets.domain.Position;
import dev.ticketing.tickets.domain.Ticket;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** States and snapshots as no rule makes them: what broken rules need to lie to the domain with. */
final class Forged {

    private Forged() {}

    static Ticket at(Ticket ticket, Position position) {
        return ticket(ticket, ticket.status(), position, ticket.refused());
    }

    static Ticket with(Ticket ticket, TicketSnapshot.Status status) {
        return ticket(ticket, status, ticket.position(), ticket.refused());
    }

    static Ticket forgetful(Ticket ticket) {
        return ticket(ticket, ticket.status(), ticket.position(), Optional.empty());
    }

    private static Ticket ticket(
            Ticket ticket, TicketSnapshot.Status status, Position position, Optional<TicketSnapshot.Refusal> refused) {
        return new Ticket(
                ticket.id(),
                ticket.version(),
                ticket.details(),
                ticket.userId(),
                status,
                ticket.orderId(),
                ticket.reservation(),
                position,
                refused);
    }

    static Order with(Order order, OrderSnapshot.Status status) {
        return order(order, order.version(), status, order.priceCents(), order.cancelReason());
    }

    static Order with(Order order, OrderSnapshot.CancelReason reason) {
        return order(order, order.version(), order.status(), order.priceCents(), Optional.of(reason));
    }

    static Order withPrice(Order order, long version, long priceCents) {
        return order(order, version, order.status(), priceCents, order.cancelReason());
    }

    private static Order order(
            Order order,
            long version,
            OrderSnapshot.Status status,
            long priceCents,
            Optional<OrderSnapshot.CancelReason> reason) {
        return new Order(
                order.id(),
                version,
                order.ticketId(),
                order.reservation(),
                order.userId(),
                status,
                order.title(),
                priceCents,
                order.expiresAt(),
                order.dueAt(),
                reason,
                order.refund(),
                order.chargeVersion(),
                order.waiting());
    }

    static OrderSnapshot with(OrderSnapshot order, OrderSnapshot.Status status) {
        return snapshot(order, status, order.ticket());
    }

    static OrderSnapshot withPrice(OrderSnapshot order, long priceCents) {
        var ticket = order.ticket();
        return snapshot(order, order.status(), new OrderSnapshot.Ticket(ticket.id(), priceCents, ticket.reservation()));
    }

    private static OrderSnapshot snapshot(
            OrderSnapshot order, OrderSnapshot.Status status, OrderSnapshot.Ticket ticket) {
        return new OrderSnapshot(
                order.id(),
                order.version(),
                order.userId(),
                status,
                order.expiresAt(),
                order.dueAt(),
                order.cancelReason(),
                ticket);
    }

    /** What an event's type alone says about an order. */
    static OrderSnapshot byType(EventType type, OrderSnapshot order) {
        return with(
                order,
                switch (type) {
                    case ORDER_CREATED -> OrderSnapshot.Status.CREATED;
                    case ORDER_CANCELLED -> OrderSnapshot.Status.CANCELLED;
                    case ORDER_COMPLETED -> OrderSnapshot.Status.COMPLETE;
                    default -> OrderSnapshot.Status.AWAITING_PAYMENT;
                });
    }

    static Charge with(Charge charge, OrderReplica order) {
        return new Charge(
                charge.id(),
                charge.version(),
                order,
                charge.currency(),
                charge.status(),
                charge.intent(),
                charge.attempts(),
                charge.funds(),
                charge.workDueAt());
    }

    static OrderReplica with(OrderReplica order, long version, OrderSnapshot.Status status) {
        return new OrderReplica(
                version, order.buyerId(), status, order.expiresAt(), order.dueAt(), order.amountCents());
    }

    /** A change whose outcome is then another. */
    static <T> Transition<T> then(Transition<T> transition, UnaryOperator<T> otherwise) {
        return transition instanceof Changed<T> changed
                ? new Changed<>(otherwise.apply(changed.state()), changed.event())
                : transition;
    }
}
