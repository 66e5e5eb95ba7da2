package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import dev.ticketing.payments.ReconciliationStore.Turn;
import dev.ticketing.payments.StripeBooks.Kind;
import dev.ticketing.payments.domain.Position;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens at Stripe without anybody being told is found by comparing. No webhook is sent here. */
@WithBackends
class ReconciliationIT {

    private static final long CENTS = 1999;

    /** More than a page of Stripe's has. */
    private static final int MANY = 110;

    private static Checkout checkout;
    private static StripeClient stripe;
    private static ReconciliationStore store;
    private static MongoClient mongo;

    @BeforeAll
    static void start(Backends backends) {
        checkout = new Checkout(backends, Map.of("RECONCILIATION_INTERVAL", "PT0.5S"));
        stripe = StripeClient.builder()
                .setApiKey(SimulatedStripe.KEY)
                .setApiBase(checkout.stripe().apiBase())
                .build();
        mongo = backends.mongo("payments");
        store = new ReconciliationStore(
                new Documents(backends.vertx(), mongo, "otherReconciliation"),
                new Documents(backends.vertx(), mongo, "otherMismatches"));
    }

    @AfterAll
    static void stop() {
        checkout.close();
    }

    @Test
    void a_capture_that_nobody_here_knows_is_recorded_and_goes_back_when_the_order_ends() throws StripeException {
        var order = checkout.payable("forgotten");
        var intentId = intent(order.id(), CENTS, true);
        checkout.awaitStatus(order, "completed");
        assertThat(payment(order).getString("stripeId")).isEqualTo(intentId);
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created");
        checkout.cancel(order);
        checkout.awaitStatus(order, "refunded");
        assertThat(checkout.books(order).refunds()).hasSize(1);
    }

    @Test
    void a_refund_and_a_dispute_made_at_stripe_are_recorded() throws StripeException {
        var order = checkout.payable("unhappy");
        checkout.pay(order, VISA).expect(201);
        var part = RefundCreateParams.builder()
                .setPaymentIntent(checkout.intent(order).getString("id"))
                .setAmount(500L)
                .build();
        stripe.v1().refunds().create(part);
        Eventually.holds(() -> assertThat(
                        payment(order).getJsonObject("refund", new JsonObject()).getDouble("amount"))
                .isEqualTo(5));

        var disputed = checkout.payable("angry");
        checkout.pay(disputed, VISA).expect(201);
        checkout.stripe().dispute(checkout.books(disputed).captures().get(0).getString("id"));
        Eventually.holds(() -> assertThat(payment(disputed)
                        .getJsonObject("dispute", new JsonObject())
                        .getString("status"))
                .isEqualTo("open"));
    }

    @Test
    void money_for_an_order_that_nobody_knows_is_an_operators_until_it_is_given_back() throws StripeException {
        var order = "lost-" + UUID.randomUUID();
        var intentId = intent(order, CENTS, true);
        for (int i = 0; i < MANY; i++) {
            intent(order, CENTS, false);
        }
        awaitMismatches(order, "unknown-order");
        Eventually.holds(() -> assertThat(gauge("unknown-order")).isEqualTo(1));
        stripe.v1()
                .refunds()
                .create(RefundCreateParams.builder().setPaymentIntent(intentId).build());
        awaitMismatches(order);
        Eventually.holds(() -> assertThat(gauge("unknown-order")).isZero());
    }

    @Test
    void another_amount_is_not_recorded_and_is_an_operators_to_dismiss() throws StripeException {
        var order = checkout.payable("cheap");
        intent(order.id(), CENTS - 1, true);
        awaitMismatches(order.id(), "other-amount");
        assertThat(payment(order).getString("status")).isEqualTo("created");

        var id = mismatches(order.id()).get(0).getString("id");
        checkout.management().delete("/mismatches/" + id).expect(204);
        Eventually.holds(() -> assertThat(gauge("other-amount")).isZero());
        assertThat(mismatches(order.id()).get(0).getBoolean("dismissed")).isTrue();
        checkout.management().delete("/mismatches/nothing").expect(404);
    }

    /** As if somebody had changed the PaymentIntent in the dashboard: what is paid is not what the order costs. */
    @Test
    void another_amount_captured_on_the_orders_own_intent_never_pays_for_it() {
        var order = checkout.payable("haggler");
        checkout.pay(order, Checkout.DECLINED).expect(402);
        Eventually.await(mongo.updateCollection(
                "charges",
                new JsonObject().put("_id", order.id()),
                new JsonObject().put("$set", new JsonObject().put("order.amountCents", CENTS + 1))));
        checkout.pay(order, VISA).expect(503);
        awaitMismatches(order.id(), "other-amount");
        checkout.refresh(order);
        var captured = checkout.stripe().events("payment_intent.succeeded").get(0);
        checkout.hearFromStripe();
        Eventually.holds(() -> assertThat(checkout.stripe().sendWebhookAgain(captured.getString("id")))
                .isEqualTo(200));
        assertThat(payment(order).getString("status")).isEqualTo("created");
        assertThat(checkout.chargeEvents(order)).isEmpty();
        awaitMismatches(order.id(), "other-amount");
    }

    @Test
    void a_second_capture_for_an_order_is_found_and_the_first_one_stands() throws StripeException {
        var order = checkout.payable("twice");
        var paid = checkout.pay(order, VISA).expect(201).json();
        intent(order.id(), CENTS, true);
        awaitMismatches(order.id(), "other-intent");
        assertThat(payment(order)).isEqualTo(paid);
    }

    @Test
    void one_has_the_turn_and_whoever_has_lost_it_saves_nothing() {
        var now = Instant.parse("2026-11-20T20:00:00Z");
        var turn = Eventually.await(store.take(now, now.plusSeconds(60))).orElseThrow();
        assertThat(Eventually.await(store.take(now.plusSeconds(59), now.plusSeconds(99))))
                .isEmpty();
        var read = turn.with(Kind.REFUNDS, Position.since(now).begun(now).after("re_9"));
        var saved = Eventually.await(store.save(read, now.plusSeconds(60))).orElseThrow();
        assertThat(Eventually.await(store.save(read, now.plusSeconds(60)))).isEmpty();

        var next = Eventually.await(store.take(now.plusSeconds(61), now.plusSeconds(99)))
                .map(Turn::positions);
        assertThat(next).contains(saved.positions());
        assertThat(next.orElseThrow().get(Kind.REFUNDS).after()).contains("re_9");
        assertThat(Eventually.await(store.save(saved, now.plusSeconds(99)))).isEmpty();
    }

    /** A PaymentIntent of ours that payments never heard of; its id. */
    private static String intent(String orderId, long cents, boolean confirmed) throws StripeException {
        var params = PaymentIntentCreateParams.builder()
                .setAmount(cents)
                .setCurrency("usd")
                .addPaymentMethodType("card")
                .putMetadata("orderId", orderId);
        if (confirmed) {
            params.setPaymentMethod("pm_card_visa").setConfirm(true);
        }
        return stripe.v1().paymentIntents().create(params.build()).getId();
    }

    private static JsonObject payment(OrderSnapshot order) {
        return checkout.payment(order).expect(200).json();
    }

    private static void awaitMismatches(String orderId, String... kinds) {
        Eventually.holds(() -> assertThat(mismatches(orderId))
                .extracting(mismatch -> mismatch.getString("kind"))
                .containsExactly(kinds));
    }

    private static List<JsonObject> mismatches(String orderId) {
        return checkout.management().get("/mismatches").expect(200).array().stream()
                .map(JsonObject.class::cast)
                .filter(mismatch -> mismatch.getString("orderId").equals(orderId))
                .toList();
    }

    private static double gauge(String kind) {
        return checkout.metric("reconciliation_mismatches{kind=\"" + kind + "\"");
    }
}
