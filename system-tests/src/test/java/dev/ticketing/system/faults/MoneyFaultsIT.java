package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Person;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.StripeSimulatorClient.Books;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever happens between us and Stripe: each captured cent pays for one complete order or goes back, once. */
@WithFaultyMarket
class MoneyFaultsIT {

    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);
    private static final int ALWAYS = 1_000;
    private static final int RACES = 150;

    private final FaultyMarket market;
    private final Person seller;
    private final Person buyer;

    MoneyFaultsIT(FaultyMarket market) {
        this.market = market;
        seller = Person.newcomer(market);
        buyer = Person.newcomer(market);
    }

    @AfterEach
    void disarm() {
        market.stripe().disarm();
        market.stripe().webhooksAsUsual();
    }

    @Test
    void a_capture_that_payments_did_not_live_to_save_is_found_again_and_is_the_only_one() {
        var order = awaitingPayment();
        market.stripe().arm("drop_reply", "/v1/payment_intents/*/confirm", ALWAYS);
        var unused = buyer.paying(order, "tok_visa").otherwiseEmpty();
        Eventually.holds(() -> assertThat(books(order).captures()).hasSize(1));
        market.service("payments").kill9();
        market.stripe().disarm();
        market.service("payments").start();
        buyer.awaitOrder(order, "complete", SETTLED);
        assertThat(books(order).captures()).hasSize(1);
        assertThat(books(order).refunds()).isEmpty();
    }

    @Test
    void a_refund_that_payments_did_not_live_to_save_is_found_again_and_is_the_only_one() {
        var order = awaitingPayment();
        market.stripe().arm("drop_reply", "/v1/payment_intents/*/confirm", ALWAYS);
        market.stripe().webhooks(new JsonObject().put("hold", true));
        var unused = buyer.paying(order, "tok_visa").otherwiseEmpty();
        Eventually.holds(() -> assertThat(books(order).captures()).hasSize(1));
        market.service("payments").kill9();
        buyer.cancel(order).expect(204);
        market.stripe().disarm();
        market.stripe().arm("drop_reply", "/v1/refunds", ALWAYS);
        market.service("payments").start();
        Eventually.holdsWithin(SETTLED, () -> assertThat(books(order).refunds()).hasSize(1));
        market.service("payments").kill9();
        market.stripe().disarm();
        market.service("payments").start();
        Eventually.holdsWithin(SETTLED, () -> assertThat(
                        buyer.see(order).getJsonObject("refund").getDouble("amount"))
                .isEqualTo(19.99));
        assertThat(books(order).captures()).hasSize(1);
        assertThat(books(order).refunds()).hasSize(1);
    }

    @Test
    void while_stripe_answers_nothing_paying_is_answered_in_time_and_ends_well() {
        var order = awaitingPayment();
        market.toStripe().blackHole();
        for (int i = 0; i < 3; i++) {
            long asked = System.nanoTime();
            assertThat(buyer.pay(order, "tok_visa").status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LONGEST_REQUEST);
        }
        market.toStripe().heal();
        buyer.awaitOrder(order, "complete", SETTLED);
        assertThat(books(order).captures()).hasSize(1);
    }

    @Test
    void paying_cancelling_and_expiring_at_once_have_one_winner_and_no_cent_too_many() {
        market.service("orders").kill9();
        market.service("orders").start(Map.of("ORDER_WINDOW", "PT3S", "PAYMENT_GRACE", "PT0S"));
        market.service("orders").awaitReady();
        var random = new Random(1);
        var orders = new ArrayList<JsonObject>();
        var racing = new ArrayList<Future<Answer>>();
        try {
            for (int i = 0; i < RACES; i++) {
                var order = awaitingPayment();
                orders.add(order);
                racing.addAll(race(order, random));
            }
            racing.forEach(answer -> Eventually.await(answer.otherwiseEmpty()));
            orders.forEach(order -> Eventually.holdsWithin(SETTLED, () -> assertSettled(order)));
        } finally {
            market.service("orders").restart();
            market.service("orders").awaitReady();
        }
        var ends = orders.stream()
                .map(order -> buyer.see(order).getString("status"))
                .toList();
        assertThat(ends).contains("complete", "cancelled");
    }

    /** Payment and cancellation, in any order, some of them when the time is nearly over. */
    private List<Future<Answer>> race(JsonObject order, Random random) {
        var cancel = random.nextInt(3) > 0;
        var paying = after(random.nextInt(2_900), () -> buyer.paying(order, "tok_visa"));
        var cancelling = after(random.nextInt(2_900), () -> buyer.client()
                .send(HttpMethod.DELETE, "/api/orders/" + order.getString("id"), null));
        return cancel ? List.of(paying, cancelling) : List.of(paying);
    }

    private Future<Answer> after(int millis, Supplier<Future<Answer>> action) {
        return market.backends().vertx().timer(1 + millis).compose(now -> action.get());
    }

    private void assertSettled(JsonObject order) {
        var now = buyer.see(order);
        var captured = books(order).captures().size();
        var refunded = books(order).refunds().size();
        if (now.getString("status").equals("complete")) {
            assertThat(captured).isEqualTo(1);
            assertThat(refunded).isZero();
        } else {
            assertThat(now.getString("status")).isEqualTo("cancelled");
            assertThat(captured).isLessThanOrEqualTo(1);
            assertThat(refunded).isEqualTo(captured);
            assertThat(now.containsKey("refund")).isEqualTo(refunded == 1);
            assertThat(books(order).intents()).allMatch(MoneyFaultsIT::isOver);
        }
    }

    private static boolean isOver(JsonObject intent) {
        return List.of("canceled", "succeeded").contains(intent.getString("status"));
    }

    private Books books(JsonObject order) {
        return market.stripe().booksOf(order.getString("id"));
    }

    private JsonObject awaitingPayment() {
        var order = Eventually.value(() -> buyer.order(seller.list("To be paid", 19.99)));
        return buyer.awaitOrder(order, "awaiting:payment");
    }
}
