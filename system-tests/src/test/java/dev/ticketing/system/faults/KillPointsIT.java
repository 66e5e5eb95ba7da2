package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Person;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.StripeSimulatorClient.Books;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Payments is killed at every step between the order and the saved charge. A delayed call holds it before the effect,
 * which comes after its death; a lost reply after it; a broker that cannot be reached between saving and telling.
 */
@WithFaultyMarket
class KillPointsIT {

    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final Duration LONGER_THAN_IT_LIVES = Duration.ofSeconds(2);
    private static final int EACH = 20;

    private final FaultyMarket market;
    private final Person seller;
    private final Person buyer;

    KillPointsIT(FaultyMarket market) {
        this.market = market;
        seller = Person.newcomer(market);
        buyer = Person.newcomer(market);
    }

    @AfterEach
    void heal() {
        market.stripe().disarm();
        market.toRabbit().heal();
    }

    @ParameterizedTest(name = "{0} of {1}, and the order is cancelled meanwhile: {2}")
    @CsvSource({
        "delay, /v1/payment_intents, false",
        "drop_reply, /v1/payment_intents, true",
        "delay, /v1/payment_intents/*/confirm, true",
        "drop_reply, /v1/payment_intents/*/confirm, false",
        "drop_reply, /v1/payment_intents/*/confirm, true",
        "delay, /v1/payment_intents/*/confirm, false"
    })
    void killed_around_a_call_to_stripe_it_ends_in_one_charge_and_one_order_or_one_refund(
            String fault, String path, boolean isCancelled) {
        var order = awaitingPayment();
        if (fault.equals("delay")) {
            market.stripe().delay(path, LONGER_THAN_IT_LIVES, EACH);
        } else {
            market.stripe().arm(fault, path, EACH);
        }
        var unused = buyer.paying(order, "tok_visa").otherwiseEmpty();
        Eventually.holds(() -> assertThat(market.stripe().faultsLeft()).isLessThan(EACH));
        endsWell(order, isCancelled);
    }

    @ParameterizedTest(name = "the order is cancelled meanwhile: {0}")
    @CsvSource({"false", "true"})
    void killed_between_saving_and_telling_it_tells_in_the_end(boolean isCancelled) {
        var order = awaitingPayment();
        // From here on payments has heard that it may take the money.
        Eventually.holds(() -> buyer.pay(order, "tok_chargeDeclined").expect(402));
        market.toRabbit().blackHole();
        buyer.pay(order, "tok_visa").expect(201);
        endsWell(order, isCancelled);
    }

    private void endsWell(JsonObject order, boolean isCancelled) {
        market.service("payments").kill9();
        market.stripe().disarm();
        if (isCancelled) {
            buyer.cancel(order).expect(204);
        }
        market.toRabbit().heal();
        market.service("payments").start();
        if (isCancelled) {
            Eventually.holdsWithin(SETTLED, () -> assertNothingKept(order));
        } else {
            buyer.awaitOrder(order, "complete", SETTLED);
            assertThat(books(order).captures()).hasSize(1);
            assertThat(books(order).refunds()).isEmpty();
        }
    }

    private void assertNothingKept(JsonObject order) {
        var books = books(order);
        assertThat(books.captures()).hasSizeLessThanOrEqualTo(1);
        assertThat(books.refunds()).hasSameSizeAs(books.captures());
        assertThat(books.intents()).allMatch(KillPointsIT::isOver);
        assertThat(buyer.see(order).containsKey("refund"))
                .isEqualTo(!books.captures().isEmpty());
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
