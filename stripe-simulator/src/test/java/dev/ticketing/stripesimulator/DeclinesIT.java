package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.service.PaymentIntentService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclinesIT {

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

    @ParameterizedTest
    @CsvSource({
        "pm_card_chargeDeclined, card_declined, generic_decline, Your card was declined.",
        "pm_card_visa_chargeDeclined, card_declined, generic_decline, Your card was declined.",
        "pm_card_visa_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds,"
                + " Your card has insufficient funds.",
        "pm_card_visa_chargeDeclinedLostCard, card_declined, lost_card, Your card was declined.",
        "pm_card_visa_chargeDeclinedStolenCard, card_declined, stolen_card, Your card was declined.",
        "pm_card_chargeDeclinedExpiredCard, expired_card,, Your card has expired.",
        "pm_card_chargeDeclinedIncorrectCvc, incorrect_cvc,, Your card's security code is incorrect.",
        "pm_card_chargeDeclinedProcessingError, processing_error,,"
                + " An error occurred while processing your card. Try again in a little bit.",
        "pm_card_visa_chargeDeclinedVelocityLimitExceeded, card_declined, card_velocity_exceeded,"
                + " Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
    })
    void a_bad_card_is_declined_with_stripes_words(String method, String code, String declineCode, String message)
            throws StripeException {
        PaymentIntent intent = simulator.create(700);

        CardException declined =
                catchThrowableOfType(CardException.class, () -> simulator.confirm(intent, method, "decline-" + method));

        assertThat(declined.getStatusCode()).isEqualTo(402);
        assertThat(declined.getCode()).isEqualTo(code);
        assertThat(declined.getDeclineCode()).isEqualTo(declineCode);
        assertThat(declined.getStripeError().getMessage()).isEqualTo(message);
        assertThat(declined.getStripeError().getPaymentIntent().getStatus()).isEqualTo("requires_payment_method");
        assertThat(declined.getStripeError().getType()).isEqualTo("card_error");
        PaymentIntent after = intents.retrieve(intent.getId());
        assertThat(after.getStatus()).isEqualTo("requires_payment_method");
        assertThat(after.getPaymentMethod()).isNull();
        assertThat(after.getAmountReceived()).isZero();
        assertThat(after.getLastPaymentError().getCode()).isEqualTo(code);
        assertThat(after.getLastPaymentError().getCharge())
                .isEqualTo(after.getLatestCharge())
                .isEqualTo(declined.getCharge());
        Charge charge = simulator.stripe().v1().charges().retrieve(after.getLatestCharge());
        assertThat(charge.getStatus()).isEqualTo("failed");
        assertThat(charge.getPaid()).isFalse();
        assertThat(charge.getAmountCaptured()).isZero();
        assertThat(charge.getFailureCode()).isEqualTo(code);
        assertThat(charge.getFailureMessage()).isEqualTo(message);
    }

    @Test
    void a_declined_card_can_be_tried_again_with_another_key() throws StripeException {
        PaymentIntent intent = simulator.create(700);
        assertThatThrownBy(() -> simulator.confirm(intent, "pm_card_chargeDeclined", "first-try"))
                .isInstanceOf(CardException.class);

        PaymentIntent paid = simulator.confirm(intent, "pm_card_visa", "second-try");

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getLastPaymentError()).isNull();
        assertThat(simulator
                        .stripe()
                        .v1()
                        .charges()
                        .retrieve(paid.getLatestCharge())
                        .getPaid())
                .isTrue();
    }

    @Test
    void a_declined_creation_leaves_the_intent_behind() throws StripeException {
        CardException declined = catchThrowableOfType(
                CardException.class,
                () -> intents.create(RunningSimulator.card(700)
                        .setPaymentMethod("pm_card_chargeDeclined")
                        .setConfirm(true)
                        .build()));

        String id = declined.getStripeError().getPaymentIntent().getId();
        assertThat(intents.retrieve(id).getStatus()).isEqualTo("requires_payment_method");
    }
}
