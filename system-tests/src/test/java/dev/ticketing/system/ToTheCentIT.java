package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.StripeSimulatorClient;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An amount is the same in the seller's request, the ticket, the order, every event, Stripe's books and the refund. */
@WithBackends
class ToTheCentIT {

    /** The bounds, and those of which {@code price * 100} in floating point loses a cent. */
    private static final Map<String, Long> CENTS = Map.of(
            "0.01", 1L,
            "0.29", 29L,
            "1.15", 115L,
            "4.35", 435L,
            "8.20", 820L,
            "19.99", 1999L,
            "64.10", 6410L,
            "999999.99", 99999999L);

    private static final String CONFIRM = "/v1/payment_intents/*/confirm";

    private static Events events;
    private static Market market;
    private static StripeSimulatorClient stripe;

    private Person seller;
    private Person buyer;

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        market = Market.start(backends, Map.of());
        stripe = market.stripe();
    }

    @AfterAll
    static void stop() {
        market.close();
        events.close();
    }

    @BeforeEach
    void signUp() {
        seller = Person.signUp(market);
        buyer = Person.signUp(market);
    }

    @Test
    void what_is_listed_is_what_is_ordered_charged_and_told() {
        CENTS.forEach((price, cents) -> {
            var order = listedAndOrdered(price, cents);
            var paid = buyer.payUntilDecided(order);
            assertThat(written("amount", paid)).isEqualTo(price);
            assertThat(written("amount", seen("/api/payments/", order))).isEqualTo(price);
            assertThat(told(EventType.CHARGE_CREATED, order).getLong("amount")).isEqualTo(cents);
            assertThat(told(EventType.ORDER_COMPLETED, order)
                            .getJsonObject("ticket")
                            .getLong("price"))
                    .isEqualTo(cents);

            var books = stripe.booksOf(id(order));
            assertThat(books.intents()).singleElement().satisfies(intent -> {
                assertThat(intent.getLong("amount")).isEqualTo(cents);
                assertThat(intent.getLong("amount_received")).isEqualTo(cents);
            });
            assertThat(books.captures()).singleElement().satisfies(capture -> assertThat(
                            capture.getLong("amount_captured"))
                    .isEqualTo(cents));
            assertThat(written("price", seen("/api/orders/", order))).isEqualTo(price);
        });
    }

    /** Stripe captures and nobody hears of it; then the buyer gives up, and the money is found and goes back. */
    @Test
    void what_is_captured_for_a_cancelled_order_goes_back_to_the_cent() {
        var orders = new LinkedHashMap<String, JsonObject>();
        CENTS.forEach((price, cents) -> orders.put(price, listedAndOrdered(price, cents)));
        orders.values().forEach(order -> buyer.awaitOrder(order, "awaiting:payment"));
        stripe.arm("drop_reply", CONFIRM, 10_000);
        stripe.webhooks(new JsonObject().put("hold", true));
        try {
            var paying = orders.values().stream()
                    .map(order -> buyer.paying(order, "tok_visa"))
                    .toList();
            Eventually.await(Future.all(paying)).<Answer>list().forEach(answer -> answer.expect(503));
            orders.forEach((price, order) -> {
                assertThat(stripe.booksOf(id(order)).captures()).hasSize(1);
                buyer.cancel(order).expect(204);
            });
            orders.forEach((price, order) -> assertRefunded(price, order));
        } finally {
            stripe.disarm();
            stripe.webhooksAsUsual();
        }
    }

    private JsonObject listedAndOrdered(String price, long cents) {
        var ticket = seller.list("Concert", new BigDecimal(price));
        assertThat(written("price", seen("/api/tickets/", ticket))).isEqualTo(price);
        assertThat(told(EventType.TICKET_CREATED, ticket).getLong("price")).isEqualTo(cents);
        var ordered = Eventually.await(buyer.orderingAt(new BigDecimal(price), ticket))
                .expect(201);
        assertThat(written("price", ordered)).isEqualTo(price);
        assertThat(told(EventType.ORDER_CREATED, ordered.json())
                        .getJsonObject("ticket")
                        .getLong("price"))
                .isEqualTo(cents);
        return ordered.json();
    }

    private void assertRefunded(String price, JsonObject order) {
        long cents = CENTS.get(price);
        assertThat(told(EventType.CHARGE_REFUNDED, order).getLong("amount")).isEqualTo(cents);
        assertThat(stripe.booksOf(id(order)).refunds())
                .singleElement()
                .satisfies(refund -> assertThat(refund.getLong("amount")).isEqualTo(cents));
        Eventually.holds(
                () -> assertThat(written("amount", seen("/api/orders/", order))).isEqualTo(price));
        assertThat(written("amount", seen("/api/payments/", order))).isEqualTo(price);
    }

    private Answer seen(String path, JsonObject what) {
        return buyer.client().get(path + id(what)).expect(200);
    }

    private static JsonObject told(EventType type, JsonObject about) {
        return events.await(type, event -> event.subject().equals(id(about))).data();
    }

    /** The number as it is written in the answer; nothing has made a double of it. */
    private static String written(String name, Answer answer) {
        var body = answer.response().bodyAsString();
        var number = Pattern.compile("\"" + name + "\":([0-9.eE+-]+)").matcher(body);
        assertThat(number.find()).as("%s in %s", name, body).isTrue();
        return number.group(1);
    }

    private static String id(JsonObject json) {
        return json.getString("id");
    }
}
