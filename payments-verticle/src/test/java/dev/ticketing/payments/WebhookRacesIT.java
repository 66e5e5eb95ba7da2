package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
            var paying = new ArrayList<Future<Answer>>();
            for (int i = 0; i < AT_A_TIME; i++) {
                var order = checkout.payable("racer-" + begun + "-" + i);
                paying.add(checkout.paying(order, VISA));
                boolean isCancelled = random.nextInt(5) == 0;
                (isCancelled ? ended : sold).add(order);
                if (isCancelled) {
                    checkout.cancel(order);
                }
            }
            paying.forEach(answer -> assertThat(Eventually.await(answer).status())
                    .as("seed %d", seed)
                    .isIn(201, 409));
        }
        Eventually.holdsWithin(
                SETTLED, () -> assertThat(checkout.stripe().unsentWebhooks()).isZero());
        ended.forEach(order -> Eventually.holdsWithin(SETTLED, () -> assertNothingKept(order)));
        sold.forEach(WebhookRacesIT::assertPaidOnce);
        assertThat(checkout.metric("stripe_webhooks_total{outcome=\"applied\"")).isGreaterThanOrEqualTo(sold.size());
        assertThat(checkout.metric("stripe_webhooks_total{outcome=\"repeated\""))
                .isPositive();
    }

    private static void assertPaidOnce(OrderSnapshot order) {
        var books = checkout.books(order);
        assertThat(cents(books.captures())).isEqualTo(order.ticket().priceCents());
        assertThat(books.refunds()).isEmpty();
        assertThat(checkout.chargeEvents(order)).containsExactly("charge.created");
    }

    private static void assertNothingKept(OrderSnapshot order) {
        var books = checkout.books(order);
        assertThat(cents(books.captures())).isEqualTo(cents(books.refunds()));
        assertThat(books.captures()).hasSizeLessThanOrEqualTo(1);
        var told = checkout.chargeEvents(order);
        assertThat(told)
                .isEqualTo(books.captures().isEmpty() ? List.of() : List.of("charge.created", "charge.refunded"));
    }

    private static long cents(List<JsonObject> moved) {
        return moved.stream().mapToLong(movement -> movement.getLong("amount")).sum();
    }
}
