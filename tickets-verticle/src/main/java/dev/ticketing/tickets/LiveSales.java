package dev.ticketing.tickets;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.http.LiveEvent;
import dev.ticketing.shared.http.LiveStreams;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.WireName;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Tells streams of sales: of tickets everybody, of an order its buyer. */
final class LiveSales {

    private final LiveStreams streams;
    private final Currency currency;

    LiveSales(LiveStreams streams, Currency currency) {
        this.streams = streams;
        this.currency = currency;
    }

    /** Hears of a ticket or an order. */
    Future<Void> hear(CloudEvent event) {
        streams.publish(event.type().startsWith("order.") ? order(event) : ticket(event));
        return Future.succeededFuture();
    }

    private LiveEvent ticket(CloudEvent event) {
        var ticket = event.dataAs(TicketSnapshot.class);
        return new LiveEvent(
                "ticket", ticket.id(), ticket.version(), TicketJson.of(ticket, currency), Optional.empty());
    }

    private static LiveEvent order(CloudEvent event) {
        var order = event.dataAs(OrderSnapshot.class);
        var data = new JsonObject()
                .put("id", order.id())
                .put("ticketId", order.ticket().id())
                .put("status", WireName.of(order.status()))
                .put("version", order.version());
        return new LiveEvent("order", order.id(), order.version(), data, Optional.of(order.userId()));
    }
}
