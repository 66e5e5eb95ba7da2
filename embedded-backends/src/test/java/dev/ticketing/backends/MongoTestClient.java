package dev.ticketing.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The client the services use, made to wait, with a bound, for every answer. */
final class MongoTestClient implements AutoCloseable {

    private static final int POOL = 64;
    private static final long TIMEOUT_SECONDS = 30;

    final MongoClient client;
    private final Vertx vertx = Vertx.vertx();

    MongoTestClient(String uri) {
        this.client = MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", uri)
                        .put("db_name", "test")
                        .put("maxPoolSize", POOL)
                        .put("retryWrites", false)
                        .put("serverSelectionTimeoutMS", 5_000));
    }

    static JsonObject doc(Object... keysAndValues) {
        JsonObject document = new JsonObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            document.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return document;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("No answer within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void index(String collection, IndexOptions options, Object... keys) {
        await(client.createIndexWithOptions(collection, doc(keys), options));
    }

    void insert(String collection, JsonObject document) {
        await(client.insert(collection, document));
    }

    List<JsonObject> find(String collection, JsonObject filter) {
        return await(client.find(collection, filter));
    }

    List<JsonObject> find(String collection, JsonObject filter, FindOptions options) {
        return await(client.findWithOptions(collection, filter, options));
    }

    /** Inserts many documents by few commands. */
    void insertAll(String collection, List<JsonObject> documents) {
        JsonObject command = new JsonObject().put("insert", collection).put("documents", new JsonArray(documents));
        await(client.runCommand("insert", command));
    }

    @Override
    public void close() {
        await(client.close());
        await(vertx.close());
    }
}
