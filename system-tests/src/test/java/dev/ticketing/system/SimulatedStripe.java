package dev.ticketing.system;

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

/** A Stripe simulator of a test's own, so that the test can look into its books. */
final class SimulatedStripe implements AutoCloseable {

    private static final String KEY = "sk_test_system_tests";

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

    /** What a market needs to find it, by this address. */
    static Map<String, String> settings(String address) {
        return Map.of("STRIPE_SECRET_KEY", KEY, "STRIPE_API_BASE", address);
    }

    /** What was captured for an order, in minor units. */
    List<Long> capturedCents(String orderId) {
        var headers = Map.of("authorization", "Bearer " + KEY);
        var ledger = ApiClient.of(apiBase)
                .sendRaw(HttpMethod.GET, "/_simulator/ledger?limit=1000", headers, Buffer.buffer())
                .expect(200)
                .json();
        return objects(ledger.getJsonArray("data"))
                .filter(entry -> orderId.equals(entry.getJsonObject("payment_intent")
                        .getJsonObject("metadata")
                        .getString("orderId")))
                .flatMap(entry -> objects(entry.getJsonArray("charges")))
                .filter(charge -> charge.getString("status").equals("succeeded"))
                .map(charge -> charge.getLong("amount"))
                .toList();
    }

    @Override
    public void close() {
        Eventually.await(vertx.close());
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
