package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.service.PaymentIntentService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FinalStatesIT {

    private static RunningSimulator simulator;
    private static PaymentIntentService intents;

    @BeforeAll
    static void start() {
        simulator = RunningSimulator.start();
        intents = simulator.stripe().v1().paymentIntents();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void an_intent_is_paid_once_whatever_the_keys() throws StripeException {
        PaymentIntent paid = simulator.confirm(simulator.create(700), "pm_card_visa", "once");

        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> simulator.confirm(paid, "pm_card_visa", "twice"));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(refused.getStripeError().getPaymentIntent().getStatus()).isEqualTo("succeeded");
        assertThat(refused.getStripeError().getMessage())
                .isEqualTo("You cannot confirm this PaymentIntent because it has already succeeded after being"
                        + " previously confirmed.");
    }

    @Test
    void a_cancelled_intent_takes_no_money() throws StripeException {
        PaymentIntent intent = simulator.create(700);

        PaymentIntent canceled = intents.cancel(
                intent.getId(),
                PaymentIntentCancelParams.builder()
                        .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                        .build());

        assertThat(canceled.getStatus()).isEqualTo("canceled");
        assertThat(canceled.getCancellationReason()).isEqualTo("abandoned");
        assertThat(canceled.getCanceledAt()).isPositive();
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> simulator.confirm(intent, "pm_card_visa", "too-late"));
        assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(refused.getStripeError().getPaymentIntent().getStatus()).isEqualTo("canceled");
        refused = catchThrowableOfType(InvalidRequestException.class, () -> intents.cancel(intent.getId()));
        assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
    }

    @Test
    void a_paid_intent_cannot_be_cancelled() throws StripeException {
        PaymentIntent paid = simulator.confirm(simulator.create(700), "pm_card_visa", "paid-then-cancelled");

        InvalidRequestException refused =
                catchThrowableOfType(InvalidRequestException.class, () -> intents.cancel(paid.getId()));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(refused.getStripeError().getMessage())
                .startsWith("You cannot cancel this PaymentIntent because it has a status of succeeded.");
        assertThat(refused.getStripeError().getPaymentIntent().getId()).isEqualTo(paid.getId());
    }
}
