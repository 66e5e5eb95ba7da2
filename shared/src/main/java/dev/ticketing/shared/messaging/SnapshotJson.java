package dev.ticketing.shared.messaging;

import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.Snapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.UserSnapshot;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** The JSON form of every event's data, as docs/events.md describes it. Ids and versions travel in the envelope too. */
final class SnapshotJson {

    private SnapshotJson() {}

    static JsonObject write(Snapshot snapshot) {
        if (snapshot instanceof UserSnapshot user) {
            return writeUser(user);
        } else if (snapshot instanceof TicketSnapshot ticket) {
            return writeTicket(ticket);
        } else if (snapshot instanceof OrderSnapshot order) {
            return writeOrder(order);
        } else if (snapshot instanceof ChargeSnapshot charge) {
            return writeCharge(charge);
        } else if (snapshot instanceof ExpirationComplete expiration) {
            return new JsonObject().put("orderId", expiration.orderId());
        }
        throw new IllegalArgumentException("no JSON form for " + snapshot.getClass());
    }

    static Snapshot read(CloudEvent event, Class<? extends Snapshot> kind) {
        var data = event.data();
        if (kind == UserSnapshot.class) {
            return readUser(data, event.aggregateVersion());
        } else if (kind == TicketSnapshot.class) {
            return readTicket(data, event.aggregateVersion());
        } else if (kind == OrderSnapshot.class) {
            return readOrder(data, event.aggregateVersion());
        } else if (kind == ChargeSnapshot.class) {
            return readCharge(data, event.aggregateVersion());
        }
        return new ExpirationComplete(Required.text(data, "orderId"));
    }

    private static JsonObject writeUser(UserSnapshot user) {
        return new JsonObject()
                .put("id", user.id())
                .put("email", user.email())
                .put("status", WireName.of(user.status()));
    }

    private static UserSnapshot readUser(JsonObject data, long version) {
        return new UserSnapshot(
                Required.text(data, "id"),
                version,
                Required.text(data, "email"),
                WireName.read(UserSnapshot.Status.class, Required.text(data, "status")));
    }

    private static JsonObject writeTicket(TicketSnapshot ticket) {
        var data = new JsonObject()
                .put("id", ticket.id())
                .put("title", ticket.title())
                .put("price", ticket.priceCents())
                .put("userId", ticket.userId())
                .put("status", WireName.of(ticket.status()))
                .put("reservation", ticket.reservation());
        ticket.orderId().ifPresent(id -> data.put("orderId", id));
        ticket.refused()
                .ifPresent(refused -> data.put(
                        "refused",
                        new JsonObject()
                                .put("orderId", refused.orderId())
                                .put("reservation", refused.reservation())
                                .put("reason", WireName.of(refused.reason()))));
        return data;
    }

    private static TicketSnapshot readTicket(JsonObject data, long version) {
        return new TicketSnapshot(
                Required.text(data, "id"),
                version,
                Required.text(data, "title"),
                Required.number(data, "price"),
                Required.text(data, "userId"),
                WireName.read(TicketSnapshot.Status.class, Required.text(data, "status")),
                Required.optionalText(data, "orderId"),
                Required.number(data, "reservation"),
                Optional.ofNullable(data.getJsonObject("refused")).map(SnapshotJson::readRefusal));
    }

    /** A refusal for a reason that only a newer service knows is a refusal all the same. */
    private static TicketSnapshot.Refusal readRefusal(JsonObject refused) {
        return new TicketSnapshot.Refusal(
                Required.text(refused, "orderId"),
                Required.number(refused, "reservation"),
                WireName.find(TicketSnapshot.Reason.class, Required.text(refused, "reason"))
                        .orElse(TicketSnapshot.Reason.TICKET_UNAVAILABLE));
    }

    private static JsonObject writeOrder(OrderSnapshot order) {
        var data = new JsonObject()
                .put("id", order.id())
                .put("userId", order.userId())
                .put("status", WireName.of(order.status()))
                .put("expiresAt", order.expiresAt().toString())
                .put("dueAt", order.dueAt().toString())
                .put(
                        "ticket",
                        new JsonObject()
                                .put("id", order.ticket().id())
                                .put("price", order.ticket().priceCents())
                                .put("reservation", order.ticket().reservation()));
        order.cancelReason().ifPresent(reason -> data.put("cancelReason", WireName.of(reason)));
        return order.offered() ? data.put("offered", true) : data;
    }

    /** Who hears of an order judges by its status; a reason that only a newer service knows is left out. */
    private static OrderSnapshot readOrder(JsonObject data, long version) {
        var ticket = Required.object(data, "ticket");
        return new OrderSnapshot(
                Required.text(data, "id"),
                version,
                Required.text(data, "userId"),
                WireName.read(OrderSnapshot.Status.class, Required.text(data, "status")),
                Instant.parse(Required.text(data, "expiresAt")),
                Instant.parse(Required.text(data, "dueAt")),
                Required.optionalText(data, "cancelReason")
                        .flatMap(reason -> WireName.find(OrderSnapshot.CancelReason.class, reason)),
                new OrderSnapshot.Ticket(
                        Required.text(ticket, "id"),
                        Required.number(ticket, "price"),
                        Required.number(ticket, "reservation")),
                Boolean.TRUE.equals(data.getValue("offered")));
    }

    private static JsonObject writeCharge(ChargeSnapshot charge) {
        var data = new JsonObject()
                .put("id", charge.id())
                .put("orderId", charge.orderId())
                .put("status", WireName.of(charge.status()))
                .put("amount", charge.amountCents())
                .put("currency", charge.currency());
        charge.stripeId().ifPresent(id -> data.put("stripeId", id));
        charge.stripeRefundId().ifPresent(id -> data.put("stripeRefundId", id));
        return charge.refundedCents() == 0 ? data : data.put("refundedAmount", charge.refundedCents());
    }

    private static ChargeSnapshot readCharge(JsonObject data, long version) {
        var charge = new ChargeSnapshot(
                Required.text(data, "id"),
                version,
                Required.text(data, "orderId"),
                WireName.read(ChargeSnapshot.Status.class, Required.text(data, "status")),
                Required.number(data, "amount"),
                Required.text(data, "currency"),
                Required.optionalText(data, "stripeId"),
                Required.optionalText(data, "stripeRefundId"));
        return data.containsKey("refundedAmount")
                ? charge.withRefunded(Required.number(data, "refundedAmount"))
                : charge;
    }
}
