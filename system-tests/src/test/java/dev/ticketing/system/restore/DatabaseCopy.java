package dev.ticketing.system.restore;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What mongodump and mongorestore do, by the driver: every document and every index of a context's database. Nobody may
 * write meanwhile.
 */
final class DatabaseCopy {

    /** Those that have a database. */
    static final List<String> CONTEXTS = List.of("auth", "tickets", "orders", "payments");

    private final MongoClient from;
    private final MongoClient to;

    private DatabaseCopy(MongoClient from, MongoClient to) {
        this.from = from;
        this.to = to;
    }

    /** Copies all of them; the new ones do not exist yet. */
    static void ofAll(Backends from, Backends to) {
        CONTEXTS.forEach(context -> of(context, from, to));
    }

    /** Copies one. */
    static void of(String context, Backends from, Backends to) {
        var copy = new DatabaseCopy(from.mongo(context), to.mongo(context));
        try {
            Eventually.await(copy.from.getCollections()).forEach(copy::collection);
        } finally {
            Eventually.await(copy.from.close());
            Eventually.await(copy.to.close());
        }
    }

    private void collection(String name) {
        var documents = Eventually.await(from.find(name, new JsonObject())).stream()
                .map(BulkOperation::createInsert)
                .toList();
        if (!documents.isEmpty()) {
            Eventually.await(to.bulkWrite(name, documents));
        }
        var indexes = indexes(from, name);
        indexes.forEach(index ->
                Eventually.await(to.createIndexWithOptions(name, index.getJsonObject("key"), new IndexOptions(index))));
        if (!indexes(to, name).containsAll(indexes)) {
            throw new AssertionError("the indexes of " + name + " were not restored");
        }
    }

    /** But for the one of the id, which is always there. */
    private static Set<JsonObject> indexes(MongoClient mongo, String collection) {
        JsonArray all = Eventually.await(mongo.listIndexes(collection));
        return all.stream()
                .map(JsonObject.class::cast)
                .filter(index -> !index.getJsonObject("key").containsKey("_id")
                        || index.getJsonObject("key").size() > 1)
                .map(DatabaseCopy::definition)
                .collect(Collectors.toSet());
    }

    private static JsonObject definition(JsonObject index) {
        return new JsonObject()
                .put("name", index.getString("name"))
                .put("key", index.getJsonObject("key"))
                .put("unique", index.getBoolean("unique", false))
                .put("sparse", index.getBoolean("sparse", false));
    }
}
