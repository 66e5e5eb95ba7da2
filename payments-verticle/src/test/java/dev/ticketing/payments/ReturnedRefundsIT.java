package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Refunds that take the banks a while or come back, and money that the buyer's bank wants back. Webhooks arrive. */
@Tag("long")
@WithBackends
class ReturnedRefundsIT {

    private static Checkout checkout;

    @BeforeAll
    static void start(Backends backends) {
        checkout = new Checkout(backends);
        checkout.hearFromStripe();
    }

    @AfterAll
    static void stop() {
        checkout.close();
    }

    @Test
    void a_pending_refund_is_shown_as_that_until_it_has_arrived() {
        var order = paid("patient", "tok_pendingRefund");
        checkout.cancel(order);
        Eventually.holds(() -> assertThat(refundStatus(order)).isEqualTo("pending"));
        assertThat(payment(order).getString("status")).isEqualTo("completed");
        settle(order, "succeeded");
        checkout.awaitStatus(order, "refunded");
        assertThat(refundStatus(order)).isEqualTo("succeeded");
        assertGivenBackOnce(order, 1);
    }

    @Test
    void a_refund_that_comes_back_is_made_again_under_another_key() {
        var order = paid("moved-away", VISA);
        checkout.cancel(order);
        checkout.awaitStatus(order, "refunded");
        settle(order, "failed");
        Eventually.holds(() -> assertThat(checkout.books(order).refunds()).hasSize(2));
        checkout.awaitStatus(order, "refunded");
        assertGivenBackOnce(order, 2);
        assertThat(checkout.chargeEvents(order))
                .containsExactly("charge.created", "charge.refunded", "charge.created", "charge.refunded");
    }

    @Test
    void after_five_that_came_back_it_is_an_operators_turn_and_counted() {
        double before = checkout.metric("charges_refunds_given_up_total");
        var order = paid("unreachable", VISA);
        checkout.cancel(order);
        for (int count = 1; count <= 5; count++) {
            int made = count;
            Eventually.holds(() -> assertThat(checkout.books(order).refunds()).hasSize(made));
            settle(order, "failed");
        }
        Eventually.holds(() ->
                assertThat(checkout.metric("charges_refunds_given_up_total")).isEqualTo(before + 1));
        Eventually.holds(() -> assertThat(refundStatus(order)).isEqualTo("failed"));
        assertThat(checkout.books(order).refunds()).hasSize(5);
    }

    /** Stripe refuses to refund what is disputed. */
    @Test
    void what_is_disputed_is_refunded_once_the_dispute_is_won() {
        var order = paid("disputing", VISA);
        var dispute = dispute(order);
        checkout.cancel(order);
        Eventually.holds(() -> assertThat(disputeStatus(order)).isEqualTo("open"));
        assertThat(checkout.books(order).refunds()).isEmpty();
        checkout.stripe().closeDispute(dispute, true);
        checkout.awaitStatus(order, "refunded");
        assertThat(disputeStatus(order)).isEqualTo("won");
        assertGivenBackOnce(order, 1);
    }

    @Test
    void what_is_lost_in_a_dispute_has_gone_back_and_is_not_refunded_again() {
        var order = paid("winning", VISA);
        var dispute = dispute(order);
        checkout.cancel(order);
        checkout.stripe().closeDispute(dispute, false);
        Eventually.holds(() -> assertThat(disputeStatus(order)).isEqualTo("lost"));
        assertThat(payment(order).getString("status")).isEqualTo("completed");
        assertThat(checkout.books(order).refunds()).isEmpty();
    }

    private static OrderSnapshot paid(String buyer, String card) {
        var order = checkout.payable(buyer);
        checkout.pay(order, card).expect(201);
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        return order;
    }

    private static String dispute(OrderSnapshot order) {
        var captured = checkout.books(order).captures().get(0).getString("id");
        return checkout.stripe().dispute(captured).getString("id");
    }

    /** What becomes of the newest refund. */
    private static void settle(OrderSnapshot order, String status) {
        var open = refunds(order).stream()
                .filter(refund -> !refund.getString("status").equals("failed"))
                .toList();
        assertThat(open).hasSize(1);
        checkout.stripe().settleRefund(open.get(0).getString("id"), status);
    }

    private static List<JsonObject> refunds(OrderSnapshot order) {
        return checkout.books(order).refunds();
    }

    private static void assertGivenBackOnce(OrderSnapshot order, int made) {
        assertThat(refunds(order)).hasSize(made);
        assertThat(refunds(order).stream()
                        .filter(refund -> refund.getString("status").equals("succeeded")))
                .hasSize(1);
    }

    private static JsonObject payment(OrderSnapshot order) {
        return checkout.payment(order).expect(200).json();
    }

    private static String refundStatus(OrderSnapshot order) {
        return payment(order).getJsonObject("refund", new JsonObject()).getString("status");
    }

    private static String disputeStatus(OrderSnapshot order) {
        return payment(order).getJsonObject("dispute", new JsonObject()).getString("status");
    }
}
