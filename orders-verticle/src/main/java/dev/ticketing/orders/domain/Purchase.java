package dev.ticketing.orders.domain;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Fields;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.TicketSnapshot;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request to buy a ticket.
 *
 * @param shownPriceCents the price that the buyer was shown, if the request says so
 */
public record Purchase(String ticketId, OptionalLong shownPriceCents) {

    private static final int MAX_ID = 100;

    /** Reads a request's body. */
    public static Purchase from(Fields fields, Currency currency) {
        var purchase = new Purchase(fields.text("ticketId", 1, MAX_ID), fields.optionalPriceCents("price", currency));
        fields.check();
        return purchase;
    }

    /** What stands in its way. */
    Optional<Failure> obstacle(TicketReplica ticket, Optional<Order> last, Terms terms) {
        if (last.filter(order -> order.status() == Status.COMPLETE).isPresent()
                || ticket.status() == TicketSnapshot.Status.SOLD) {
            return Optional.of(new Failure.Conflict("the ticket is sold"));
        } else if (last.filter(order -> order.status().live()).isPresent()) {
            return Optional.of(new Failure.Conflict("the ticket is reserved"));
        } else if (ticket.status() == TicketSnapshot.Status.WITHDRAWN) {
            return Optional.of(new Failure.Conflict("the ticket was withdrawn"));
        } else if (last.filter(Order::isToPassOn).isPresent()) {
            return Optional.of(new Failure.Conflict("people are waiting for this ticket"));
        } else if (shownPriceCents.orElse(ticket.priceCents()) != ticket.priceCents()) {
            var price = terms.currency().fromCents(ticket.priceCents());
            return Optional.of(new Failure.Conflict("the price has changed, it is now " + price));
        }
        return Optional.empty();
    }
}
