package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A price is the same from the listing to Stripe's books and back, in currencies of other minor units than a hundredth. */
@WithBackends
class CurrenciesIT {

    private static final String CARD = "tok_visa";

    /**
     * One journey to a sale and one to a refund.
     *
     * @param prices as an answer writes them, with what they are in minor units
     * @param none which are no prices
     */
    @ParameterizedTest
    @CsvSource({
        "jpy, 0, 1=1 1999=1999 99999999=99999999, 0.5 19.99 100000000, 1998",
        "kwd, 3, 0.010=10 1.990=1990 19.990=19990 99999.990=99999990, 0.001 1.999 99999.999 100000, 1.980"
    })
    void amounts_are_of_the_currencys_own_unit(
            String code, int decimals, String prices, String none, String another, Backends backends) {
        try (var market = Market.start(backends, Map.of("CURRENCY", code))) {
            var seller = Person.signUp(market);
            var buyer = Person.signUp(market);
            var config = market.client().get("/api/payments/config").expect(200).json();
            assertThat(config.getString("currency")).isEqualTo(code);
            assertThat(config.getInteger("decimals")).isEqualTo(decimals);
            for (var each : prices.split(" ", -1)) {
                var price = each.split("=", -1);
                sellAndRefund(market, seller, buyer, price[0], Long.parseLong(price[1]));
            }
            for (var price : none.split(" ", -1)) {
                assertThatItIsNoPrice(seller, price);
            }
            assertThatTheBuyerHearsOfAChange(seller, buyer, another);
        }
    }

    private static void sellAndRefund(Market market, Person seller, Person buyer, String price, long minorUnits) {
        var sold = ordered(seller, buyer, price);
        assertThat(written("amount", buyer.payUntilDecided(sold))).isEqualTo(price);
        buyer.awaitOrder(sold, "complete");
        assertThatStripeHas(market, sold, minorUnits);

        var cancelled = ordered(seller, buyer, price);
        buyer.awaitOrder(cancelled, "awaiting:payment");
        market.stripe().arm("drop_reply", "/v1/payment_intents/*/confirm", 10);
        market.stripe().webhooks(new JsonObject().put("hold", true));
        buyer.pay(cancelled, CARD).expect(503);
        buyer.cancel(cancelled).expect(204);
        market.stripe().disarm();
        market.stripe().webhooksAsUsual();
        Eventually.holds(() -> assertThat(written("amount", seen(buyer, "/api/orders/", cancelled)))
                .isEqualTo(price));
        assertThatStripeHas(market, cancelled, minorUnits);
        assertThat(market.stripe().booksOf(cancelled.getString("id")).refunds())
                .singleElement()
                .satisfies(refund -> assertThat(refund.getLong("amount")).isEqualTo(minorUnits));
    }

    private static JsonObject ordered(Person seller, Person buyer, String price) {
        var ticket = seller.list("Concert", new BigDecimal(price));
        assertThat(written("price", seen(buyer, "/api/tickets/", ticket))).isEqualTo(price);
        var found = buyer.client()
                .get("/api/tickets?minPrice=" + price + "&maxPrice=" + price)
                .expect(200);
        assertThat(found.response().bodyAsString()).contains(ticket.getString("id"));
        var answer = Eventually.await(buyer.orderingAt(new BigDecimal(price), ticket))
                .expect(201);
        assertThat(written("price", answer)).isEqualTo(price);
        return answer.json();
    }

    private static void assertThatStripeHas(Market market, JsonObject order, long minorUnits) {
        assertThat(market.stripe().booksOf(order.getString("id")).captures())
                .singleElement()
                .satisfies(capture ->
                        assertThat(capture.getLong("amount_captured")).isEqualTo(minorUnits));
    }

    private static void assertThatItIsNoPrice(Person seller, String price) {
        var body = new JsonObject().put("title", "Concert").put("price", new BigDecimal(price));
        var refused = seller.client().post("/api/tickets", body).expect(400).json();
        assertThat(refused.getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("price");
        seller.client().get("/api/tickets?minPrice=" + price).expect(400);
    }

    private static void assertThatTheBuyerHearsOfAChange(Person seller, Person buyer, String price) {
        var ticket = seller.list("Concert", new BigDecimal(price));
        var refused = Eventually.await(buyer.orderingAt(1, ticket)).expect(409).json();
        assertThat(refused.encode()).contains("it is now " + price);
    }

    private static Answer seen(Person person, String path, JsonObject what) {
        return person.client().get(path + what.getString("id")).expect(200);
    }

    /** The number as it is written in the answer. */
    private static String written(String name, Answer answer) {
        var body = answer.response().bodyAsString();
        var number = Pattern.compile("\"" + name + "\":([0-9.eE+-]+)").matcher(body);
        assertThat(number.find()).as("%s in %s", name, body).isTrue();
        return number.group(1);
    }
}
