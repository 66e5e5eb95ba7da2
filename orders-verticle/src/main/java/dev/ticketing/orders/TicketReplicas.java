package dev.ticketing.orders;

import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.Replicas;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The tickets that orders knows of, in MongoDB. */
final class TicketReplicas {

    private static final Failure NOT_FOUND = Failure.notFound("ticket");

    private final Replicas replicas;

    TicketReplicas(Replicas replicas) {
        this.replicas = replicas;
    }

    Future<TicketReplica> get(String id) {
        return find(id).compose(found ->
                found.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(NOT_FOUND.asException())));
    }

    Future<Optional<TicketReplica>> find(String id) {
        return replicas.find(id).map(found -> found.map(TicketReplicas::read));
    }

    Future<Void> keepNewest(TicketReplica ticket) {
        return replicas.keepNewest(
                ticket.id(),
                ticket.version(),
                new JsonObject()
                        .put("title", ticket.title())
                        .put("priceCents", ticket.priceCents())
                        .put("sellerId", ticket.sellerId())
                        .put("status", WireName.of(ticket.status())));
    }

    private static TicketReplica read(JsonObject document) {
        return new TicketReplica(
                document.getString("_id"),
                document.getLong("version"),
                document.getString("title"),
                document.getLong("priceCents"),
                document.getString("sellerId"),
                WireName.read(Status.class, document.getString("status")));
    }
}
