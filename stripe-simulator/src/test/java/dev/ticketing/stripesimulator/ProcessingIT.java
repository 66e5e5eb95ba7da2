package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import dev.ticketing.stripesimulator.StripeSimulatorSettings.Limits;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments whose banks take their time. */
class ProcessingIT {

    @Test
    void a_slow_bank_pays_after_a_while_and_nothing_else_can_be_done_meanwhile() throws StripeException {
        try (RunningSimulator simulator = start(600)) {
            PaymentIntent asked = pay(simulator, "processing");
            assertThat(asked.getStatus()).isEqualTo("processing");
            assertThat(asked.getAmountReceived()).isZero();
            assertThat(asked.getLatestCharge()).isNull();
            assertThat(refused(() -> simulator.confirm(asked, "pm_card_visa", "again")))
                    .isEqualTo("payment_intent_unexpected_state");
            assertThat(refused(() -> simulator.stripe().v1().paymentIntents().cancel(asked.getId())))
                    .isEqualTo("payment_intent_unexpected_state");

            assertThat(settle(simulator, asked, "perhaps")).isEqualTo(400);
            assertThat(settle(simulator, asked, "succeeded")).isEqualTo(200);

            assertThat(now(simulator, asked).getStatus()).isEqualTo("succeeded");
            assertThat(now(simulator, asked).getAmountReceived()).isEqualTo(700);
            assertThat(settle(simulator, asked, "failed")).isEqualTo(400);
            assertThat(simulator.stripe().v1().events().list().getData())
                    .extracting(Event::getType)
                    .containsExactly("payment_intent.succeeded", "payment_intent.processing");
        }
    }

    @Test
    void a_slow_bank_declines_after_a_while_and_another_card_may_be_tried() throws StripeException {
        try (RunningSimulator simulator = start(1)) {
            PaymentIntent asked = pay(simulator, "processingThenDeclined");

            PaymentIntent declined = awaitStatus(simulator, asked, "requires_payment_method");

            assertThat(declined.getLastPaymentError().getDeclineCode()).isEqualTo("generic_decline");
            assertThat(simulator.confirm(asked, "pm_card_visa", "again").getStatus())
                    .isEqualTo("succeeded");
        }
    }

    @Test
    void a_restart_does_not_forget_what_is_processing(@TempDir Path directory) throws StripeException {
        StripeSimulatorSettings kept = settings(1).withLedgerFile(directory.resolve("ledger"));
        PaymentIntent asked;
        try (RunningSimulator first = RunningSimulator.start(kept)) {
            asked = pay(first, "processing");
        }
        try (RunningSimulator second = RunningSimulator.start(kept)) {
            awaitStatus(second, asked, "succeeded");
        }
    }

    private static StripeSimulatorSettings settings(long seconds) {
        return StripeSimulatorSettings.inMemory(RunningSimulator.KEY)
                .withLimits(new Limits(seconds, Limits.USUAL.keyLifetime(), 100));
    }

    private static RunningSimulator start(long seconds) {
        return RunningSimulator.start(settings(seconds));
    }

    private static PaymentIntent pay(RunningSimulator simulator, String card) throws StripeException {
        return simulator.confirm(simulator.create(700), "pm_card_" + card, "pay");
    }

    private static String refused(ThrowingCallable call) {
        return catchThrowableOfType(InvalidRequestException.class, call).getCode();
    }

    private static PaymentIntent now(RunningSimulator simulator, PaymentIntent intent) throws StripeException {
        return simulator.stripe().v1().paymentIntents().retrieve(intent.getId());
    }

    private static PaymentIntent awaitStatus(RunningSimulator simulator, PaymentIntent intent, String status)
            throws StripeException {
        for (int i = 0; i < 1_000 && !now(simulator, intent).getStatus().equals(status); i++) {
            Endpoint.pause();
        }
        assertThat(now(simulator, intent).getStatus()).isEqualTo(status);
        return now(simulator, intent);
    }

    private static int settle(RunningSimulator simulator, PaymentIntent intent, String outcome) {
        String body = "{\"outcome\":\"" + outcome + "\"}";
        return simulator
                .send(simulator
                        .request("/_simulator/payment_intents/" + intent.getId() + "/processing")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }
}
