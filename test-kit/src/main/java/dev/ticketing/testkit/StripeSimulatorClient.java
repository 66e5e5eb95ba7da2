package dev.ticketing.testkit;

import dev.ticketing.stripesimulator.WebhookSignature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Stripe simulator as tests use it: what its books say, and what to let go wrong. */
public final class StripeSimulatorClient {

    /** What a simulator started by tests signs events with. */
    public static final String WEBHOOK_SECRET = "whsec_simulator";

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
                "STRIPE_SECRET_KEY", key,
                "STRIPE_API_BASE", apiBase,
                "STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET);
    }

    /** Lets the next calls that change something go wrong; {@code *} stands for one segment of the path. */
    public void arm(String kind, String path, int times) {
        arm(kind, HttpMethod.POST, path, times);
    }

    /** Lets the next calls of a path go wrong; {@code *} stands for one segment of it. */
    public void arm(String kind, HttpMethod method, String path, int times) {
        arm(new JsonObject()
                .put("method", method.name())
                .put("path", path)
                .put("kind", kind)
                .put("times", times));
    }

    /** Lets the next calls that change something wait before they take effect, whether or not their client lives to see it. */
    public void delay(String path, Duration time, int times) {
        arm(new JsonObject()
                .put("method", "POST")
                .put("path", path)
                .put("kind", "delay")
                .put("times", times)
                .put("millis", time.toMillis()));
    }

    private void arm(JsonObject fault) {
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

    /** Where events go from now on, such as {@code service.url() + "/api/payments/webhook"}. */
    public void sendWebhooksTo(String url) {
        webhooks(new JsonObject().put("url", url));
    }

    /**
     * What to do to webhooks, of which only what is named changes: {@code hold} (none go out), {@code delay_millis},
     * {@code shuffle} (each waits for a random part of the delay; what was held goes out in a random order) and
     * {@code copies} (how often each is sent).
     */
    public void webhooks(JsonObject mischief) {
        call(HttpMethod.POST, "/_simulator/webhooks", mischief.toBuffer());
    }

    /** Each event goes out once and at once again; those held go out now. */
    public void webhooksAsUsual() {
        call(HttpMethod.DELETE, "/_simulator/webhooks", Buffer.buffer());
    }

    /** How many events the endpoint has not taken yet. */
    public int unsentWebhooks() {
        return call(HttpMethod.GET, "/_simulator/webhooks", Buffer.buffer()).getInteger("unsent_count");
    }

    /** Sends an event once more, and says what status it was answered with; -1 when with none. */
    public int sendWebhookAgain(String event) {
        return call(HttpMethod.POST, "/_simulator/webhooks/" + event, Buffer.buffer())
                .getInteger("status", -1);
    }

    /** The latest hundred events of a type, newest first. */
    public List<JsonObject> events(String type) {
        return objects(call(HttpMethod.GET, "/v1/events?limit=100&type=" + type, Buffer.buffer())
                        .getJsonArray("data"))
                .toList();
    }

    /** The buyer answers the bank's question about an intent, without a browser. */
    public void authenticate(String intent, boolean passed) {
        var answer = new JsonObject().put("outcome", passed ? "passed" : "failed");
        call(HttpMethod.POST, "/_simulator/payment_intents/" + intent + "/authentication", answer.toBuffer());
    }

    /** What a slow bank says, now. */
    public void settlePayment(String intent, boolean pays) {
        var outcome = new JsonObject().put("outcome", pays ? "succeeded" : "failed");
        call(HttpMethod.POST, "/_simulator/payment_intents/" + intent + "/processing", outcome.toBuffer());
    }

    /** What becomes of a refund, now: {@code succeeded} or {@code failed}. */
    public void settleRefund(String refund, String status) {
        call(
                HttpMethod.POST,
                "/_simulator/refunds/" + refund,
                new JsonObject().put("status", status).toBuffer());
    }

    /** The buyer disputes a charge; returns the dispute. */
    public JsonObject dispute(String charge) {
        return call(HttpMethod.POST, "/_simulator/charges/" + charge + "/dispute", Buffer.buffer());
    }

    /** The bank decides a dispute for the seller, or against. */
    public void closeDispute(String dispute, boolean won) {
        var outcome = new JsonObject().put("outcome", won ? "won" : "lost");
        call(HttpMethod.POST, "/_simulator/disputes/" + dispute, outcome.toBuffer());
    }

    /** A Stripe-Signature header as the simulator would send it, at a time in seconds since the epoch. */
    public static String signature(String body, long at) {
        return new WebhookSignature(List.of(WEBHOOK_SECRET)).of(body, at);
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

        public List<JsonObject> disputes() {
            return all("disputes").toList();
        }

        private Stream<JsonObject> all(String kind) {
            return entries.stream().flatMap(entry -> objects(entry.getJsonArray(kind)));
        }
    }
}
