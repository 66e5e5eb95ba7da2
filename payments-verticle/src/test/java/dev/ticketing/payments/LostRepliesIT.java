package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.CONFIRM;
import static dev.ticketing.payments.Checkout.CREATE;
import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.WithBackends;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stripe has done it and nobody heard: an unknown outcome is neither a decline nor a reason to charge again. */
@Tag("long")
@WithBackends
class LostRepliesIT {

    /** The client repeats a call, and Java's own connection each of those: at most four requests. */
    private static final int ONE_CALL = 4;

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
    void a_reply_lost_after_the_capture_is_finished_by_the_sweep_with_one_charge() {
        var order = checkout.payable("buyer");
        checkout.stripe().arm("drop_reply", CONFIRM, ONE_CALL);
        checkout.pay(order, VISA).expect(503);
        assertThat(checkout.books(order).captures()).hasSize(1);

        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        checkout.pay(order, VISA).expect(200);
        assertChargedOnce(order);
    }

    @Test
    void a_buyer_who_tries_again_while_the_outcome_is_unknown_is_not_charged_twice() {
        var order = checkout.payable("impatient");
        checkout.stripe().arm("drop_reply", CONFIRM, ONE_CALL);
        checkout.pay(order, VISA).expect(503);
        var again = checkout.pay(order, "tok_mastercard");
        assertThat(again.status()).isIn(200, 503);
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        assertChargedOnce(order);
    }

    @Test
    void a_lost_reply_to_the_making_of_the_intent_makes_no_second_one() {
        var order = checkout.payable("maker");
        checkout.stripe().arm("drop_reply", "/v1/payment_intents", ONE_CALL);
        checkout.pay(order, VISA).expect(503);
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        assertChargedOnce(order);
    }

    /** The other one stays at Stripe, unconfirmed: nobody knows it. */
    @Test
    void an_intent_answered_with_an_error_that_is_replayed_is_made_once_more_under_another_key() {
        var order = checkout.payable("never-heard-of");
        checkout.stripe().arm("error_500_after", CREATE, 1);
        checkout.pay(order, VISA).expect(201);
        assertThat(checkout.books(order).intents()).hasSize(2);
        assertThat(checkout.books(order).captures()).hasSize(1);
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created");
    }

    @Test
    void a_capture_answered_with_an_error_that_is_replayed_is_found() {
        var order = checkout.payable("replayed");
        checkout.stripe().arm("error_500_after", CONFIRM, 1);
        assertThat(checkout.pay(order, VISA).status()).isIn(201, 503);
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        assertChargedOnce(order);
    }

    @Test
    void a_key_forgotten_after_the_capture_charges_nobody_again() {
        var order = checkout.payable("a-day-later");
        checkout.stripe().arm("drop_reply", CONFIRM, ONE_CALL);
        checkout.pay(order, VISA).expect(503);
        checkout.stripe().forgetIdempotencyKeys();
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        assertChargedOnce(order);
    }

    @Test
    void a_capture_nobody_heard_of_is_refunded_when_the_order_was_cancelled_meanwhile() {
        var order = checkout.payable("too-late");
        checkout.stripe().arm("drop_reply", CONFIRM, 100);
        checkout.pay(order, VISA).expect(503);
        assertThat(checkout.books(order).captures()).hasSize(1);
        checkout.cancel(order);
        checkout.awaitEvent(EventType.CHARGE_REFUNDED, order);
        assertThat(checkout.books(order).refunds()).hasSize(1);
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created", "charge.refunded");
    }

    @Test
    void a_payment_cancelled_while_its_intent_may_exist_leaves_nothing_open_at_stripe() {
        var order = checkout.payable("gone");
        checkout.stripe().arm("drop_reply", "/v1/payment_intents", ONE_CALL);
        var paying = checkout.paying(order, VISA);
        checkout.cancel(order);
        assertThat(Eventually.await(paying).status()).isIn(409, 503);
        Eventually.holds(() -> {
            var books = checkout.books(order);
            assertThat(books.intents())
                    .allMatch(intent -> !intent.getString("status").equals("requires_payment_method"));
            assertThat(books.captures()).hasSameSizeAs(books.refunds());
        });
    }

    /** The control: without stored ids and keys a second try is a second charge, and the books show it. */
    @Test
    void a_client_that_stores_nothing_charges_twice() throws StripeException {
        var stripe = StripeClient.builder()
                .setApiKey(SimulatedStripe.KEY)
                .setApiBase(checkout.stripe().apiBase())
                .build();
        var params = PaymentIntentCreateParams.builder()
                .setAmount(1999L)
                .setCurrency("usd")
                .addPaymentMethodType("card")
                .setPaymentMethod("pm_card_visa")
                .setConfirm(true)
                .putMetadata("orderId", "careless")
                .build();
        stripe.v1().paymentIntents().create(params);
        stripe.v1().paymentIntents().create(params);
        assertThat(checkout.stripe().booksOf("careless").captures()).hasSize(2);
    }

    private static void assertChargedOnce(OrderSnapshot order) {
        var books = checkout.books(order);
        assertThat(books.intents()).hasSize(1);
        assertThat(books.captures()).hasSize(1);
        assertThat(books.refunds()).isEmpty();
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created");
    }
}
