package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.StripeResponse;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyIT {

    private RunningSimulator simulator;

    @BeforeEach
    void start() {
        simulator = RunningSimulator.start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void the_same_key_creates_one_intent() throws StripeException {
        PaymentIntent first = create("create", 100);
        PaymentIntent second = create("create", 100);

        assertThat(second).isEqualTo(first);
        assertThat(header(first.getLastResponse(), "Idempotent-Replayed")).isNull();
        assertThat(header(second.getLastResponse(), "Idempotent-Replayed")).isEqualTo("true");
        assertThat(header(second.getLastResponse(), "Original-Request"))
                .isEqualTo(first.getLastResponse().requestId())
                .isNotEqualTo(second.getLastResponse().requestId());
        assertThat(second.getLastResponse().body())
                .isEqualTo(first.getLastResponse().body());
        assertThat(intents()).isEqualTo(1);
    }

    @Test
    void without_a_key_every_request_counts() {
        String form = "amount=100&currency=usd";

        simulator.send(simulator.form("/v1/payment_intents", form));
        simulator.send(simulator.form("/v1/payment_intents", form));

        assertThat(intents()).isEqualTo(2);
    }

    @Test
    void a_decline_is_repeated_as_it_was_even_when_the_intent_has_been_paid_since() throws StripeException {
        PaymentIntent intent = simulator.create(100);
        CardException first = declined(intent);
        simulator.confirm(intent, "pm_card_visa", "other-key");

        CardException second = declined(intent);

        assertThat(second.getStatusCode()).isEqualTo(402);
        assertThat(second.getStripeError()).isEqualTo(first.getStripeError());
        assertThat(second.getStripeError().getPaymentIntent().getStatus()).isEqualTo("requires_payment_method");
    }

    @Test
    void a_refusal_that_looked_at_the_state_is_stored_too() throws StripeException {
        PaymentIntent intent = simulator.create(100);
        HttpResponse<String> first = simulator.send(confirmWithNothing(intent));
        HttpResponse<String> second = simulator.send(confirmWithNothing(intent));

        assertThat(first.statusCode()).isEqualTo(400);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void invalid_parameters_do_not_use_up_a_key() {
        HttpResponse<String> invalid = simulator.send(simulator
                .form("/v1/payment_intents", "amount=abc&currency=usd")
                .header("Idempotency-Key", "corrected"));
        HttpResponse<String> valid = simulator.send(simulator
                .form("/v1/payment_intents", "amount=100&currency=usd")
                .header("Idempotency-Key", "corrected"));

        assertThat(invalid.statusCode()).isEqualTo(400);
        assertThat(valid.statusCode()).isEqualTo(200);
    }

    @Test
    void other_parameters_under_the_same_key_are_refused() throws StripeException {
        create("reused", 100);

        IdempotencyException refused = catchThrowableOfType(IdempotencyException.class, () -> create("reused", 101));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getStripeError().getType()).isEqualTo("idempotency_error");
        assertThat(refused.getStripeError().getMessage())
                .isEqualTo("Keys for idempotent requests can only be used with the same parameters they were first used"
                        + " with. Try using a key other than 'reused' if you meant to execute a different request.");
        assertThat(intents()).isEqualTo(1);
    }

    @Test
    void another_path_under_the_same_key_is_refused() throws StripeException {
        PaymentIntent intent = create("reused", 100);

        IdempotencyException refused = catchThrowableOfType(
                IdempotencyException.class, () -> simulator.confirm(intent, "pm_card_visa", "reused"));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getStripeError().getMessage())
                .startsWith("Keys for idempotent requests can only be used for the same endpoint");
        assertThat(simulator
                        .stripe()
                        .v1()
                        .paymentIntents()
                        .retrieve(intent.getId())
                        .getStatus())
                .isEqualTo("requires_payment_method");
    }

    @Test
    void parameters_in_another_order_are_the_same_parameters() {
        HttpResponse<String> first = simulator.send(
                simulator.form("/v1/payment_intents", "amount=100&currency=usd").header("Idempotency-Key", "order"));
        HttpResponse<String> second = simulator.send(
                simulator.form("/v1/payment_intents", "currency=usd&amount=100").header("Idempotency-Key", "order"));

        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void a_key_is_in_use_while_its_first_request_runs() throws Exception {
        PaymentIntent intent = simulator.create(100);
        simulator.arm(new JsonObject()
                .put("path", "/v1/payment_intents/*/confirm")
                .put("kind", "delay")
                .put("millis", 1_000));
        CompletableFuture<HttpResponse<String>> slow = HttpClient.newHttpClient()
                .sendAsync(confirmAsync(intent).build(), HttpResponse.BodyHandlers.ofString());
        awaitFaultTaken();

        ApiException conflict = catchThrowableOfType(
                ApiException.class, () -> simulator.confirm(intent, "pm_card_visa", "in-progress"));

        assertThat(conflict.getStatusCode()).isEqualTo(409);
        assertThat(conflict.getCode()).isEqualTo("idempotency_key_in_use");
        assertThat(slow.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(simulator.confirm(intent, "pm_card_visa", "in-progress").getStatus())
                .isEqualTo("succeeded");
    }

    private PaymentIntent create(String key, long amount) throws StripeException {
        return create(simulator, key, amount);
    }

    private static PaymentIntent create(RunningSimulator simulator, String key, long amount) throws StripeException {
        return simulator
                .stripe()
                .v1()
                .paymentIntents()
                .create(RunningSimulator.card(amount).build(), RunningSimulator.key(key));
    }

    private CardException declined(PaymentIntent intent) {
        return catchThrowableOfType(
                CardException.class, () -> simulator.confirm(intent, "pm_card_chargeDeclined", "declined"));
    }

    private HttpRequest.Builder confirmWithNothing(PaymentIntent intent) {
        return simulator
                .form("/v1/payment_intents/" + intent.getId() + "/confirm", "")
                .header("Idempotency-Key", "nothing");
    }

    private HttpRequest.Builder confirmAsync(PaymentIntent intent) {
        return simulator
                .form("/v1/payment_intents/" + intent.getId() + "/confirm", "payment_method=pm_card_visa")
                .header("Idempotency-Key", "in-progress");
    }

    /** The fault is used up at the moment when the delayed request has been taken in. */
    private void awaitFaultTaken() {
        while (!simulator
                .json(simulator.request("/_simulator/faults"))
                .getJsonArray("faults")
                .isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private int intents() {
        return simulator.ledger().getJsonArray("data").size();
    }

    private static String header(StripeResponse response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
