package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.DECLINED;
import static dev.ticketing.payments.Checkout.REFUND;
import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every cent that was captured for an order without a sale goes back, in full and once. */
@Tag("long")
@WithBackends
class RefundsIT {

    /** More than the client's own repetitions of one call use up, so that the sweep has to come again. */
    private static final int SOME_ERRORS = 3;

    private static final int SOME_DROPS = 4;

    private static Checkout checkout;

    @BeforeAll
    static void start(Backends backends) {
        checkout = new Checkout(backends);
    }

    @AfterAll
    static void stop() {
        checkout.close();
    }

    @AfterEach
    void disarm() {
        checkout.stripe().disarm();
    }

    @Test
    void what_was_captured_for_an_order_that_is_cancelled_afterwards_is_refunded_once() {
        var order = paid("regretful");
        var cancelled = checkout.cancel(order);
        var event = checkout.awaitEvent(EventType.CHARGE_REFUNDED, order);

        assertRefundedOnce(order);
        assertThat(event.data().getString("status")).isEqualTo("refunded");
        assertThat(event.data().getString("stripeRefundId"))
                .isEqualTo(checkout.books(order).refunds().get(0).getString("id"));
        var seen = checkout.payment(order).expect(200).json();
        assertThat(seen.getString("status")).isEqualTo("refunded");
        assertThat(seen.getString("stripeRefundId")).isEqualTo(event.data().getString("stripeRefundId"));
        checkout.pay(order, VISA).expect(409);

        checkout.replay(cancelled);
        checkout.publish(order);
        passQueue();
        assertRefundedOnce(order);
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created", "charge.refunded");
    }

    /** The control: it is the cancellation that brings the refund. */
    @Test
    void what_was_captured_for_a_completed_order_is_kept() {
        var order = paid("happy");
        checkout.publish(Checkout.next(order, Status.COMPLETE));
        var other = paid("regretful-too");
        checkout.cancel(other);
        checkout.awaitEvent(EventType.CHARGE_REFUNDED, other);
        assertThat(checkout.books(order).refunds()).isEmpty();
        assertThat(checkout.payment(order).expect(200).json().getString("status"))
                .isEqualTo("completed");
    }

    @Test
    void a_refund_that_fails_at_first_is_made_once_in_the_end() {
        var order = paid("patient");
        checkout.stripe().arm("error_500_before", REFUND, SOME_ERRORS);
        checkout.cancel(order);
        checkout.awaitEvent(EventType.CHARGE_REFUNDED, order);
        assertThat(checkout.stripe().faultsLeft()).isZero();
        assertRefundedOnce(order);
    }

    @Test
    void a_refund_whose_reply_is_lost_is_made_once() {
        var order = paid("unlucky");
        checkout.stripe().arm("drop_reply", REFUND, SOME_DROPS);
        checkout.cancel(order);
        checkout.awaitEvent(EventType.CHARGE_REFUNDED, order);
        assertThat(checkout.stripe().faultsLeft()).isZero();
        assertRefundedOnce(order);
    }

    @Test
    void a_refund_that_was_made_and_answered_with_an_error_that_is_replayed_is_found() {
        var order = paid("replayed");
        checkout.stripe().arm("error_500_after", REFUND, 1);
        checkout.cancel(order);
        checkout.awaitEvent(EventType.CHARGE_REFUNDED, order);
        assertRefundedOnce(order);
    }

    @Test
    void a_refund_whose_key_is_forgotten_is_not_made_again() {
        var order = paid("a-day-later");
        checkout.stripe().arm("drop_reply", REFUND, SOME_DROPS);
        checkout.cancel(order);
        Eventually.holds(() -> assertThat(checkout.books(order).refunds()).isNotEmpty());
        checkout.stripe().forgetIdempotencyKeys();
        checkout.awaitEvent(EventType.CHARGE_REFUNDED, order);
        assertRefundedOnce(order);
    }

    @Test
    void an_order_cancelled_with_an_open_intent_closes_the_intent() {
        var order = checkout.payable("declined");
        checkout.pay(order, DECLINED).expect(402);
        assertThat(intentStatus(order)).isEqualTo("requires_payment_method");
        checkout.cancel(order);
        Eventually.holds(() -> assertThat(intentStatus(order)).isEqualTo("canceled"));
        checkout.pay(order, VISA).expect(409);
        assertThat(checkout.chargeEvents(order)).isEmpty();
    }

    @Test
    void an_intent_that_cannot_be_closed_at_first_is_closed_in_the_end() {
        var order = checkout.payable("declined-too");
        checkout.pay(order, DECLINED).expect(402);
        checkout.stripe().arm("error_500_before", "/v1/payment_intents/*/cancel", SOME_ERRORS);
        checkout.cancel(order);
        Eventually.holds(() -> assertThat(intentStatus(order)).isEqualTo("canceled"));
    }

    private static OrderSnapshot paid(String buyer) {
        var order = checkout.payable(buyer);
        checkout.pay(order, VISA).expect(201);
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        return order;
    }

    private static void assertRefundedOnce(OrderSnapshot order) {
        var books = checkout.books(order);
        assertThat(books.captures()).hasSize(1);
        assertThat(books.refunds()).hasSize(1);
        assertThat(books.refunds().get(0).getLong("amount"))
                .isEqualTo(order.ticket().priceCents());
    }

    private static String intentStatus(OrderSnapshot order) {
        var intents = checkout.books(order).intents();
        assertThat(intents).hasSize(1);
        return intents.get(0).getString("status");
    }

    /** What was published before has been taken from the queue once a later order is known and swept. */
    private static void passQueue() {
        var marker = paid("marker");
        checkout.cancel(marker);
        checkout.awaitEvent(EventType.CHARGE_REFUNDED, marker);
    }
}
