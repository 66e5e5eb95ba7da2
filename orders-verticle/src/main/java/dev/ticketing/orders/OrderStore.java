package dev.ticketing.orders;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.Refund;
import dev.ticketing.orders.domain.Waiting;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.AggregateStore;
import dev.ticketing.shared.store.DocumentMapping;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Orders in MongoDB. The unique index on ticket and reservation admits exactly one n-th order of a ticket. */
final class OrderStore {

    private static final Failure NOT_FOUND = Failure.notFound("order");

    private final Documents documents;
    private final AggregateStore<Order> orders;

    OrderStore(Vertx vertx, Documents documents, String source, Clock clock) {
        this.documents = documents;
        this.orders =
                new AggregateStore<>(vertx, documents, source, clock, new Mapping(), new OrderFigures(clock)::witness);
    }

    Future<Void> ensureIndexes() {
        return orders.ensureIndexes()
                .compose(done -> index("ticketId", 1, "reservation", -1, new IndexOptions().unique(true)))
                .compose(done -> index("userId", 1, "_id", -1, new IndexOptions()))
                .compose(done -> index("userId", 1, "dueAtMillis", 1, new IndexOptions()))
                .compose(done -> sparseIndex("dueAtMillis"))
                .compose(done -> sparseIndex("toPassOn"));
    }

    AggregateStore<Order> aggregates() {
        return orders;
    }

    /** Fails with {@link dev.ticketing.shared.store.DuplicateKeyException} when the reservation is taken. */
    Future<Order> insert(Order placed) {
        return orders.insert(placed, EventType.ORDER_CREATED);
    }

    Future<Order> change(String id, Function<Order, Transition<Order>> rule) {
        return orders.change(id, NOT_FOUND, rule);
    }

    Future<Order> get(String id) {
        return change(id, Transition::unchanged);
    }

    /** The ticket's order with the highest reservation. */
    Future<Optional<Order>> lastOf(String ticketId) {
        return orders.findFirst(new JsonObject().put("ticketId", ticketId), new JsonObject().put("reservation", -1));
    }

    /** How many live orders a user has, counted no further than a limit. */
    Future<Integer> countLive(String userId, int limit) {
        return documents.countUpTo(
                limit, new JsonObject().put("userId", userId).put("dueAtMillis", new JsonObject().put("$gt", 0)));
    }

    /** A user's live orders, those due first. */
    Future<List<Order>> liveOf(String userId, int limit) {
        return orders.find(
                new JsonObject().put("userId", userId).put("dueAtMillis", new JsonObject().put("$gt", 0)),
                new JsonObject().put("dueAtMillis", 1),
                limit);
    }

    /** How many live orders there are, counted no further than a limit. */
    Future<Integer> countLive(int limit) {
        return documents.countUpTo(limit, new JsonObject().put("dueAtMillis", new JsonObject().put("$gt", 0)));
    }

    /** A user's own, newest first, from below a key. */
    Future<List<Order>> listOf(String userId, Optional<String> below, int limit) {
        var query = new JsonObject().put("userId", userId);
        below.ifPresent(id -> query.put("_id", new JsonObject().put("$lt", id)));
        return orders.find(query, new JsonObject().put("_id", -1), limit);
    }

    /** Live orders whose time is over, longest first. */
    Future<List<Order>> overdue(Instant now, int limit) {
        var due = new JsonObject().put("$lte", now.toEpochMilli());
        return orders.find(new JsonObject().put("dueAtMillis", due), new JsonObject().put("dueAtMillis", 1), limit);
    }

    /** Ended orders of which it is still to be seen to who comes next. */
    Future<List<Order>> toPassOn(int limit) {
        return orders.find(new JsonObject().put("toPassOn", true), new JsonObject().put("_id", 1), limit);
    }

    private Future<Void> sparseIndex(String member) {
        return documents.ensureIndex(new JsonObject().put(member, 1), new IndexOptions().sparse(true));
    }

    private Future<Void> index(String first, int order, String second, int secondOrder, IndexOptions options) {
        return documents.ensureIndex(new JsonObject().put(first, order).put(second, secondOrder), options);
    }

    private static final class Mapping implements DocumentMapping<Order> {
        @Override
        public JsonObject toDocument(Order order) {
            return new JsonObject()
                    .put("ticketId", order.ticketId())
                    .put("reservation", order.reservation())
                    .put("userId", order.userId())
                    .put("status", WireName.of(order.status()))
                    .put("title", order.title())
                    .put("priceCents", order.priceCents())
                    .put("expiresAtMillis", order.expiresAt().toEpochMilli())
                    .put(
                            "graceMillis",
                            order.dueAt().toEpochMilli() - order.expiresAt().toEpochMilli())
                    .put("dueAtMillis", order.status().live() ? order.dueAt().toEpochMilli() : null)
                    .put("cancelReason", order.cancelReason().map(WireName::of).orElse(null))
                    .put("refund", order.refund().map(Mapping::refund).orElse(null))
                    .put("chargeVersion", order.chargeVersion())
                    .put("place", order.waiting().place().orElse(null))
                    .put("awaited", order.waiting().awaited() ? true : null)
                    .put("toPassOn", order.isToPassOn() ? true : null);
        }

        @Override
        public Order fromDocument(String id, long version, JsonObject document) {
            var expiresAt = Instant.ofEpochMilli(document.getLong("expiresAtMillis"));
            return new Order(
                    id,
                    version,
                    document.getString("ticketId"),
                    document.getLong("reservation"),
                    document.getString("userId"),
                    WireName.read(Status.class, document.getString("status")),
                    document.getString("title"),
                    document.getLong("priceCents"),
                    expiresAt,
                    expiresAt.plusMillis(document.getLong("graceMillis")),
                    Optional.ofNullable(document.getString("cancelReason"))
                            .map(reason -> WireName.read(CancelReason.class, reason)),
                    Optional.ofNullable(document.getJsonObject("refund")).map(Mapping::refund),
                    document.getLong("chargeVersion"),
                    new Waiting(
                            Optional.ofNullable(document.getString("place")), document.getBoolean("awaited", false)));
        }

        private static JsonObject refund(Refund refund) {
            return new JsonObject()
                    .put("amountCents", refund.amountCents())
                    .put("atMillis", refund.at().toEpochMilli());
        }

        private static Refund refund(JsonObject document) {
            return new Refund(document.getLong("amountCents"), Instant.ofEpochMilli(document.getLong("atMillis")));
        }
    }
}
