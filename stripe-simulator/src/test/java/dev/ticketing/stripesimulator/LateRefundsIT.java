package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import dev.ticketing.stripesimulator.StripeSimulatorSettings.Limits;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refunds that are settled after their request has been answered. */
class LateRefundsIT {

    @Test
    void a_pending_refund_succeeds_after_a_while() throws StripeException {
        try (RunningSimulator simulator = start(1)) {
            Refund refund = refunded(simulator, "pendingRefund");
            assertThat(refund.getStatus()).isEqualTo("pending");
            assertThat(refund.getPendingReason()).isEqualTo("processing");
            assertThat(chargeOf(simulator, refund).getRefunded()).isTrue();

            Refund settled = awaitStatus(simulator, refund, "succeeded");

            assertThat(settled.getPendingReason()).isNull();
            assertThat(chargeOf(simulator, refund).getRefunded()).isTrue();
        }
    }

    @Test
    void a_refund_that_has_succeeded_can_fail_after_a_while() throws StripeException {
        try (RunningSimulator simulator = start(1)) {
            Refund refund = refunded(simulator, "refundFail");
            assertThat(refund.getStatus()).isEqualTo("succeeded");

            Refund failed = awaitStatus(simulator, refund, "failed");

            assertThat(failed.getFailureReason()).isEqualTo("expired_or_canceled_card");
            assertThat(failed.getFailureBalanceTransaction()).startsWith("txn_");
            assertThat(chargeOf(simulator, refund).getRefunded()).isFalse();
            assertThat(chargeOf(simulator, refund).getAmountRefunded()).isZero();
            Event told = simulator.stripe().v1().events().list().getData().stream()
                    .filter(event -> event.getType().equals("charge.refund.updated"))
                    .findFirst()
                    .orElseThrow();
            assertThat(told.getDataObjectDeserializer().getObject()).hasValue(failed);
            assertThat(told.getData().getPreviousAttributes())
                    .containsEntry("status", "succeeded")
                    .containsEntry("failure_reason", null);
        }
    }

    @Test
    void nobody_has_to_wait_for_it() throws StripeException {
        try (RunningSimulator simulator = start(600)) {
            Refund pending = refunded(simulator, "pendingRefund");

            assertThat(settle(simulator, pending, "failed")).isEqualTo(200);

            assertThat(now(simulator, pending).getStatus()).isEqualTo("failed");
            assertThat(settle(simulator, pending, "succeeded")).isEqualTo(400);
            assertThat(settle(simulator, pending, "lost")).isEqualTo(400);
        }
    }

    @Test
    void a_restart_does_not_forget_what_is_pending(@TempDir Path directory) throws StripeException {
        StripeSimulatorSettings kept = settings(1).withLedgerFile(directory.resolve("ledger"));
        Refund refund;
        try (RunningSimulator first = RunningSimulator.start(kept)) {
            refund = refunded(first, "pendingRefund");
        }
        try (RunningSimulator second = RunningSimulator.start(kept)) {
            awaitStatus(second, refund, "succeeded");
        }
        try (RunningSimulator third = RunningSimulator.start(kept)) {
            assertThat(now(third, refund).getStatus()).isEqualTo("succeeded");
        }
    }

    private static StripeSimulatorSettings settings(long seconds) {
        return StripeSimulatorSettings.inMemory(RunningSimulator.KEY)
                .withLimits(new Limits(seconds, Limits.USUAL.keyLifetime(), 100));
    }

    private static RunningSimulator start(long seconds) {
        return RunningSimulator.start(settings(seconds));
    }

    private static Refund refunded(RunningSimulator simulator, String card) throws StripeException {
        PaymentIntent paid = simulator.confirm(simulator.create(700), "pm_card_" + card, "pay");
        return simulator
                .stripe()
                .v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(paid.getId())
                        .build());
    }

    private static Refund now(RunningSimulator simulator, Refund refund) throws StripeException {
        return simulator.stripe().v1().refunds().retrieve(refund.getId());
    }

    private static Charge chargeOf(RunningSimulator simulator, Refund refund) throws StripeException {
        return simulator.stripe().v1().charges().retrieve(refund.getCharge());
    }

    private static Refund awaitStatus(RunningSimulator simulator, Refund refund, String status) throws StripeException {
        for (int i = 0; i < 1_000 && !now(simulator, refund).getStatus().equals(status); i++) {
            Endpoint.pause();
        }
        assertThat(now(simulator, refund).getStatus()).isEqualTo(status);
        return now(simulator, refund);
    }

    private static int settle(RunningSimulator simulator, Refund refund, String status) {
        String body = "{\"status\":\"" + status + "\"}";
        return simulator
                .send(simulator
                        .request("/_simulator/refunds/" + refund.getId())
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }
}
