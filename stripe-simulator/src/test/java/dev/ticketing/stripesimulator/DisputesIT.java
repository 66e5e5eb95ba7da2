package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.ChargeRetrieveParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeRetrieveParams;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.service.DisputeService;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DisputesIT {

    private static RunningSimulator simulator;
    private static DisputeService disputes;

    @BeforeAll
    static void start() {
        simulator = RunningSimulator.start();
        disputes = simulator.stripe().v1().disputes();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void a_buyer_disputes_right_after_the_payment() throws StripeException {
        PaymentIntent paid = paid("createDispute");

        Dispute dispute = disputeOf(paid);

        assertThat(dispute.getId()).matches("du_[0-9A-Za-z]{24}");
        assertThat(dispute.getStatus()).isEqualTo("needs_response");
        assertThat(dispute.getReason()).isEqualTo("fraudulent");
        assertThat(dispute.getAmount()).isEqualTo(1_000);
        assertThat(dispute.getCharge()).isEqualTo(paid.getLatestCharge());
        assertThat(dispute.getIsChargeRefundable()).isFalse();
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(chargeOf(paid).getDisputed()).isTrue();
        DisputeRetrieveParams expanded = DisputeRetrieveParams.builder()
                .addExpand("charge")
                .addExpand("payment_intent")
                .build();
        assertThat(disputes.retrieve(dispute.getId(), expanded).getChargeObject())
                .isEqualTo(chargeOf(paid));
        assertThat(disputes.retrieve(dispute.getId(), expanded).getPaymentIntentObject())
                .isEqualTo(paid);
    }

    @Test
    void a_buyer_has_one_of_stripes_reasons() throws StripeException {
        String charge = "/_simulator/charges/" + paid("visa").getLatestCharge() + "/dispute";
        for (String reason : List.of("because", "", "Fraudulent")) {
            assertThat(dispute(charge, reason)).isEqualTo(400);
        }
        assertThat(dispute(charge, "product_unacceptable")).isEqualTo(200);
    }

    private static int dispute(String path, String reason) {
        String body = "{\"reason\":\"" + reason + "\"}";
        return simulator
                .send(simulator.request(path).POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    @Test
    void what_the_bank_has_taken_cannot_be_refunded_too() throws StripeException {
        PaymentIntent paid = paid("createDispute");

        InvalidRequestException refused = catchThrowableOfType(InvalidRequestException.class, () -> refund(paid));

        assertThat(refused.getCode()).isEqualTo("charge_disputed");
        answer(disputeOf(paid), "winning_evidence");
        assertThat(refund(paid).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void evidence_wins_or_loses_it() throws StripeException {
        Dispute won = answer(disputeOf(paid("createDispute")), "winning_evidence");
        Dispute lost = answer(disputeOf(paid("createDispute")), "losing_evidence");
        Dispute open = answer(disputeOf(paid("createDispute")), "we sent it");

        assertThat(won.getStatus()).isEqualTo("won");
        assertThat(lost.getStatus()).isEqualTo("lost");
        assertThat(open.getStatus()).isEqualTo("under_review");
        assertThat(open.getEvidence().getUncategorizedText()).isEqualTo("we sent it");
        assertThat(open.getEvidenceDetails().getSubmissionCount()).isEqualTo(1);
    }

    @Test
    void whoever_closes_it_has_lost() throws StripeException {
        Dispute dispute = disputeOf(paid("createDisputeProductNotReceived"));

        assertThat(disputes.close(dispute.getId()).getStatus()).isEqualTo("lost");
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> disputes.close(dispute.getId()))
                        .getStripeError()
                        .getMessage())
                .isEqualTo("This dispute is already closed");
    }

    @Test
    void the_bank_decides_on_demand() throws StripeException {
        Dispute dispute = disputeOf(paid("createDispute"));

        assertThat(own("disputes/" + dispute.getId(), "{\"outcome\":\"won\"}")).isEqualTo(200);

        assertThat(disputes.retrieve(dispute.getId()).getStatus()).isEqualTo("won");
        assertThat(own("disputes/" + dispute.getId(), "{\"outcome\":\"won\"}")).isEqualTo(400);
        assertThat(own("disputes/" + dispute.getId(), "{\"outcome\":\"drawn\"}"))
                .isEqualTo(400);
        assertThat(own("disputes/du_nowhere", "{\"outcome\":\"won\"}")).isEqualTo(404);
    }

    @Test
    void any_payment_is_disputed_on_demand() throws StripeException {
        PaymentIntent paid = paid("visa");

        assertThat(own("charges/" + paid.getLatestCharge() + "/dispute", "")).isEqualTo(200);

        assertThat(disputeOf(paid).getReason()).isEqualTo("fraudulent");
        assertThat(own("charges/" + paid.getLatestCharge() + "/dispute", "")).isEqualTo(400);
        assertThat(own("charges/ch_nowhere/dispute", "")).isEqualTo(404);
    }

    private static int own(String path, String body) {
        return simulator
                .send(simulator.request("/_simulator/" + path).POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static PaymentIntent paid(String card) throws StripeException {
        PaymentIntent intent = simulator.create(1_000);
        return simulator.confirm(intent, "pm_card_" + card, "pay-" + intent.getId());
    }

    private static Charge chargeOf(PaymentIntent intent) throws StripeException {
        return simulator
                .stripe()
                .v1()
                .charges()
                .retrieve(
                        intent.getLatestCharge(), ChargeRetrieveParams.builder().build());
    }

    private static Dispute disputeOf(PaymentIntent intent) throws StripeException {
        DisputeListParams ofIntent =
                DisputeListParams.builder().setPaymentIntent(intent.getId()).build();
        DisputeListParams ofCharge =
                DisputeListParams.builder().setCharge(intent.getLatestCharge()).build();
        assertThat(disputes.list(ofIntent).getData())
                .hasSize(1)
                .isEqualTo(disputes.list(ofCharge).getData());
        return disputes.list(ofIntent).getData().get(0);
    }

    private static Dispute answer(Dispute dispute, String evidence) throws StripeException {
        DisputeUpdateParams params = DisputeUpdateParams.builder()
                .setEvidence(DisputeUpdateParams.Evidence.builder()
                        .setUncategorizedText(evidence)
                        .build())
                .build();
        return disputes.update(dispute.getId(), params);
    }

    private static Refund refund(PaymentIntent intent) throws StripeException {
        return simulator
                .stripe()
                .v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(intent.getId())
                        .build());
    }
}
