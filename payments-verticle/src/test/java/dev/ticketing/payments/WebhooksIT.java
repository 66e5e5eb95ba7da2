package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.LOOK;
import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.RefundCreateParams;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.stripesimulator.WebhookSignature;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.StripeSimulatorClient;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What Stripe tells. Each test lets an operator give money back at Stripe, of which payments can know by a webhook alone,
 * and sends the events itself.
 */
@WithBackends
class WebhooksIT {

    private static final String REFUNDED = "charge.refunded";

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
    void an_operators_refund_in_parts_is_heard_of_and_shown_and_the_sale_stands() {
        var order = sold("partly");
        giveBack(order, 500);
        send(newest(REFUNDED, order)).expect(200);

        var refund = checkout.payment(order).expect(200).json();
        assertThat(refund.getString("status")).isEqualTo("completed");
        assertThat(refund.getJsonObject("refund").getString("status")).isEqualTo("succeeded");
        assertThat(refund.getJsonObject("refund").getDouble("amount")).isEqualTo(5.0);
        var told = checkout.awaitEvent(EventType.CHARGE_REFUNDED, order).data();
        assertThat(told.getString("status")).isEqualTo("completed");
        assertThat(told.getLong("refundedAmount")).isEqualTo(500);

        giveBack(order, 1_499);
        send(newest(REFUNDED, order)).expect(200);
        var all = checkout.payment(order).expect(200).json();
        assertThat(all.getString("status")).isEqualTo("refunded");
        assertThat(all.getJsonObject("refund").getDouble("amount")).isEqualTo(19.99);
    }

    @Test
    void what_is_not_signed_by_stripe_just_now_over_these_very_bytes_changes_nothing() {
        var order = sold("attacked");
        giveBack(order, 500);
        var event = newest(REFUNDED, order);
        var body = event.encode();
        long now = Instant.now().getEpochSecond();

        refuse(body, "");
        refuse(body, "t=" + now);
        refuse(body, "t=" + now + ",v1=" + "0".repeat(64));
        refuse(body, new WebhookSignature(List.of("whsec_another")).of(body, now));
        refuse(body, signature(body, now - 301));
        refuse(body, signature(body, now + 60));
        refuse(body, signature(body, now).replace("t=" + now, "t=" + (now - 1)));
        refuse(body, signature(body, now).replace("v1=", "v0="));
        refuse(event.encodePrettily(), signature(body, now));
        refuse(body + " ", signature(body, now));
        assertNothingHeard(order);

        // The control: it was the signature and the time, not the event.
        checkout.webhook(body, signature(body, now - 290)).expect(200);
        assertThat(checkout.payment(order).expect(200).json().containsKey("refund"))
                .isTrue();
    }

    @Test
    void any_of_several_secrets_may_have_signed_so_that_they_can_be_changed() {
        var order = sold("rotating");
        giveBack(order, 500);
        var body = newest(REFUNDED, order).encode();
        long now = Instant.now().getEpochSecond();
        checkout.webhook(body, new WebhookSignature(List.of("whsec_next")).of(body, now))
                .expect(200);
        checkout.webhook(body, new WebhookSignature(List.of("whsec_old", "whsec_next")).of(body, now))
                .expect(200);
        assertThat(checkout.payment(order).expect(200).json().containsKey("refund"))
                .isTrue();
    }

    /** A signed body that is no event is as little believed. */
    @Test
    void what_is_no_event_is_400() {
        for (var body : List.of("", "[]", "{}", "nonsense", "{\"id\":7,\"type\":\"charge.refunded\",\"data\":{}}")) {
            refuse(body, signature(body, Instant.now().getEpochSecond()));
        }
    }

    @Test
    void events_that_say_nothing_here_and_those_about_somebody_elses_money_are_taken() {
        send(event("evt_1", "customer.created", new JsonObject().put("id", "cus_1")))
                .expect(200);
        send(event("evt_2", REFUNDED, new JsonObject().put("id", "ch_1").put("payment_intent", "pi_unknown")))
                .expect(200);
        send(event("evt_3", REFUNDED, new JsonObject().put("id", "ch_1"))).expect(200);
    }

    /** Else Stripe would take it for applied, and nobody would ever hear. */
    @Test
    void what_could_not_be_applied_is_not_answered_with_2xx_and_applied_when_it_comes_again() {
        var order = sold("unlucky");
        giveBack(order, 500);
        var event = newest(REFUNDED, order);
        checkout.stripe().arm("error_500_before", HttpMethod.GET, LOOK, 2);
        send(event).expect(503);
        assertNothingHeard(order);
        checkout.stripe().arm("rate_limit", HttpMethod.GET, LOOK, 2);
        assertThat(send(event).expect(429).header("retry-after")).isNotNull();
        assertNothingHeard(order);
        checkout.stripe().disarm();
        send(event).expect(200);
        assertThat(checkout.payment(order).expect(200).json().containsKey("refund"))
                .isTrue();
    }

    @Test
    void one_that_comes_again_is_not_even_looked_up() {
        var order = sold("repeated");
        giveBack(order, 500);
        var event = newest(REFUNDED, order);
        send(event).expect(200);
        checkout.stripe().arm("error_500_before", HttpMethod.GET, LOOK, 2);
        send(event).expect(200);
        assertThat(checkout.stripe().faultsLeft()).isEqualTo(2);
    }

    /** Of a payment that was declined, paid, disputed, won and given back in two parts. */
    @Test
    void shuffled_and_repeated_they_leave_the_same_end() {
        long seed = new Random().nextLong();
        var order = checkout.payable("shuffled");
        checkout.pay(order, Checkout.DECLINED).expect(402);
        checkout.pay(order, VISA).expect(201);
        checkout.publish(Checkout.next(order, Status.COMPLETE));
        var captured = checkout.books(order).captures().get(0).getString("id");
        var dispute = checkout.stripe().dispute(captured).getString("id");
        checkout.stripe().closeDispute(dispute, true);
        giveBack(order, 500);
        giveBack(order, 1_499);

        var events = new ArrayList<>(eventsOf(order));
        assertThat(events).hasSizeGreaterThanOrEqualTo(5);
        events.addAll(List.copyOf(events));
        Collections.shuffle(events, new Random(seed));
        events.forEach(event -> send(event).expect(200));

        var end = checkout.payment(order).expect(200).json();
        assertThat(end.getString("status")).as("seed %d", seed).isEqualTo("refunded");
        assertThat(end.getJsonObject("refund").getDouble("amount")).isEqualTo(19.99);
        assertThat(end.getJsonObject("dispute").getString("status")).isEqualTo("won");
        assertThat(end.getInteger("declines")).isEqualTo(1);
        assertThat(checkout.books(order).captures()).hasSize(1);
    }

    private static OrderSnapshot sold(String buyer) {
        var order = checkout.payable(buyer);
        checkout.pay(order, VISA).expect(201);
        checkout.publish(Checkout.next(order, Status.COMPLETE));
        return order;
    }

    private static void giveBack(OrderSnapshot order, long cents) {
        var operator = StripeClient.builder()
                .setApiKey(SimulatedStripe.KEY)
                .setApiBase(checkout.stripe().apiBase())
                .build();
        var params = RefundCreateParams.builder()
                .setPaymentIntent(checkout.intent(order).getString("id"))
                .setAmount(cents)
                .build();
        try {
            operator.v1().refunds().create(params);
        } catch (StripeException refused) {
            throw new AssertionError(refused);
        }
    }

    private static JsonObject newest(String type, OrderSnapshot order) {
        return checkout.stripe().events(type).stream()
                .filter(event -> isOf(event, order))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> eventsOf(OrderSnapshot order) {
        return List.of(
                        "payment_intent.payment_failed",
                        "payment_intent.succeeded",
                        REFUNDED,
                        "charge.dispute.created",
                        "charge.dispute.closed")
                .stream()
                .flatMap(type -> checkout.stripe().events(type).stream())
                .filter(event -> isOf(event, order))
                .toList();
    }

    private static boolean isOf(JsonObject event, OrderSnapshot order) {
        return event.encode().contains(checkout.intent(order).getString("id"));
    }

    private static JsonObject event(String id, String type, JsonObject object) {
        return new JsonObject().put("id", id).put("type", type).put("data", new JsonObject().put("object", object));
    }

    private static Answer send(JsonObject event) {
        var body = event.encode();
        return checkout.webhook(body, signature(body, Instant.now().getEpochSecond()));
    }

    private static void refuse(String body, String signature) {
        checkout.webhook(body, signature).expect(400);
    }

    private static String signature(String body, long at) {
        return StripeSimulatorClient.signature(body, at);
    }

    private static void assertNothingHeard(OrderSnapshot order) {
        assertThat(checkout.payment(order).expect(200).json().containsKey("refund"))
                .isFalse();
    }
}
