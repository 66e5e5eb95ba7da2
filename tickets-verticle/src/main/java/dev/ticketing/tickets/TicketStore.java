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
import dev.ticketing.tickets.domain.TicketSearch;
import dev.ticketing.tickets.domain.TicketSearch.Sort;
import dev.ticketing.tickets.domain.Words;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tickets in MongoDB. */
final class TicketStore {

    private static final Failure NOT_FOUND = Failure.notFound("ticket");

    private static final char AFTER_ANY_ID = '\uffff';

    private final Documents documents;
    private final AggregateStore<Ticket> tickets;
    private final Counter listed = Metrics.counter("tickets.listed");

    TicketStore(Vertx vertx, Documents documents, String source, Clock clock) {
        this.documents = documents;
        this.tickets = new AggregateStore<>(vertx, documents, source, clock, new Mapping());
    }

    /** One index for each order of the listing, one for its words, two for a seller's own. */
    Future<Void> ensureIndexes() {
        return tickets.ensureIndexes()
                .compose(done -> index("status", "_id", -1))
                .compose(done -> index("status", "priceKey", 1))
                .compose(done -> index("status", "words", 1))
                .compose(done -> index("userId", "_id", -1))
                .compose(done -> documents.ensureIndex(
                        new JsonObject().put("userId", 1).put("status", 1).put("_id", 1), new IndexOptions()));
    }

    AggregateStore<Ticket> aggregates() {
        return tickets;
    }

    Future<Ticket> insert(Ticket created) {
        return tickets.insert(created, EventType.TICKET_CREATED).onSuccess(stored -> listed.increment());
    }

    Future<Ticket> get(String id) {
        return tickets.find(id).compose(found -> found.map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(NOT_FOUND.asException())));
    }

    Future<Ticket> change(String id, Function<Ticket, Transition<Ticket>> rule) {
        return tickets.change(id, NOT_FOUND, rule);
    }

    /** What a seller has for sale at the moment. */
    Future<List<Ticket>> availableOf(String userId, int limit) {
        var query = new JsonObject().put("userId", userId).put("status", WireName.of(Status.AVAILABLE));
        return tickets.find(query, new JsonObject().put("_id", 1), limit);
    }

    Future<List<Ticket>> find(TicketSearch search, int limit) {
        var sort = new JsonObject().put(keyOf(search.sort()), search.sort() == Sort.CHEAPEST ? 1 : -1);
        return tickets.find(query(search), sort, limit);
    }

    private static JsonObject query(TicketSearch search) {
        var query = new JsonObject();
        search.seller().ifPresent(id -> query.put("userId", id));
        search.status().ifPresent(wanted -> query.put("status", WireName.of(wanted)));
        search.words().ifPresent(words -> query.put("$and", beginnings(words)));
        var prices = priceRange(search);
        if (!prices.isEmpty()) {
            query.put("priceKey", prices);
        }
        var beyond = search.sort() == Sort.CHEAPEST ? "$gt" : "$lt";
        search.after()
                .ifPresent(last -> conditionsOn(query, keyOf(search.sort())).put(beyond, last));
        return query;
    }

    private static String keyOf(Sort sort) {
        return sort == Sort.NEWEST ? "_id" : "priceKey";
    }

    private static JsonObject conditionsOn(JsonObject query, String field) {
        if (!query.containsKey(field)) {
            query.put(field, new JsonObject());
        }
        return query.getJsonObject(field);
    }

    /** By operators that the place of a page, which is in the same field, does not use. */
    private static JsonObject priceRange(TicketSearch search) {
        var range = new JsonObject();
        search.minCents().ifPresent(min -> range.put("$gte", Ticket.priceKeyPrefix(min)));
        search.maxCents().ifPresent(max -> range.put("$lte", Ticket.priceKeyPrefix(max) + AFTER_ANY_ID));
        return range;
    }

    /** Words are letters and digits alone, so nothing in them means anything to a regular expression. */
    private static JsonArray beginnings(List<String> words) {
        return new JsonArray(words.stream()
                .map(word -> new JsonObject().put("words", new JsonObject().put("$regex", "^" + word)))
                .toList());
    }

    private Future<Void> index(String first, String second, int order) {
        return documents.ensureIndex(new JsonObject().put(first, 1).put(second, order), new IndexOptions());
    }

    private static final class Mapping implements DocumentMapping<Ticket> {
        @Override
        public JsonObject toDocument(Ticket ticket) {
            return new JsonObject()
                    .put("title", ticket.details().title())
                    .put("words", new JsonArray(Words.of(ticket.details().title())))
                    .put("priceCents", ticket.details().priceCents())
                    .put("priceKey", ticket.priceKey())
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
