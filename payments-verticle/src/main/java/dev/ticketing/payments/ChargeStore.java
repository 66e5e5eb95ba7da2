package dev.ticketing.payments;

import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.store.AggregateStore;
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
        this.charges =
                new AggregateStore<>(vertx, documents, source, clock, new ChargeDocument(), ChargeFigures::witness);
    }

    Future<Void> ensureIndexes() {
        return charges.ensureIndexes()
                .compose(done -> documents.ensureIndex(
                        new JsonObject().put("order.buyerId", 1).put("_id", -1), new IndexOptions()))
                .compose(done -> documents.ensureIndex(
                        new JsonObject().put("workDueAtMillis", 1), new IndexOptions().sparse(true)))
                .compose(done -> documents.ensureIndex(
                        new JsonObject().put("unpostedSinceMillis", 1), new IndexOptions().sparse(true)))
                .compose(done ->
                        documents.ensureIndex(new JsonObject().put("intentId", 1), new IndexOptions().sparse(true)));
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

    Future<Optional<Charge>> find(String orderId) {
        return charges.find(orderId);
    }

    Future<Optional<Charge>> findByIntent(String intentId) {
        return charges.findOne(new JsonObject().put("intentId", intentId));
    }

    /** Charges that somebody should look after, longest due first. */
    Future<List<Charge>> due(Instant now, int limit) {
        return charges.find(
                new JsonObject().put("workDueAtMillis", new JsonObject().put("$lte", now.toEpochMilli())),
                new JsonObject().put("workDueAtMillis", 1),
                limit);
    }

    /** Charges with ledger entries that are not known to be among all orders' entries, longest so first. */
    Future<List<Charge>> unposted(int limit) {
        return charges.find(
                new JsonObject().put("unpostedSinceMillis", new JsonObject().put("$gt", 0)),
                new JsonObject().put("unpostedSinceMillis", 1),
                limit);
    }

    /** All of them, oldest order first, from above a key. */
    Future<List<Charge>> all(String above, int limit) {
        return charges.find(
                new JsonObject().put("_id", new JsonObject().put("$gt", above)), new JsonObject().put("_id", 1), limit);
    }

    /** Those that a buyer tried to pay, newest order first, from below a key. */
    Future<List<Charge>> listOf(String buyerId, Optional<String> below, int limit) {
        var query =
                new JsonObject().put("order.buyerId", buyerId).put("attempts.started", new JsonObject().put("$gt", 0));
        below.ifPresent(id -> query.put("_id", new JsonObject().put("$lt", id)));
        return charges.find(query, new JsonObject().put("_id", -1), limit);
    }
}
