package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsIT {

    private static final String CONFIRM = "/v1/payment_intents/*/confirm";

    private RunningSimulator simulator;
    private PaymentIntent intent;

    @BeforeEach
    void start() throws StripeException {
        simulator = RunningSimulator.start();
        intent = simulator.create(100);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void a_lost_reply_leaves_the_money_taken_and_the_retry_replayed() throws StripeException {
        arm("drop_reply", 1);

        assertThatThrownBy(() -> simulator.send(confirmForm("lost"))).isInstanceOf(UncheckedIOException.class);

        assertThat(status()).isEqualTo("succeeded");
        PaymentIntent replayed = simulator.confirm(intent, "pm_card_visa", "lost");
        assertThat(replayed.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void the_official_client_sees_lost_replies_as_a_broken_connection() throws StripeException {
        arm("drop_reply", 10);

        ApiConnectionException unknown = catchThrowableOfType(
                ApiConnectionException.class, () -> simulator.confirm(intent, "pm_card_visa", "lost"));

        assertThat(unknown).isNotNull();
        assertThat(status()).isEqualTo("succeeded");
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void a_500_before_the_effect_can_be_tried_again_with_the_same_key() throws StripeException {
        arm("error_500_before", 1);

        ApiException failed =
                catchThrowableOfType(ApiException.class, () -> simulator.confirm(intent, "pm_card_visa", "before"));

        assertThat(failed.getStatusCode()).isEqualTo(500);
        assertThat(status()).isEqualTo("requires_payment_method");
        assertThat(simulator.confirm(intent, "pm_card_visa", "before").getStatus())
                .isEqualTo("succeeded");
    }

    @Test
    void a_500_after_the_effect_is_what_the_key_answers_from_then_on() throws StripeException {
        arm("error_500_after", 1);

        ApiException failed =
                catchThrowableOfType(ApiException.class, () -> simulator.confirm(intent, "pm_card_visa", "after"));
        ApiException again =
                catchThrowableOfType(ApiException.class, () -> simulator.confirm(intent, "pm_card_visa", "after"));

        assertThat(failed.getStatusCode()).isEqualTo(500);
        assertThat(again.getStatusCode()).isEqualTo(500);
        assertThat(status()).isEqualTo("succeeded");
        assertThat(charges()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate_limit", "lock_timeout"})
    void what_is_too_much_has_no_effect_and_can_be_tried_again_with_the_same_key(String kind) throws StripeException {
        arm(kind, 1);

        RateLimitException refused =
                catchThrowableOfType(RateLimitException.class, () -> simulator.confirm(intent, "pm_card_visa", kind));

        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(refused.getCode()).isEqualTo(kind);
        assertThat(refused.getStripeError().getType()).isEqualTo("invalid_request_error");
        assertThat(status()).isEqualTo("requires_payment_method");
        assertThat(simulator.confirm(intent, "pm_card_visa", kind).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void a_delayed_request_takes_effect_although_its_client_has_gone() throws StripeException {
        simulator.arm(fault("delay", 1).put("millis", 500));
        StripeClient impatient = StripeClient.builder()
                .setApiKey(RunningSimulator.KEY)
                .setApiBase(simulator.apiBase())
                .setReadTimeout(100)
                .setMaxNetworkRetries(0)
                .build();

        assertThatThrownBy(() -> impatient
                        .v1()
                        .paymentIntents()
                        .confirm(
                                intent.getId(),
                                PaymentIntentConfirmParams.builder()
                                        .setPaymentMethod("pm_card_visa")
                                        .build(),
                                RunningSimulator.key("gone")))
                .isInstanceOf(ApiConnectionException.class);

        while (!status().equals("succeeded")) {
            Thread.onSpinWait();
        }
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void a_fault_hits_as_often_as_it_was_armed_for_and_only_where() throws StripeException {
        arm("error_500_before", 2);

        assertThat(simulator.send(confirmForm("1")).statusCode()).isEqualTo(500);
        assertThat(simulator.create(100).getStatus()).isEqualTo("requires_payment_method");
        assertThat(simulator.send(confirmForm("2")).statusCode()).isEqualTo(500);
        assertThat(simulator.send(confirmForm("3")).statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_can_be_for_one_method_only() throws StripeException {
        simulator.arm(new JsonObject()
                .put("method", "GET")
                .put("path", "/v1/payment_intents/*")
                .put("kind", "error_500_after"));

        assertThat(simulator.send(confirmForm("1")).statusCode()).isEqualTo(200);
        assertThat(catchThrowableOfType(ApiException.class, this::status).getStatusCode())
                .isEqualTo(500);
        assertThat(status()).isEqualTo("succeeded");
    }

    @Test
    void armed_faults_are_listed_and_cleared() {
        arm("drop_reply", 3);

        JsonObject armed = simulator.json(simulator.request("/_simulator/faults"));
        simulator.send(simulator.request("/_simulator/faults").DELETE());

        assertThat(armed.getJsonArray("faults").getJsonObject(0).getInteger("times"))
                .isEqualTo(3);
        assertThat(simulator.send(confirmForm("1")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"path\":7}",
                "{\"path\":\"/v1/refunds\",\"kind\":\"explode\"}",
                "{\"path\":\"/_simulator/faults\",\"kind\":\"delay\"}",
                "{\"path\":\"/v1/refunds\",\"kind\":\"delay\",\"times\":0}",
                "{\"path\":\"/v1/refunds\",\"kind\":\"delay\",\"millis\":-1}",
                "{\"path\":\"/v1/refunds\",\"kind\":\"delay\",\"times\":\"many\"}"
            })
    void what_is_not_a_fault_is_refused(String body) {
        HttpResponse<String> refused =
                simulator.send(simulator.request("/_simulator/faults").POST(HttpRequest.BodyPublishers.ofString(body)));

        assertThat(refused.statusCode()).isEqualTo(400);
    }

    private void arm(String kind, int times) {
        simulator.arm(fault(kind, times));
    }

    private static JsonObject fault(String kind, int times) {
        return new JsonObject().put("path", CONFIRM).put("kind", kind).put("times", times);
    }

    private HttpRequest.Builder confirmForm(String key) {
        return simulator
                .form("/v1/payment_intents/" + intent.getId() + "/confirm", "payment_method=pm_card_visa")
                .header("Idempotency-Key", key);
    }

    private String status() throws StripeException {
        return simulator.stripe().v1().paymentIntents().retrieve(intent.getId()).getStatus();
    }

    private int charges() {
        return simulator
                .ledger()
                .getJsonArray("data")
                .getJsonObject(0)
                .getJsonArray("charges")
                .size();
    }
}
