package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.RefundService;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RefundsIT {

    private static RunningSimulator simulator;
    private static RefundService refunds;

    @BeforeAll
    static void start() {
        simulator = RunningSimulator.start();
        refunds = simulator.stripe().v1().refunds();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void a_payment_can_be_refunded_in_full() throws StripeException {
        PaymentIntent paid = paid(2_000, "full");

        Refund refund = refunds.create(RefundCreateParams.builder()
                .setPaymentIntent(paid.getId())
                .setReason(RefundCreateParams.Reason.REQUESTED_BY_CUSTOMER)
                .putMetadata("order", "7")
                .build());

        assertThat(refund.getId()).matches("re_[0-9A-Za-z]{24}");
        assertThat(refund.getObject()).isEqualTo("refund");
        assertThat(refund.getStatus()).isEqualTo("succeeded");
        assertThat(refund.getAmount()).isEqualTo(2_000);
        assertThat(refund.getCurrency()).isEqualTo("usd");
        assertThat(refund.getCharge()).isEqualTo(paid.getLatestCharge());
        assertThat(refund.getPaymentIntent()).isEqualTo(paid.getId());
        assertThat(refund.getReason()).isEqualTo("requested_by_customer");
        assertThat(refund.getMetadata()).isEqualTo(Map.of("order", "7"));
        assertThat(refunds.retrieve(refund.getId())).isEqualTo(refund);
        Charge charge = simulator.stripe().v1().charges().retrieve(paid.getLatestCharge());
        assertThat(charge.getRefunded()).isTrue();
        assertThat(charge.getAmountRefunded()).isEqualTo(2_000);
        assertThat(charge.getStatus()).isEqualTo("succeeded");
    }

    @Test
    void what_has_been_refunded_cannot_be_refunded_again() throws StripeException {
        PaymentIntent paid = paid(2_000, "again");
        RefundCreateParams params =
                RefundCreateParams.builder().setPaymentIntent(paid.getId()).build();
        Refund first = refunds.create(params, RunningSimulator.key("refund-first"));

        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> refunds.create(params, RunningSimulator.key("refund-second")));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getCode()).isEqualTo("charge_already_refunded");
        assertThat(refused.getStripeError().getMessage())
                .isEqualTo("Charge " + paid.getLatestCharge() + " has already been refunded.");
        assertThat(ofIntent(paid).getData()).containsExactly(first);
    }

    @Test
    void parts_can_be_refunded_until_nothing_is_left() throws StripeException {
        PaymentIntent paid = paid(2_000, "parts");
        refunds.create(RefundCreateParams.builder()
                .setCharge(paid.getLatestCharge())
                .setAmount(1_500L)
                .build());

        InvalidRequestException tooMuch = catchThrowableOfType(
                InvalidRequestException.class,
                () -> refunds.create(RefundCreateParams.builder()
                        .setCharge(paid.getLatestCharge())
                        .setAmount(501L)
                        .build()));
        Refund rest = refunds.create(
                RefundCreateParams.builder().setPaymentIntent(paid.getId()).build());

        assertThat(tooMuch.getStripeError().getMessage())
                .isEqualTo("Refund amount ($5.01) is greater than unrefunded amount on charge ($5.00)");
        assertThat(tooMuch.getParam()).isEqualTo("amount");
        assertThat(tooMuch.getCode()).isNull();
        assertThat(rest.getAmount()).isEqualTo(500);
        assertThat(ofIntent(paid).getData()).hasSize(2).first().isEqualTo(rest);
    }

    @Test
    void what_was_never_paid_cannot_be_refunded() throws StripeException {
        PaymentIntent unpaid = simulator.create(2_000);

        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> refunds.create(RefundCreateParams.builder()
                        .setPaymentIntent(unpaid.getId())
                        .build()));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getStripeError().getMessage())
                .isEqualTo("This PaymentIntent (" + unpaid.getId() + ") does not have a successful charge to refund.");
    }

    @Test
    void unknown_ids_are_missing_resources() {
        InvalidRequestException noRefund =
                catchThrowableOfType(InvalidRequestException.class, () -> refunds.retrieve("re_nowhere"));
        InvalidRequestException noCharge = catchThrowableOfType(
                InvalidRequestException.class,
                () -> simulator.stripe().v1().charges().retrieve("ch_nowhere"));
        InvalidRequestException noIntent = catchThrowableOfType(
                InvalidRequestException.class,
                () -> refunds.create(RefundCreateParams.builder()
                        .setPaymentIntent("pi_nowhere")
                        .build()));

        assertThat(noRefund.getStatusCode()).isEqualTo(404);
        assertThat(noRefund.getCode()).isEqualTo("resource_missing");
        assertThat(noCharge.getStatusCode()).isEqualTo(404);
        assertThat(noIntent.getCode()).isEqualTo("resource_missing");
        assertThat(noIntent.getParam()).isEqualTo("payment_intent");
    }

    private static PaymentIntent paid(long amount, String key) throws StripeException {
        return simulator.confirm(simulator.create(amount), "pm_card_visa", key);
    }

    private static StripeCollection<Refund> ofIntent(PaymentIntent intent) throws StripeException {
        return refunds.list(
                RefundListParams.builder().setPaymentIntent(intent.getId()).build());
    }
}
