package dev.ticketing.system;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Map;
import java.util.TreeMap;

/** How much is in the databases. */
final class Stored {

    private static final Map<String, String> CONTEXTS =
            Map.of("users", "auth", "tickets", "tickets", "orders", "orders");

    private final Map<String, MongoClient> databases = new TreeMap<>();

    Stored(Backends backends) {
        CONTEXTS.forEach((collection, context) -> databases.put(collection, backends.mongo(context)));
    }

    /** The number of users, tickets and orders together. */
    long count() {
        return databases.entrySet().stream()
                .mapToLong(entry -> Eventually.await(entry.getValue().count(entry.getKey(), new JsonObject())))
                .sum();
    }
}
