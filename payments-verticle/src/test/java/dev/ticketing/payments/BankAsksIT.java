package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 3-D Secure: the card's bank wants to hear from the buyer before it pays. No webhook arrives in these tests. */
@WithBackends
class BankAsksIT {

    private static final String ASKS = "tok_authenticationRequired";

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
    void the_buyer_is_sent_to_the_bank_and_back_and_has_paid_once() {
        var order = checkout.payable("asked");
        var asked = checkout.pay(order, ASKS).expect(202).json();
        assertThat(asked.getString("status")).isEqualTo("requires_action");
        assertThat(asked.getString("clientSecret")).startsWith(asked.getString("stripeId") + "_secret_");
        assertThat(asked.getString("redirectUrl")).startsWith("http").contains(asked.getString("stripeId"));
        assertThat(returnUrl(order)).endsWith("/orders/" + order.id() + "?payment=returned");
        assertThat(checkout.refresh(order).expect(202).json()).isEqualTo(asked);
        assertThat(checkout.payment(order).expect(200).json()).isEqualTo(asked);
        assertThat(checkout.chargeEvents(order)).isEmpty();

        answer(order, true);
        var paid = checkout.refresh(order).expect(200).json();
        assertThat(paid.getString("status")).isEqualTo("completed");
        assertThat(paid.containsKey("clientSecret")).isFalse();
        assertThat(checkout.refresh(order).expect(200).json()).isEqualTo(paid);
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        assertThat(checkout.books(order).captures()).hasSize(1);
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created");
    }

    @Test
    void a_buyer_who_never_comes_back_has_paid_all_the_same() {
        var order = checkout.payable("wanderer");
        checkout.pay(order, ASKS).expect(202);
        answer(order, true);
        Eventually.holdsWithin(Duration.ofSeconds(15), () -> checkout.awaitStatus(order, "completed"));
    }

    @Test
    void a_refused_question_is_a_decline_and_another_card_pays() {
        var order = checkout.payable("refused");
        checkout.pay(order, ASKS).expect(202);
        answer(order, false);
        var refused = checkout.refresh(order).expect(200).json();
        assertThat(refused.getString("status")).isEqualTo("created");
        assertThat(refused.getInteger("declines")).isEqualTo(1);
        assertThat(refused.getInteger("triesLeft")).isEqualTo(2);
        checkout.pay(order, VISA).expect(201);
        assertThat(checkout.books(order).captures()).hasSize(1);
    }

    @Test
    void another_card_gives_the_question_up_and_only_one_of_the_two_pays() {
        var order = checkout.payable("hasty");
        checkout.pay(order, ASKS).expect(202);
        checkout.pay(order, VISA).expect(201);
        assertThat(checkout.books(order).captures()).hasSize(1);
        assertThat(checkout.books(order).intents()).hasSize(1);
        assertThat(checkout.refresh(order).expect(200).json().getString("status"))
                .isEqualTo("completed");
    }

    @Test
    void somebody_elses_payment_is_not_refreshed() {
        var order = checkout.payable("owner");
        var path = "/api/payments/" + order.id() + "/refresh";
        checkout.nobody().post(path, null).expect(401);
        checkout.as("stranger").post(path, null).expect(403);
        checkout.as("stranger").post("/api/payments/unknown/refresh", null).expect(404);
    }

    /** The order itself ends later, by the grace: so nobody who pays now has to be refunded. */
    @Test
    void a_question_nobody_answers_ends_with_the_time_to_pay_before_the_order_ends() {
        var order = shortly("abandoning");
        checkout.pay(order, ASKS).expect(202);
        Eventually.holds(
                () -> assertThat(checkout.intent(order).getString("status")).isEqualTo("canceled"));
        assertThat(Instant.now()).isBetween(order.expiresAt(), order.dueAt());
        assertThat(checkout.pay(order, VISA).expect(409).error()).contains("expired");
        checkout.cancel(order);
        assertThat(checkout.books(order).captures()).isEmpty();
    }

    @Test
    void a_declined_payment_is_closed_at_the_end_of_its_time_as_well() {
        var order = shortly("declined-at-last");
        checkout.pay(order, Checkout.DECLINED).expect(402);
        Eventually.holds(
                () -> assertThat(checkout.intent(order).getString("status")).isEqualTo("canceled"));
        assertThat(Instant.now()).isBetween(order.expiresAt(), order.dueAt());
    }

    @Test
    void who_answered_the_bank_in_the_last_moment_has_paid_though_nobody_heard_of_it_in_time() {
        var order = shortly("in-time");
        checkout.pay(order, ASKS).expect(202);
        answer(order, true);
        checkout.awaitEvent(EventType.CHARGE_CREATED, order);
        assertThat(Instant.now()).isBefore(order.dueAt());
        assertThat(checkout.books(order).refunds()).isEmpty();
    }

    private static OrderSnapshot shortly(String buyer) {
        return checkout.known(
                Checkout.order(buyer, Status.AWAITING_PAYMENT, Instant.now().plusSeconds(3)));
    }

    private static void answer(OrderSnapshot order, boolean passed) {
        checkout.stripe().authenticate(checkout.intent(order).getString("id"), passed);
    }

    private static String returnUrl(OrderSnapshot order) {
        JsonObject action = checkout.intent(order).getJsonObject("next_action");
        return action.getJsonObject("redirect_to_url").getString("return_url");
    }
}
