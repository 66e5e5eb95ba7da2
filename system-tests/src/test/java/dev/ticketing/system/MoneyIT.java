package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 19.99 is 1999 cents, everywhere: in each answer, in each event and in Stripe's books. */
@WithBackends
class MoneyIT {

    private static final int MANY = 30;
    private static final int MAX_CENTS = 99_999_999;

    /** Those that binary fractions, or a product with 100, get wrong; and the first and the last there are. */
    private static final List<String> NOTORIOUS = List.of(
            "0.01",
            "0.07",
            "0.1",
            "0.29",
            "0.57",
            "0.58",
            "1.1",
            "1.15",
            "4.35",
            "8.2",
            "9.95",
            "16.4",
            "19.99",
            "33.33",
            "35.41",
            "64.1",
            "69.99",
            "100.1",
            "1024.13",
            "4503.59",
            "33554.43",
            "90071.99",
            "654321.09",
            "999999.98",
            "999999.99");

    private static Events events;
    private static Market market;

    private final Person seller = Person.newcomer(market);
    private final Person buyer = Person.newcomer(market);

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        market = Market.start(backends, Map.of("MAX_LIVE_ORDERS", "1000"));
    }

    @AfterAll
    static void stop() {
        market.close();
        events.close();
    }

    @Test
    void a_price_is_the_same_amount_wherever_it_shows() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var prices = Stream.concat(
                NOTORIOUS.stream(), IntStream.range(0, MANY).mapToObj(i -> decimal(1 + random.nextInt(MAX_CENTS))
                        .toString()));
        assertThat(prices).as("seed %d", seed).allSatisfy(this::assertSameEverywhere);
    }

    private void assertSameEverywhere(String price) {
        var decimal = new BigDecimal(price).setScale(2);
        long cents = decimal.unscaledValue().longValueExact();

        var listed = list(price).expect(201);
        var ticket = listed.json();
        assertShows(listed, "price", decimal);
        assertShows(buyer.client().get("/api/tickets/" + id(ticket)), "price", decimal);
        assertIsCents(told(EventType.TICKET_CREATED, ticket).getValue("price"), cents);

        var ordered = order(ticket, price).expect(201);
        var order = ordered.json();
        assertShows(ordered, "price", decimal);
        assertIsCents(
                told(EventType.ORDER_CREATED, order).getJsonObject("ticket").getValue("price"), cents);

        var paid = buyer.pay(order, "tok_visa").expect(201);
        assertShows(paid, "amount", decimal);
        assertIsCents(told(EventType.CHARGE_CREATED, order).getValue("amount"), cents);
        assertThat(market.stripe().booksOf(id(order)).captures())
                .extracting(charge -> charge.getLong("amount"))
                .containsExactly(cents);
    }

    @ParameterizedTest
    @CsvSource({
        "1e2, 100.00",
        "1E+2, 100.00",
        "1999e-2, 19.99",
        "19.990, 19.99",
        "19.9900000, 19.99",
        "5, 5.00",
        "5.0, 5.00",
        "0.01, 0.01",
        "1e-2, 0.01",
        "999999.99, 999999.99",
        "999999.990, 999999.99"
    })
    void another_spelling_of_a_price_is_the_same_price(String price, String shown) {
        var listed = list(price).expect(201);
        assertShows(listed, "price", new BigDecimal(shown));
        assertShows(order(listed.json(), price).expect(201), "price", new BigDecimal(shown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.00",
                "-0.01",
                "-19.99",
                "0.001",
                "0.009",
                "0.005",
                "1.999",
                "19.991",
                "19.9900001",
                "1e-3",
                "999999.991",
                "999999.995",
                "1000000",
                "1000000.00",
                "1e6",
                "1e400",
                "-1e400",
                "1e-400",
                "\"19.99\"",
                "\"1e2\"",
                "\"\"",
                "true",
                "[19.99]",
                "{\"amount\":19.99}"
            })
    void what_is_no_price_is_400_and_named_wherever_one_is_asked_for(String price) {
        var ticket = list("19.99").expect(201).json();
        Refusal.expect(400, list(price)).naming("price");
        Refusal.expect(400, edit(ticket, price)).naming("price");
        Refusal.expect(400, order(ticket, price)).naming("price");
        assertThat(seller.seeTicket(ticket)).isEqualTo(ticket);
    }

    /** Decimals as text, so that no number of Java's stands between the test and the wire. */
    private Answer list(String price) {
        return send(seller, HttpMethod.POST, "/api/tickets", "{\"title\":\"Concert\",\"price\":" + price + "}");
    }

    private Answer edit(JsonObject ticket, String price) {
        var path = "/api/tickets/" + id(ticket);
        return send(seller, HttpMethod.PUT, path, "{\"title\":\"Concert\",\"price\":" + price + "}");
    }

    private Answer order(JsonObject ticket, String price) {
        var body = "{\"ticketId\":\"" + id(ticket) + "\",\"price\":" + price + "}";
        return send(buyer, HttpMethod.POST, "/api/orders", body);
    }

    private static Answer send(Person who, HttpMethod method, String path, String body) {
        return who.client().sendRaw(method, path, Map.of("content-type", "application/json"), Buffer.buffer(body));
    }

    /** An answer shows an amount as a number with two decimals. */
    private static void assertShows(Answer answer, String name, BigDecimal amount) {
        assertThat(answer.response().bodyAsString())
                .containsPattern("\"" + name + "\":" + Pattern.quote(amount.toPlainString()) + "[,}]");
    }

    private static void assertIsCents(Object value, long cents) {
        assertThat(value).isInstanceOfAny(Integer.class, Long.class);
        assertThat(((Number) value).longValue()).isEqualTo(cents);
    }

    private static JsonObject told(EventType type, JsonObject aggregate) {
        return events.await(type, event -> event.subject().equals(id(aggregate)))
                .data();
    }

    private static BigDecimal decimal(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    private static String id(JsonObject json) {
        return json.getString("id");
    }
}
