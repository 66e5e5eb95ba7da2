package dev.ticketing.payments;

import dev.ticketing.stripesimulator.StripeSimulatorSettings;
import dev.ticketing.stripesimulator.StripeSimulatorVerticle;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Stripe simulator for one test class: its books, and what to let go wrong. */
final class SimulatedStripe implements AutoCloseable {

    static final String KEY = "sk_test_simulator";

    private final Vertx vertx = Vertx.vertx();
    private final String apiBase;

    SimulatedStripe() {
        var simulator = new StripeSimulatorVerticle(StripeSimulatorSettings.inMemory(KEY));
        Eventually.await(vertx.deployVerticle(simulator));
        apiBase = simulator.apiBase();
    }

    String apiBase() {
        return apiBase;
    }

    /** Lets the next calls of a path go wrong; {@code *} stands for one segment of it. */
    void arm(String kind, String path, int times) {
        var fault = new JsonObject()
                .put("method", "POST")
                .put("path", path)
                .put("kind", kind)
                .put("times", times);
        call(HttpMethod.POST, "/_simulator/faults", fault.toBuffer());
    }

    /** How many of the armed calls have not come yet. */
    int faultsLeft() {
        return objects(call(HttpMethod.GET, "/_simulator/faults", Buffer.buffer())
                        .getJsonArray("faults"))
                .mapToInt(fault -> fault.getInteger("times"))
                .sum();
    }

    void disarm() {
        call(HttpMethod.DELETE, "/_simulator/faults", Buffer.buffer());
    }

    /** As if a day had passed. */
    void forgetIdempotencyKeys() {
        call(HttpMethod.DELETE, "/_simulator/idempotency_keys", Buffer.buffer());
    }

    /** What the books say about an order's intents, each with its charges and refunds. */
    Books booksOf(String orderId) {
        var ledger = call(HttpMethod.GET, "/_simulator/ledger?limit=1000", Buffer.buffer());
        return new Books(objects(ledger.getJsonArray("data"))
                .filter(entry -> orderId.equals(entry.getJsonObject("payment_intent")
                        .getJsonObject("metadata")
                        .getString("orderId")))
                .toList());
    }

    @Override
    public void close() {
        Eventually.await(vertx.close());
    }

    private JsonObject call(HttpMethod method, String path, Buffer body) {
        var headers = Map.of("authorization", "Bearer " + KEY);
        return ApiClient.of(apiBase)
                .sendRaw(method, path, headers, body)
                .expect(200)
                .json();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    /** One order's part of the books. */
    record Books(List<JsonObject> entries) {

        List<JsonObject> intents() {
            return entries.stream()
                    .map(entry -> entry.getJsonObject("payment_intent"))
                    .toList();
        }

        /** Those that took money. */
        List<JsonObject> captures() {
            return all("charges")
                    .filter(charge -> charge.getString("status").equals("succeeded"))
                    .toList();
        }

        List<JsonObject> refunds() {
            return all("refunds").toList();
        }

        private Stream<JsonObject> all(String kind) {
            return entries.stream().flatMap(entry -> objects(entry.getJsonArray(kind)));
        }
    }
}
