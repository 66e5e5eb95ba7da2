package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Payments that are {@code processing} for a while: nobody knows their outcome yet, and it is waited for. No webhook is sent here. */
@WithBackends
class SlowBanksIT {

    private static final String SLOW = "tok_processing";
    private static final String SLOW_NO = "pm_card_processingThenDeclined";

    private static Checkout checkout;

    @BeforeAll
    static void start(Backends backends) {
        checkout = new Checkout(backends);
    }

    @AfterAll
    static void stop() {
        checkout.close();
    }

    @Test
    void what_the_bank_pays_in_the_end_is_found_though_stripe_repeats_its_first_answer() {
        var order = payable("patient");
        checkout.pay(order, SLOW).expect(503);
        checkout.pay(order, VISA).expect(503);
        checkout.stripe().settlePayment(intentOf(order), true);
        checkout.awaitStatus(order, "completed");
        assertThat(checkout.books(order).captures()).hasSize(1);
        checkout.pay(order, VISA).expect(200);
    }

    @Test
    void what_the_bank_declines_in_the_end_is_a_decline_and_another_card_may_be_tried() {
        var order = payable("unlucky");
        checkout.pay(order, SLOW_NO).expect(503);
        checkout.stripe().settlePayment(intentOf(order), false);
        Eventually.holds(
                () -> assertThat(checkout.payment(order).expect(200).json().getInteger("declines", 0))
                        .isEqualTo(1));
        checkout.pay(order, VISA).expect(201);
        assertThat(checkout.books(order).captures()).hasSize(1);
    }

    @Test
    void what_the_bank_pays_after_the_order_has_ended_goes_back() {
        var order = payable("hasty");
        checkout.pay(order, SLOW).expect(503);
        checkout.cancel(order);
        checkout.stripe().settlePayment(intentOf(order), true);
        checkout.awaitStatus(order, "refunded");
        assertThat(checkout.books(order).refunds()).hasSize(1);
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created", "charge.refunded");
    }

    private static OrderSnapshot payable(String buyer) {
        return checkout.payable(buyer);
    }

    private static String intentOf(OrderSnapshot order) {
        return checkout.intent(order).getString("id");
    }
}
