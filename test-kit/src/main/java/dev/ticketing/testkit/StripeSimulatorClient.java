package dev.ticketing.testkit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Stripe simulator as tests use it: what its books say, and what to let go wrong. */
public final class StripeSimulatorClient {

    private final String apiBase;
    private final String key;

    /** The simulator at an address. */
    public StripeSimulatorClient(String apiBase, String key) {
        this.apiBase = apiBase;
        this.key = key;
    }

    public String apiBase() {
        return apiBase;
    }

    /** The settings of a payments context that is paid through it. */
    public Map<String, String> environment() {
        return Map.of(
                "STRIPE_SECRET_KEY",
                key,
                "STRIPE_WEBHOOK_SECRET",
                SimulatedStripe.WEBHOOK_SECRET,
                "STRIPE_API_BASE",
                apiBase);
    }

    /** Lets the next calls of a path go wrong; {@code *} stands for one segment of it. */
    public void arm(String kind, String path, int times) {
        var fault = new JsonObject()
                .put("method", "POST")
                .put("path", path)
                .put("kind", kind)
                .put("times", times);
        call(HttpMethod.POST, "/_simulator/faults", fault.toBuffer());
    }

    /** How many of the armed calls have not come yet. */
    public int faultsLeft() {
        return objects(call(HttpMethod.GET, "/_simulator/faults", Buffer.buffer())
                        .getJsonArray("faults"))
                .mapToInt(fault -> fault.getInteger("times"))
                .sum();
    }

    /** Nothing goes wrong any more. */
    public void disarm() {
        call(HttpMethod.DELETE, "/_simulator/faults", Buffer.buffer());
    }

    /** As if a day had passed. */
    public void forgetIdempotencyKeys() {
        call(HttpMethod.DELETE, "/_simulator/idempotency_keys", Buffer.buffer());
    }

    /** What the books say about an order's intents, each with its charges and refunds. */
    public Books booksOf(String orderId) {
        return new Books(books().entries().stream()
                .filter(entry -> orderId.equals(entry.getJsonObject("payment_intent")
                        .getJsonObject("metadata")
                        .getString("orderId")))
                .toList());
    }

    /** The books of all orders, read page by page. */
    public Books books() {
        var entries = new ArrayList<JsonObject>();
        var next = "";
        JsonObject page;
        do {
            page = call(HttpMethod.GET, "/_simulator/ledger?limit=1000" + next, Buffer.buffer());
            objects(page.getJsonArray("data")).forEach(entries::add);
            if (page.getBoolean("has_more")) {
                var last = entries.get(entries.size() - 1).getJsonObject("payment_intent");
                next = "&starting_after=" + last.getString("id");
            }
        } while (page.getBoolean("has_more"));
        return new Books(entries);
    }

    private JsonObject call(HttpMethod method, String path, Buffer body) {
        var headers = Map.of("authorization", "Bearer " + key);
        return ApiClient.of(apiBase)
                .sendRaw(method, path, headers, body)
                .expect(200)
                .json();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    /** Entries of the books: one for each intent. */
    public record Books(List<JsonObject> entries) {

        public List<JsonObject> intents() {
            return entries.stream()
                    .map(entry -> entry.getJsonObject("payment_intent"))
                    .toList();
        }

        /** The charges that took money. */
        public List<JsonObject> captures() {
            return all("charges")
                    .filter(charge -> charge.getString("status").equals("succeeded"))
                    .toList();
        }

        public List<JsonObject> refunds() {
            return all("refunds").toList();
        }

        private Stream<JsonObject> all(String kind) {
            return entries.stream().flatMap(entry -> objects(entry.getJsonArray(kind)));
        }
    }
}
