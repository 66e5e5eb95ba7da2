package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BankAuthenticationIT {

    private static RunningSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = RunningSimulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void a_bank_that_asks_its_customer_leaves_the_intent_waiting() throws StripeException {
        PaymentIntent waiting = simulator.confirm(simulator.create(100), "pm_card_authenticationRequired", "asks");

        assertThat(waiting.getStatus()).isEqualTo("requires_action");
        assertThat(waiting.getNextAction().getType()).isEqualTo("use_stripe_sdk");
        assertThat(waiting.getLatestCharge()).isNull();
        assertThat(answer(waiting, "passed").getString("status")).isEqualTo("succeeded");
        assertThat(get(waiting).getAmountReceived()).isEqualTo(100);
    }

    @Test
    void a_customer_who_fails_the_bank_can_try_another_card() throws StripeException {
        PaymentIntent waiting = simulator.confirm(simulator.create(100), "pm_card_threeDSecure2Required", "fails");

        answer(waiting, "failed");

        assertThat(get(waiting).getStatus()).isEqualTo("requires_payment_method");
        assertThat(get(waiting).getLastPaymentError().getCode()).isEqualTo("payment_intent_authentication_failure");
        assertThat(simulator.confirm(waiting, "pm_card_visa", "another").getStatus())
                .isEqualTo("succeeded");
    }

    @Test
    void a_bank_can_decline_after_it_has_asked() throws StripeException {
        PaymentIntent waiting = simulator.confirm(
                simulator.create(100), "pm_card_threeDSecureRequiredChargeDeclined", "asks-then-declines");

        JsonObject declined = answer(waiting, "passed");

        assertThat(declined.getString("status")).isEqualTo("requires_payment_method");
        assertThat(declined.getJsonObject("last_payment_error").getString("code"))
                .isEqualTo("card_declined");
    }

    @Test
    void a_bank_that_has_not_asked_gets_no_answer() throws StripeException {
        PaymentIntent intent = simulator.create(100);

        assertThat(send(intent, "{\"outcome\":\"passed\"}").statusCode()).isEqualTo(400);
        assertThat(send(intent, "{\"outcome\":\"maybe\"}").statusCode()).isEqualTo(400);
        assertThat(send(intent, "not json").statusCode()).isEqualTo(400);
    }

    private static JsonObject answer(PaymentIntent intent, String outcome) {
        return new JsonObject(
                send(intent, new JsonObject().put("outcome", outcome).encode()).body());
    }

    private static HttpResponse<String> send(PaymentIntent intent, String body) {
        return simulator.send(simulator
                .request("/_simulator/payment_intents/" + intent.getId() + "/authentication")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static PaymentIntent get(PaymentIntent intent) throws StripeException {
        return simulator.stripe().v1().paymentIntents().retrieve(intent.getId());
    }
}
