package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.Pages;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.StripeSimulatorClient;
import dev.ticketing.testkit.TestTokens;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of /api/payments: each success and each refusal. What needs time to pass is in {@link LateContractIT}. */
@WithBackends
class PaymentsContractIT {

    private static final String PAYMENTS = "/api/payments";
    private static final String VISA = "tok_visa";
    private static final String NO_CARD = "tok_nothing";
    private static final String DECLINED = "tok_chargeDeclined";
    private static final String ASKS = "tok_authenticationRequired";

    private static SimulatedStripe stripe;
    private static FaultProxy line;
    private static Market market;

    private final ApiClient nobody = market.client();
    private final Person seller = Person.newcomer(market);
    private final Person buyer = Person.newcomer(market);
    private final Person other = Person.newcomer(market);

    @BeforeAll
    static void start(Backends backends) {
        stripe = new SimulatedStripe();
        line = FaultProxy.inFrontOf(stripe.client().apiBase());
        market = Market.start(backends, new StripeSimulatorClient(line.uri(), SimulatedStripe.KEY).environment());
    }

    @AfterAll
    static void stop() {
        market.close();
        line.close();
        stripe.close();
    }

    @Test
    void post_payments_201_and_the_payment() {
        var order = order(19.99);
        var before = Instant.now();
        var payment = buyer.pay(order, VISA).expect(201).json();
        assertThat(payment.fieldNames())
                .containsExactlyInAnyOrder("id", "orderId", "status", "amount", "at", "stripeId");
        assertThat(payment.getString("orderId")).isEqualTo(id(order));
        assertThat(payment.getString("status")).isEqualTo("completed");
        assertThat(payment.getValue("amount")).isEqualTo(19.99);
        assertThat(Instant.parse(payment.getString("at"))).isBetween(before.minusMillis(1), Instant.now());
        assertThat(payment.getString("stripeId")).startsWith("pi_");
    }

    @Test
    void post_payments_200_and_the_same_payment_when_it_is_paid_with_any_card() {
        var order = order(5);
        var payment = buyer.pay(order, VISA).expect(201).json();
        assertThat(buyer.pay(order, VISA).expect(200).json()).isEqualTo(payment);
        assertThat(buyer.pay(order, DECLINED).expect(200).json()).isEqualTo(payment);
        buyer.awaitOrder(order, "complete");
        assertThat(buyer.pay(order, VISA).expect(200).json()).isEqualTo(payment);
        assertThat(capturedCents(order)).containsExactly(500L);
    }

    @Test
    void post_payments_400_names_each_field_that_is_wrong() {
        var client = buyer.client();
        var order = order(5);
        Refusal.expect(400, client.post(PAYMENTS, new JsonObject())).naming("orderId", "token");
        Refusal.expect(400, client.post(PAYMENTS, body(order).put("orderId", 7)))
                .naming("orderId");
        Refusal.expect(400, client.post(PAYMENTS, body(order).put("token", new JsonObject())))
                .naming("token");
        assertThat(capturedCents(order)).isEmpty();
    }

    @Test
    void post_payments_400_names_the_token_when_it_is_no_card() {
        var order = order(5);
        Refusal.expect(400, buyer.pay(order, NO_CARD)).naming("token");
        buyer.pay(order, VISA).expect(201);
    }

    @Test
    void post_payments_202_where_the_bank_asks_the_buyer_and_refresh_202_then_200() {
        var order = order(5);
        var asked = buyer.pay(order, ASKS).expect(202).json();
        assertThat(asked.getString("status")).isEqualTo("requires_action");
        assertThat(asked.getString("clientSecret")).isNotEmpty();
        assertThat(asked.getString("redirectUrl")).startsWith("http");
        assertThat(buyer.client().post(refresh(order), null).expect(202).json()).isEqualTo(asked);
        stripe.client().authenticate(asked.getString("stripeId"), true);
        var paid = buyer.client().post(refresh(order), null).expect(200).json();
        assertThat(paid.getString("status")).isEqualTo("completed");
        buyer.awaitOrder(order, "complete");
    }

    @Test
    void post_refresh_401_for_nobody_403_for_anybody_else_404_when_there_is_none() {
        var order = order(5);
        buyer.pay(order, VISA).expect(201);
        Refusal.expect(401, nobody.post(refresh(order), null)).naming();
        Refusal.expect(403, other.client().post(refresh(order), null)).naming();
        Refusal.expect(404, buyer.client().post(PAYMENTS + "/none/refresh", null))
                .naming();
    }

    @Test
    void post_payments_and_refresh_429_with_retry_after_when_stripe_takes_no_more() {
        var order = order(5);
        stripe.client().arm("rate_limit", "/v1/payment_intents", 2);
        var answer = buyer.pay(order, ASKS);
        Refusal.expect(429, answer).naming();
        assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
        stripe.client().disarm();
        Eventually.holds(() -> buyer.client().post(refresh(order), null).expect(202));
        stripe.client().arm("rate_limit", HttpMethod.GET, "/v1/payment_intents/*", 2);
        Refusal.expect(429, buyer.client().post(refresh(order), null)).naming();
        stripe.client().disarm();
        stripe.client().arm("error_500_before", HttpMethod.GET, "/v1/payment_intents/*", 2);
        Refusal.expect(503, buyer.client().post(refresh(order), null)).naming();
        stripe.client().disarm();
    }

    @Test
    void post_webhook_200_for_what_stripe_has_signed_and_400_for_everything_else() {
        var order = order(5);
        buyer.pay(order, VISA).expect(201);
        var event = succeeded(order).encode();
        Refusal.expect(400, webhook(event, "t=1,v1=00")).naming();
        stripe.client().arm("error_500_before", HttpMethod.GET, "/v1/payment_intents/*", 2);
        Refusal.expect(503, webhook(event, signed(event))).naming();
        stripe.client().disarm();
        stripe.client().arm("rate_limit", HttpMethod.GET, "/v1/payment_intents/*", 2);
        Refusal.expect(429, webhook(event, signed(event))).naming();
        stripe.client().disarm();
        webhook(event, signed(event)).expect(200);
        webhook(event, signed(event)).expect(200);
    }

    @Test
    void post_payments_401_for_nobody() {
        Refusal.expect(401, nobody.post(PAYMENTS, body(order(5)))).naming();
    }

    @Test
    void post_payments_402_when_the_card_is_declined_and_201_with_the_next_one() {
        var order = order(5);
        Refusal.expect(402, buyer.pay(order, DECLINED)).naming();
        Refusal.expect(402, buyer.pay(order, "tok_chargeDeclinedInsufficientFunds"))
                .saying("insufficient funds");
        buyer.pay(order, VISA).expect(201);
    }

    @Test
    void post_payments_403_for_somebody_elses_order() {
        var order = order(5);
        Refusal.expect(403, other.pay(order, VISA)).naming();
        Refusal.expect(403, seller.pay(order, VISA)).naming();
        assertThat(capturedCents(order)).isEmpty();
    }

    @Test
    void post_payments_404_when_there_is_no_such_order() {
        Refusal.expect(404, buyer.pay(new JsonObject().put("id", "none"), VISA)).naming();
    }

    @Test
    void post_payments_409_when_the_order_is_cancelled() {
        var order = order(5);
        buyer.cancel(order).expect(204);
        // Until payments has heard of it, it looks at the card, which takes nothing.
        Eventually.holds(() -> Refusal.expect(409, buyer.pay(order, NO_CARD)).saying("cancelled"));
        Refusal.expect(409, buyer.pay(order, VISA)).saying("cancelled");
        assertThat(capturedCents(order)).isEmpty();
    }

    @Test
    void post_payments_409_when_the_order_was_cancelled_after_three_declines() {
        var order = order(5);
        for (int i = 0; i < 3; i++) {
            Refusal.expect(402, buyer.pay(order, DECLINED));
        }
        Refusal.expect(409, buyer.pay(order, VISA)).saying("cancelled");
        assertThat(capturedCents(order)).isEmpty();
    }

    @Test
    void post_payments_503_with_retry_after_while_stripe_is_away_and_then_it_is_paid_once() {
        var order = order(5);
        line.refuse();
        var answer = buyer.pay(order, VISA);
        line.pass();
        Refusal.expect(503, answer).naming();
        assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
        // The attempt is stored: the sweep makes the payment, and the buyer who comes again gets it.
        Eventually.holds(() -> buyer.pay(order, VISA).expect(200));
        buyer.awaitOrder(order, "complete");
        assertThat(capturedCents(order)).containsExactly(500L);
    }

    @Test
    void get_payments_200_only_ones_own_newest_order_first_with_a_link_to_the_next_page() {
        other.pay(orderBy(other, 5), VISA).expect(201);
        var first = paid();
        Person.awaitNextMillisecond();
        var second = paid();
        Person.awaitNextMillisecond();
        var third = paid();
        order(5);

        var page = buyer.client().get(PAYMENTS + "?limit=2");
        assertThat(Pages.ids(page)).containsExactly(id(third), id(second));
        assertThat(page.array().getJsonObject(0)).isEqualTo(third);
        assertThat(Pages.next(page)).hasValueSatisfying(next -> assertThat(next).startsWith(PAYMENTS + "?limit=2&"));
        assertThat(Pages.allIds(buyer.client(), PAYMENTS + "?limit=2"))
                .containsExactly(id(third), id(second), id(first));
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=101, limit", "cursor=*, cursor"})
    void get_payments_400_names_the_parameter_that_is_wrong(String query, String parameter) {
        Refusal.expect(400, buyer.client().get(PAYMENTS + "?" + query)).naming(parameter);
    }

    @Test
    void get_payments_401_for_nobody() {
        Refusal.expect(401, nobody.get(PAYMENTS)).naming();
    }

    @Test
    void get_payment_200_for_its_buyer() {
        var payment = paid();
        assertThat(buyer.client().get(path(payment)).expect(200).json()).isEqualTo(payment);
    }

    @Test
    void get_payment_401_for_nobody_403_for_anybody_else_404_when_there_is_none() {
        var payment = paid();
        Refusal.expect(401, nobody.get(path(payment))).naming();
        Refusal.expect(403, other.client().get(path(payment))).naming();
        Refusal.expect(403, seller.client().get(path(payment))).naming();
        Refusal.expect(404, buyer.client().get(PAYMENTS + "/none")).naming();
    }

    @Test
    void get_totals_200_for_an_admin_400_for_no_range_401_for_nobody_403_for_anybody_else() {
        var range = PAYMENTS + "/totals?from=2026-11-01&to=2026-11-30";
        var admin = market.client().with("cookie", "session=" + TestTokens.forAdmin("boss"));
        buyer.pay(order(5), VISA).expect(201);
        var days = "?from=" + LocalDate.now(ZoneOffset.UTC).minusDays(1) + "&to="
                + LocalDate.now(ZoneOffset.UTC).plusDays(1);
        Eventually.holds(() -> assertThat(
                        admin.get(PAYMENTS + "/totals" + days).expect(200).array())
                .singleElement()
                .asString()
                .contains("usd"));
        Refusal.expect(400, admin.get(PAYMENTS + "/totals")).naming("from", "to");
        Refusal.expect(401, nobody.get(range)).naming();
        Refusal.expect(403, buyer.client().get(range)).saying("only for admins");
    }

    @Test
    void get_config_200_for_anyone() {
        var config = nobody.get(PAYMENTS + "/config").expect(200).json();
        assertThat(config)
                .isEqualTo(new JsonObject()
                        .put("currency", "usd")
                        .put("decimals", 2)
                        .put("publishableKey", "")
                        .put("simulator", true));
        assertThat(buyer.client().get(PAYMENTS + "/config").expect(200).json()).isEqualTo(config);
    }

    private JsonObject order(double price) {
        return orderBy(buyer, price);
    }

    private JsonObject orderBy(Person whose, double price) {
        return whose.awaitOrder(whose.order(seller.list("Concert", price)), "awaiting:payment");
    }

    private JsonObject paid() {
        return buyer.pay(order(5), VISA).expect(201).json();
    }

    private static String path(JsonObject payment) {
        return PAYMENTS + "/" + id(payment);
    }

    private static String refresh(JsonObject order) {
        return path(order) + "/refresh";
    }

    private static JsonObject succeeded(JsonObject order) {
        return stripe.client().events("payment_intent.succeeded").stream()
                .filter(event -> event.encode().contains(id(order)))
                .findFirst()
                .orElseThrow();
    }

    private static String signed(String event) {
        return StripeSimulatorClient.signature(event, Instant.now().getEpochSecond());
    }

    private ApiClient.Answer webhook(String event, String signature) {
        var headers = Map.of("content-type", "application/json", "stripe-signature", signature);
        return nobody.sendRaw(HttpMethod.POST, PAYMENTS + "/webhook", headers, Buffer.buffer(event));
    }

    private static String id(JsonObject json) {
        return json.getString("id");
    }

    private static JsonObject body(JsonObject order) {
        return new JsonObject().put("orderId", id(order)).put("token", VISA);
    }

    private static List<Long> capturedCents(JsonObject order) {
        return stripe.client().booksOf(id(order)).captures().stream()
                .map(charge -> charge.getLong("amount"))
                .toList();
    }
}
