package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRetentionIT {

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
    void keys_are_up_to_255_characters_long() {
        assertThat(status("k".repeat(255))).isEqualTo(200);
        assertThat(status("k".repeat(256))).isEqualTo(400);
        assertThat(status("")).isEqualTo(400);
    }

    @Test
    void an_old_key_is_new_again() throws StripeException {
        try (RunningSimulator forgetful = RunningSimulator.start(StripeSimulatorSettings.inMemory(RunningSimulator.KEY)
                .withLimits(new StripeSimulatorSettings.Limits(5, Duration.ZERO, 1_000)))) {
            PaymentIntent intent = forgetful.create(100);
            forgetful.confirm(intent, "pm_card_visa", "forgotten");

            StripeException refused = catchThrowableOfType(
                    StripeException.class, () -> forgetful.confirm(intent, "pm_card_visa", "forgotten"));

            assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
        }
    }

    @Test
    void all_keys_can_be_forgotten_on_request() throws StripeException {
        PaymentIntent first = create("forgotten", 100);

        JsonObject forgotten =
                simulator.json(simulator.request("/_simulator/idempotency_keys").DELETE());

        assertThat(forgotten.getBoolean("forgotten")).isTrue();
        assertThat(create("forgotten", 100).getId()).isNotEqualTo(first.getId());
    }

    @Test
    void no_more_keys_are_taken_than_can_be_remembered() throws StripeException {
        try (RunningSimulator small = RunningSimulator.start(StripeSimulatorSettings.inMemory(RunningSimulator.KEY)
                .withLimits(new StripeSimulatorSettings.Limits(5, Duration.ofHours(24), 1)))) {
            PaymentIntent intent = create(small, "first", 100);

            StripeException refused = catchThrowableOfType(StripeException.class, () -> create(small, "second", 100));

            assertThat(refused.getStatusCode()).isEqualTo(429);
            assertThat(create(small, "first", 100)).isEqualTo(intent);
        }
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

    private int status(String key) {
        return simulator
                .send(simulator
                        .form("/v1/payment_intents", "amount=100&currency=usd")
                        .header("Idempotency-Key", key))
                .statusCode();
    }
}
