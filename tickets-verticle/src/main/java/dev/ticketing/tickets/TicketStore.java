package dev.ticketing.tickets;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.TicketSnapshot.Reason;
import dev.ticketing.shared.events.TicketSnapshot.Refusal;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.AggregateStore;
import dev.ticketing.shared.store.DocumentMapping;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.tickets.domain.Position;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketDetails;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tickets in MongoDB. */
final class TicketStore {

    private static final Failure NOT_FOUND = Failure.notFound("ticket");
    private static final JsonObject NEWEST_FIRST = new JsonObject().put("_id", -1);

    private final Documents documents;
    private final AggregateStore<Ticket> tickets;

    TicketStore(Vertx vertx, Documents documents, String source, Clock clock) {
        this.documents = documents;
        this.tickets = new AggregateStore<>(vertx, documents, source, clock, new Mapping());
    }

    Future<Void> ensureIndexes() {
        return tickets.ensureIndexes()
                .compose(done ->
                        documents.ensureIndex(new JsonObject().put("status", 1).put("_id", -1), new IndexOptions()))
                .compose(done ->
                        documents.ensureIndex(new JsonObject().put("userId", 1).put("_id", -1), new IndexOptions()));
    }

    Future<Ticket> insert(Ticket listed) {
        return tickets.insert(listed, EventType.TICKET_CREATED);
    }

    Future<Ticket> get(String id) {
        return tickets.find(id).compose(found -> found.map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(NOT_FOUND.asException())));
    }

    Future<Ticket> change(String id, Function<Ticket, Transition<Ticket>> rule) {
        return tickets.change(id, NOT_FOUND, rule);
    }

    /** Newest first, from below a key. */
    Future<List<Ticket>> list(Optional<String> seller, Optional<Status> status, Optional<String> below, int limit) {
        var query = new JsonObject();
        seller.ifPresent(id -> query.put("userId", id));
        status.ifPresent(wanted -> query.put("status", WireName.of(wanted)));
        below.ifPresent(id -> query.put("_id", new JsonObject().put("$lt", id)));
        return tickets.find(query, NEWEST_FIRST, limit);
    }

    private static final class Mapping implements DocumentMapping<Ticket> {
        @Override
        public JsonObject toDocument(Ticket ticket) {
            return new JsonObject()
                    .put("title", ticket.details().title())
                    .put("priceCents", ticket.details().priceCents())
                    .put("userId", ticket.userId())
                    .put("status", WireName.of(ticket.status()))
                    .put("orderId", ticket.orderId().orElse(null))
                    .put("reservation", ticket.reservation())
                    .put(
                            "position",
                            new JsonObject()
                                    .put("reservation", ticket.position().reservation())
                                    .put("version", ticket.position().version()))
                    .put("refused", ticket.refused().map(Mapping::refusal).orElse(null));
        }

        @Override
        public Ticket fromDocument(String id, long version, JsonObject document) {
            var position = document.getJsonObject("position");
            return new Ticket(
                    id,
                    version,
                    new TicketDetails(document.getString("title"), document.getLong("priceCents")),
                    document.getString("userId"),
                    WireName.read(Status.class, document.getString("status")),
                    Optional.ofNullable(document.getString("orderId")),
                    document.getLong("reservation"),
                    new Position(position.getLong("reservation"), position.getLong("version")),
                    Optional.ofNullable(document.getJsonObject("refused")).map(Mapping::refusal));
        }

        private static JsonObject refusal(Refusal refusal) {
            return new JsonObject()
                    .put("orderId", refusal.orderId())
                    .put("reservation", refusal.reservation())
                    .put("reason", WireName.of(refusal.reason()));
        }

        private static Refusal refusal(JsonObject document) {
            return new Refusal(
                    document.getString("orderId"),
                    document.getLong("reservation"),
                    WireName.read(Reason.class, document.getString("reason")));
        }
    }
}
