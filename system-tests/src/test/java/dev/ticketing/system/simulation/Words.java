package dev.ticketing.system.simulation;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.tickets.domain.Ticket;

/** Words for a trace. */
final class Words {

    private Words() {}

    /** A state or snapshot in short. */
    static String of(Object state) {
        if (state instanceof Ticket ticket) {
            return of(ticket.snapshot());
        } else if (state instanceof TicketSnapshot ticket) {
            return "%s v%d %s%s for %d%s"
                    .formatted(
                            ticket.id(),
                            ticket.version(),
                            ticket.status(),
                            ticket.orderId().map(by -> " by " + by).orElse(""),
                            ticket.priceCents(),
                            ticket.refused()
                                    .map(no -> ", refused " + no.orderId())
                                    .orElse(""));
        } else if (state instanceof Order order) {
            return "%s v%d %s%s, number %d of %s for %d"
                    .formatted(
                            order.id(),
                            order.version(),
                            order.status(),
                            order.cancelReason().map(why -> " " + why).orElse(""),
                            order.reservation(),
                            order.ticketId(),
                            order.priceCents());
        } else if (state instanceof Charge charge) {
            return "charge of %s v%d %s, attempt %d, order v%d %s"
                    .formatted(
                            charge.id(),
                            charge.version(),
                            charge.status(),
                            charge.attempts().started(),
                            charge.order().version(),
                            charge.order().status());
        }
        return String.valueOf(state);
    }
}
