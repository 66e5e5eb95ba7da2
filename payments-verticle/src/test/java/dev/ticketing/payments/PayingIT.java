package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.DECLINED;
import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paying for an order, and every way to be refused. */
@WithBackends
class PayingIT {

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
    void an_order_is_paid_once_and_paying_again_shows_the_same_payment() {
        var order = checkout.payable("buyer");
        var payment = checkout.pay(order, VISA).expect(201).json();
        assertThat(payment.getString("status")).isEqualTo("completed");
        assertThat(payment.getString("orderId")).isEqualTo(order.id());
        assertThat(payment.getDouble("amount")).isEqualTo(19.99);

        assertThat(checkout.pay(order, VISA).expect(200).json()).isEqualTo(payment);
        assertThat(checkout.pay(order, DECLINED).expect(200).json()).isEqualTo(payment);
        assertThat(checkout.books(order).captures()).hasSize(1);
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate_limit", "lock_timeout"})
    void what_stripe_has_too_much_of_is_429_costs_no_try_and_is_made_in_the_end(String fault) {
        var order = checkout.payable("one-of-many");
        checkout.stripe().arm(fault, Checkout.CONFIRM, 1_000);
        try {
            assertThat(checkout.pay(order, VISA).expect(429).header("retry-after"))
                    .isNotNull();
            assertThat(checkout.books(order).captures()).isEmpty();
        } finally {
            checkout.stripe().disarm();
        }
        checkout.awaitStatus(order, "completed");
        assertThat(checkout.books(order).captures()).hasSize(1);
        assertThat(checkout.payment(order).json().getInteger("declines", 0)).isZero();
    }

    @Test
    void a_price_of_19_99_is_1999_in_the_ledger_and_in_the_event() {
        var order = checkout.payable("buyer-of-1999");
        checkout.pay(order, VISA).expect(201);
        var captured = checkout.books(order).captures().get(0);
        assertThat(captured.getLong("amount")).isEqualTo(1999);
        assertThat(captured.getString("currency")).isEqualTo("usd");
        var event = checkout.awaitEvent(EventType.CHARGE_CREATED, order).data();
        assertThat(event.getLong("amount")).isEqualTo(1999);
        assertThat(event.getString("status")).isEqualTo("completed");
    }

    @Test
    void paying_before_the_ticket_is_confirmed_waits_for_the_confirmation() {
        var order = checkout.known(Checkout.order("early", Status.CREATED));
        var paying = checkout.paying(order, VISA);
        checkout.publish(Checkout.next(order, Status.AWAITING_PAYMENT));
        Eventually.await(paying).expect(201);
    }

    @Test
    void paying_for_an_order_that_is_never_confirmed_is_503_and_takes_nothing() {
        var order = checkout.known(Checkout.order("too-early", Status.CREATED));
        var answer = checkout.pay(order, VISA).expect(503);
        assertThat(answer.header("retry-after")).isNotNull();
        assertThat(checkout.books(order).intents()).isEmpty();
    }

    @Test
    void after_a_declined_card_another_one_pays() {
        var order = checkout.payable("declined-once");
        assertThat(checkout.pay(order, DECLINED).expect(402).error())
                .isEqualTo("The card was declined by its bank. You can try 2 more times.");
        assertThat(checkout.payment(order).expect(200).json().getInteger("triesLeft"))
                .isEqualTo(2);
        checkout.pay(order, VISA).expect(201);
        var books = checkout.books(order);
        assertThat(books.intents()).hasSize(1);
        assertThat(books.captures()).hasSize(1);
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created");
    }

    @Test
    void with_the_third_decline_and_not_before_the_charge_has_failed_for_good() {
        var order = checkout.payable("declined-thrice");
        checkout.pay(order, DECLINED).expect(402);
        checkout.pay(order, "tok_chargeDeclinedExpiredCard").expect(402);
        checkout.awaitStatus(order, "created");
        checkout.pay(order, "tok_chargeDeclinedInsufficientFunds").expect(402);

        var failed = checkout.awaitEvent(EventType.CHARGE_FAILED, order);
        assertThat(failed.data().getString("status")).isEqualTo("failed");
        checkout.pay(order, VISA).expect(409);
        assertThat(checkout.books(order).captures()).isEmpty();
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.failed");
    }

    @Test
    void a_token_that_is_no_card_is_400_names_the_field_and_counts_as_no_decline() {
        var order = checkout.payable("typist");
        for (int i = 0; i < 4; i++) {
            assertThat(problemField(checkout.pay(order, "tok_nonsense"))).isEqualTo("token");
        }
        assertThat(problemField(checkout.pay(order, "pm_card_nonsense"))).isEqualTo("token");
        checkout.pay(order, VISA).expect(201);
    }

    @Test
    void a_body_without_order_or_token_is_400_and_names_them() {
        var buyer = checkout.as("buyer");
        var both = buyer.post("/api/payments", new JsonObject()).expect(400).json();
        assertThat(both.getJsonArray("errors").stream()
                        .map(JsonObject.class::cast)
                        .map(error -> error.getString("field")))
                .containsExactly("orderId", "token");
        var wrongType = new JsonObject().put("orderId", "x").put("token", new JsonObject().put("$gt", ""));
        assertThat(problemField(buyer.post("/api/payments", wrongType))).isEqualTo("token");
    }

    @Test
    void somebody_elses_order_is_403_an_unknown_one_404_and_nobody_401() {
        var order = checkout.payable("owner");
        var body = Checkout.body(order.id(), VISA);
        checkout.nobody().post("/api/payments", body).expect(401);
        checkout.as("stranger").post("/api/payments", body).expect(403);
        checkout.as("stranger").get("/api/payments/" + order.id()).expect(403);
        checkout.as("owner").get("/api/payments/unknown").expect(404);
        checkout.as("owner")
                .post("/api/payments", Checkout.body("unknown", VISA))
                .expect(404);
        checkout.nobody().get("/api/payments").expect(401);
        assertThat(checkout.books(order).intents()).isEmpty();
    }

    @Test
    void an_expired_order_and_a_cancelled_one_are_409_and_take_nothing() {
        var now = Instant.now();
        var expired = checkout.known(Checkout.order("late", Status.AWAITING_PAYMENT, now.minusMillis(1)));
        assertThat(checkout.pay(expired, VISA).expect(409).error()).contains("expired");
        var cancelled = checkout.known(Checkout.order("cancelled", Status.CANCELLED, now.plusSeconds(60)));
        assertThat(checkout.pay(cancelled, VISA).expect(409).error()).contains("cancelled");
        assertThat(checkout.books(expired).intents()).isEmpty();
        assertThat(checkout.books(cancelled).intents()).isEmpty();
        // The control: it was the time and the status, not the order.
        checkout.pay(checkout.payable("in-time"), VISA).expect(201);
    }

    @Test
    void twenty_posts_for_one_order_at_the_same_moment_make_one_charge() {
        var order = checkout.payable("impatient");
        var posts =
                Stream.generate(() -> checkout.paying(order, VISA)).limit(20).toList();
        List<Answer> answers = Eventually.await(Future.all(posts)).list();
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(19);
        assertThat(checkout.books(order).captures()).hasSize(1);
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created");
    }

    @Test
    void the_list_shows_ones_own_payments_newest_order_first_and_nothing_else() {
        var first = checkout.payable("collector");
        var second = checkout.payable("collector");
        checkout.payable("collector");
        checkout.pay(first, VISA).expect(201);
        checkout.pay(second, VISA).expect(201);
        var list = checkout.as("collector").get("/api/payments").expect(200).array();
        assertThat(list.stream().map(JsonObject.class::cast).map(payment -> payment.getString("orderId")))
                .containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(checkout.as("nobody-else").get("/api/payments").expect(200).array())
                .isEmpty();
    }

    private static String problemField(Answer answer) {
        return answer.expect(400).json().getJsonArray("errors").getJsonObject(0).getString("field");
    }
}
