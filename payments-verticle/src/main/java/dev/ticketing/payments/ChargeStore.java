package dev.ticketing.payments;

import dev.ticketing.payments.domain.Attempts;
import dev.ticketing.payments.domain.Attempts.Attempt;
import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Intent;
import dev.ticketing.payments.domain.OrderReplica;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.events.OrderSnapshot;
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

/** Charges in MongoDB, one per order, with the order's replica inside. */
final class ChargeStore {

    private final Documents documents;
    private final AggregateStore<Charge> charges;

    ChargeStore(Vertx vertx, Documents documents, String source, Clock clock) {
        this.documents = documents;
        this.charges = new AggregateStore<>(vertx, documents, source, clock, new Mapping(), ChargeFigures::witness);
    }

    Future<Void> ensureIndexes() {
        return charges.ensureIndexes()
                .compose(done -> documents.ensureIndex(
                        new JsonObject().put("order.buyerId", 1).put("_id", -1), new IndexOptions()))
                .compose(done -> documents.ensureIndex(
                        new JsonObject().put("workDueAtMillis", 1), new IndexOptions().sparse(true)));
    }

    AggregateStore<Charge> aggregates() {
        return charges;
    }

    Future<Charge> change(String orderId, Failure absent, Function<Charge, Transition<Charge>> rule) {
        return charges.change(orderId, absent, rule);
    }

    Future<Charge> changeOrCreate(String orderId, Function<Optional<Charge>, Transition<Charge>> rule) {
        return charges.changeOrCreate(orderId, rule);
    }

    /** Charges that somebody should look after, longest due first. */
    Future<List<Charge>> due(Instant now, int limit) {
        return charges.find(
                new JsonObject().put("workDueAtMillis", new JsonObject().put("$lte", now.toEpochMilli())),
                new JsonObject().put("workDueAtMillis", 1),
                limit);
    }

    /** Those that a buyer tried to pay, newest order first, from below a key. */
    Future<List<Charge>> listOf(String buyerId, Optional<String> below, int limit) {
        var query =
                new JsonObject().put("order.buyerId", buyerId).put("attempts.started", new JsonObject().put("$gt", 0));
        below.ifPresent(id -> query.put("_id", new JsonObject().put("$lt", id)));
        return charges.find(query, new JsonObject().put("_id", -1), limit);
    }

    private static final class Mapping implements DocumentMapping<Charge> {
        @Override
        public JsonObject toDocument(Charge charge) {
            return new JsonObject()
                    .put("order", order(charge.order()))
                    .put("currency", charge.currency())
                    .put("status", WireName.of(charge.status()))
                    .put("intentId", charge.intent().id().orElse(null))
                    .put("intentClosed", charge.intent().closed())
                    .put("attempts", attempts(charge.attempts()))
                    .put("refundId", charge.refundId().orElse(null))
                    .put(
                            "paidAtMillis",
                            charge.paidAt().map(Instant::toEpochMilli).orElse(null))
                    .put(
                            "workDueAtMillis",
                            charge.workDueAt().map(Instant::toEpochMilli).orElse(null));
        }

        @Override
        public Charge fromDocument(String id, long version, JsonObject document) {
            return new Charge(
                    id,
                    version,
                    order(document.getJsonObject("order")),
                    document.getString("currency"),
                    WireName.read(Status.class, document.getString("status")),
                    new Intent(
                            Optional.ofNullable(document.getString("intentId")), document.getBoolean("intentClosed")),
                    attempts(document.getJsonObject("attempts")),
                    Optional.ofNullable(document.getString("refundId")),
                    Optional.ofNullable(document.getLong("paidAtMillis")).map(Instant::ofEpochMilli),
                    Optional.ofNullable(document.getLong("workDueAtMillis")).map(Instant::ofEpochMilli));
        }

        private static JsonObject order(OrderReplica order) {
            return new JsonObject()
                    .put("version", order.version())
                    .put("buyerId", order.buyerId())
                    .put("status", WireName.of(order.status()))
                    .put("expiresAtMillis", order.expiresAt().toEpochMilli())
                    .put("amountCents", order.amountCents());
        }

        private static OrderReplica order(JsonObject document) {
            return new OrderReplica(
                    document.getLong("version"),
                    document.getString("buyerId"),
                    WireName.read(OrderSnapshot.Status.class, document.getString("status")),
                    Instant.ofEpochMilli(document.getLong("expiresAtMillis")),
                    document.getLong("amountCents"));
        }

        private static JsonObject attempts(Attempts attempts) {
            var document = new JsonObject().put("started", attempts.started()).put("declines", attempts.declines());
            attempts.open()
                    .ifPresent(open -> document.put(
                            "open",
                            new JsonObject().put("number", open.number()).put("token", open.token())));
            attempts.lastFailed()
                    .ifPresent(failed -> document.put(
                            "lastFailed",
                            new JsonObject()
                                    .put("number", failed.number())
                                    .put("declined", failed.declined())
                                    .put("message", failed.message())));
            return document;
        }

        private static Attempts attempts(JsonObject document) {
            return new Attempts(
                    document.getInteger("started"),
                    document.getInteger("declines"),
                    Optional.ofNullable(document.getJsonObject("open"))
                            .map(open -> new Attempt(open.getInteger("number"), open.getString("token"))),
                    Optional.ofNullable(document.getJsonObject("lastFailed"))
                            .map(failed -> new FailedAttempt(
                                    failed.getInteger("number"),
                                    failed.getBoolean("declined"),
                                    failed.getString("message"))));
        }
    }
}
