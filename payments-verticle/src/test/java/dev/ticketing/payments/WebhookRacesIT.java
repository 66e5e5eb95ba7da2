package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.StripeSimulatorClient.Books;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The webhook and the API at the same moment, a thousand times: each event comes three times, shuffled, while the buyer
 * still waits for the answer, and a fifth of the orders are cancelled meanwhile.
 */
@Tag("long")
@WithBackends
class WebhookRacesIT {

    private static final int RACES = 1_000;
    private static final int AT_A_TIME = 25;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private static Checkout checkout;

    @BeforeAll
    static void start(Backends backends) {
        checkout = new Checkout(backends);
        checkout.hearFromStripe();
        checkout.stripe()
                .webhooks(new JsonObject().put("copies", 3).put("shuffle", true).put("delay_millis", 100));
    }

    @AfterAll
    static void stop() {
        checkout.close();
    }

    @Test
    void one_payment_one_event_and_not_a_cent_more_or_less_in_stripes_books() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var sold = new ArrayList<OrderSnapshot>();
        var ended = new ArrayList<OrderSnapshot>();
        for (int begun = 0; begun < RACES; begun += AT_A_TIME) {
            race(random, sold, ended);
        }
        Eventually.holdsWithin(
                SETTLED, () -> assertThat(checkout.stripe().unsentWebhooks()).isZero());
        Eventually.holdsWithin(SETTLED, () -> {
            var books = books();
            assertThat(sold).as("seed %d", seed).allSatisfy(order -> assertPaidOnce(order, books.get(order.id())));
            assertThat(ended).as("seed %d", seed).allSatisfy(order -> assertNothingKept(order, books.get(order.id())));
        });
        assertThat(checkout.metric("stripe_webhooks_total{outcome=\"applied\"")).isGreaterThanOrEqualTo(sold.size());
        assertThat(checkout.metric("stripe_webhooks_total{outcome=\"repeated\""))
                .isPositive();
    }

    private static void race(Random random, List<OrderSnapshot> sold, List<OrderSnapshot> ended) {
        var orders = Stream.generate(() -> Checkout.order("racer", Status.AWAITING_PAYMENT))
                .limit(AT_A_TIME)
                .toList();
        orders.forEach(checkout::publish);
        orders.forEach(order -> Eventually.holds(() -> checkout.payment(order).expect(200)));
        var paying = new ArrayList<Future<Answer>>();
        for (var order : orders) {
            paying.add(checkout.paying(order, VISA));
            boolean isCancelled = random.nextInt(5) == 0;
            (isCancelled ? ended : sold).add(order);
            if (isCancelled) {
                checkout.cancel(order);
            }
        }
        paying.forEach(answer -> assertThat(Eventually.await(answer).status()).isIn(201, 409));
    }

    /** What Stripe has about each order. */
    private static Map<String, Books> books() {
        return checkout.stripe().books().entries().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getJsonObject("payment_intent")
                                .getJsonObject("metadata")
                                .getString("orderId"),
                        Collectors.collectingAndThen(Collectors.toList(), Books::new)));
    }

    private static void assertPaidOnce(OrderSnapshot order, Books books) {
        assertThat(cents(books.captures())).isEqualTo(order.ticket().priceCents());
        assertThat(books.refunds()).isEmpty();
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created");
    }

    /** One that was cancelled before anything was asked of Stripe is not in its books. */
    private static void assertNothingKept(OrderSnapshot order, Books found) {
        var books = found == null ? new Books(List.of()) : found;
        assertThat(books.captures()).hasSizeLessThanOrEqualTo(1);
        assertThat(cents(books.captures())).isEqualTo(cents(books.refunds()));
        assertThat(checkout.chargeEvents(order))
                .isEqualTo(books.captures().isEmpty() ? List.of() : List.of("charge.created", "charge.refunded"));
    }

    private static long cents(List<JsonObject> moved) {
        return moved.stream().mapToLong(movement -> movement.getLong("amount")).sum();
    }
}
