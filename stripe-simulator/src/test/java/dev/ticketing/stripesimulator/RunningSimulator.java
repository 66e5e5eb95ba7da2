package dev.ticketing.stripesimulator;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A simulator of its own for one test, with the official client and a plain one. */
final class RunningSimulator implements AutoCloseable {

    static final String KEY = "sk_test_simulator";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Vertx vertx;
    private final String apiBase;

    private RunningSimulator(Vertx vertx, String apiBase) {
        this.vertx = vertx;
        this.apiBase = apiBase;
    }

    static RunningSimulator start() {
        return start(StripeSimulatorSettings.inMemory(KEY));
    }

    static RunningSimulator start(StripeSimulatorSettings settings) {
        Vertx vertx = Vertx.vertx();
        try {
            StripeSimulatorVerticle simulator = new StripeSimulatorVerticle(settings);
            await(vertx.deployVerticle(simulator));
            return new RunningSimulator(vertx, simulator.apiBase());
        } catch (RuntimeException problem) {
            await(vertx.close());
            throw problem;
        }
    }

    /** One that runs somewhere else. */
    static RunningSimulator at(String apiBase) {
        return new RunningSimulator(null, apiBase);
    }

    String apiBase() {
        return apiBase;
    }

    StripeClient stripe() {
        return stripe(KEY);
    }

    /** Without the client's own retries, so that a test sees each answer. */
    StripeClient stripe(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(apiBase)
                .setMaxNetworkRetries(0)
                .build();
    }

    PaymentIntent create(long amount) throws StripeException {
        return stripe().v1().paymentIntents().create(card(amount).build());
    }

    PaymentIntent confirm(PaymentIntent intent, String paymentMethod, String idempotencyKey) throws StripeException {
        PaymentIntentConfirmParams params = PaymentIntentConfirmParams.builder()
                .setPaymentMethod(paymentMethod)
                .build();
        return stripe().v1().paymentIntents().confirm(intent.getId(), params, key(idempotencyKey));
    }

    static PaymentIntentCreateParams.Builder card(long amount) {
        return PaymentIntentCreateParams.builder()
                .setAmount(amount)
                .setCurrency("usd")
                .addPaymentMethodType("card");
    }

    static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(apiBase + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + KEY);
    }

    HttpRequest.Builder form(String path, String body) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    JsonObject json(HttpRequest.Builder request) {
        return new JsonObject(send(request).body());
    }

    void arm(JsonObject fault) {
        HttpResponse<String> armed =
                send(request("/_simulator/faults").POST(HttpRequest.BodyPublishers.ofString(fault.encode())));
        if (armed.statusCode() != 200) {
            throw new IllegalArgumentException(armed.body());
        }
    }

    JsonObject ledger() {
        return json(request("/_simulator/ledger?limit=1000"));
    }

    /** Page by page: one entry per intent. */
    List<JsonObject> wholeLedger() {
        List<JsonObject> entries = new ArrayList<>();
        String after = "";
        JsonObject page;
        do {
            page = json(request("/_simulator/ledger?limit=1000" + after));
            page.getJsonArray("data").forEach(entry -> entries.add((JsonObject) entry));
            if (!entries.isEmpty()) {
                JsonObject last = entries.get(entries.size() - 1).getJsonObject("payment_intent");
                after = "&starting_after=" + last.getString("id");
            }
        } while (page.getBoolean("has_more"));
        return entries;
    }

    @Override
    public void close() {
        if (vertx != null) {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }
}
