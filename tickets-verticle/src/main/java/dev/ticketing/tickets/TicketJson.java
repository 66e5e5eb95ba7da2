package dev.ticketing.tickets;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.messaging.WireName;
import io.vertx.core.json.JsonObject;

/** A ticket as answers and streams show it. */
final class TicketJson {

    private TicketJson() {}

    static JsonObject of(TicketSnapshot ticket, Currency currency) {
        var json = new JsonObject()
                .put("id", ticket.id())
                .put("title", ticket.title())
                .put("price", currency.fromCents(ticket.priceCents()))
                .put("userId", ticket.userId())
                .put("status", WireName.of(ticket.status()))
                .put("version", ticket.version());
        ticket.orderId().ifPresent(orderId -> json.put("orderId", orderId));
        return json;
    }
}
