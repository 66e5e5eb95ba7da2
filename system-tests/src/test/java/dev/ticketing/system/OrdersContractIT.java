package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.Pages;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of /api/orders: each success and each refusal. */
@WithBackends
class OrdersContractIT {

    private static final String ORDERS = "/api/orders";
    private static final int MAX_LIVE_ORDERS = 3;

    private static Market market;

    private final ApiClient nobody = market.client();
    private final Person seller = Person.newcomer(market);
    private final Person buyer = Person.newcomer(market);
    private final Person other = Person.newcomer(market);

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of("MAX_LIVE_ORDERS", Integer.toString(MAX_LIVE_ORDERS)));
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void post_orders_201_and_the_order() {
        var ticket = seller.list("Concert", 19.99);
        var before = Instant.now();
        var order = buyer.order(ticket);
        assertThat(order.fieldNames())
                .containsExactlyInAnyOrder("id", "userId", "status", "expiresAt", "reservation", "version", "ticket");
        assertThat(order.getString("userId")).isEqualTo(buyer.id());
        assertThat(order.getString("status")).isEqualTo("created");
        assertThat(order.getLong("reservation")).isEqualTo(1);
        assertThat(order.getString("expiresAt")).endsWith("Z");
        assertThat(Instant.parse(order.getString("expiresAt")))
                .isBetween(before.plusSeconds(900).minusMillis(1), Instant.now().plusSeconds(900));
        assertThat(order.getJsonObject("ticket"))
                .isEqualTo(new JsonObject()
                        .put("id", id(ticket))
                        .put("title", "Concert")
                        .put("price", 19.99));
    }

    @Test
    void post_orders_201_at_the_price_shown() {
        var ticket = seller.list("Concert", 19.99);
        buyer.client().post(ORDERS, body(ticket).put("price", 19.99)).expect(201);
    }

    @Test
    void post_orders_200_and_the_same_order_when_the_caller_holds_it() {
        var ticket = seller.list("Concert", 5);
        var order = buyer.awaitOrder(buyer.order(ticket), "awaiting:payment");
        assertThat(buyer.tryToOrder(ticket).expect(200).json()).isEqualTo(order);
        var atAnotherPrice = buyer.client().post(ORDERS, body(ticket).put("price", 4));
        assertThat(atAnotherPrice.expect(200).json()).isEqualTo(order);
    }

    @Test
    void post_orders_201_with_the_next_number_once_the_last_order_is_cancelled() {
        var ticket = seller.list("Concert", 5);
        other.cancel(other.order(ticket)).expect(204);
        assertThat(buyer.order(ticket).getLong("reservation")).isEqualTo(2);
    }

    @Test
    void post_orders_400_names_each_field_that_is_wrong() {
        var ticket = seller.list("Concert", 5);
        Refusal.expect(400, buyer.client().post(ORDERS, new JsonObject())).naming("ticketId");
        Refusal.expect(400, buyer.client().post(ORDERS, new JsonObject().put("ticketId", 7)))
                .naming("ticketId");
        Refusal.expect(400, buyer.client().post(ORDERS, body(ticket).put("price", "5")))
                .naming("price");
        Refusal.expect(400, buyer.client().post(ORDERS, body(ticket).put("price", 4.999)))
                .naming("price");
        assertThat(Pages.ids(buyer.client().get(ORDERS))).isEmpty();
    }

    @Test
    void post_orders_401_for_nobody() {
        Refusal.expect(401, nobody.post(ORDERS, body(seller.list("Concert", 5))))
                .naming();
    }

    @Test
    void post_orders_403_for_ones_own_ticket() {
        Refusal.expect(403, seller.tryToOrder(seller.list("Concert", 5))).naming();
    }

    @Test
    void post_orders_404_when_there_is_no_such_ticket() {
        Refusal.expect(404, buyer.tryToOrder(new JsonObject().put("id", "none")))
                .naming();
    }

    @Test
    void post_orders_409_when_somebody_else_holds_the_ticket() {
        var ticket = seller.list("Concert", 5);
        other.order(ticket);
        Refusal.expect(409, buyer.tryToOrder(ticket)).saying("reserved");
    }

    @Test
    void post_orders_409_when_the_ticket_is_sold_even_for_who_bought_it() {
        var ticket = seller.list("Concert", 5);
        complete(other, ticket);
        Refusal.expect(409, buyer.tryToOrder(ticket)).saying("sold");
        Refusal.expect(409, other.tryToOrder(ticket)).saying("sold");
    }

    @Test
    void post_orders_409_when_the_ticket_is_withdrawn() {
        var ticket = seller.list("Concert", 5);
        seller.client().delete("/api/tickets/" + id(ticket)).expect(204);
        // Until orders has heard of it an order is made, and cancelled as ticket-unavailable.
        Eventually.holds(() -> Refusal.expect(409, buyer.tryToOrder(ticket)).saying("withdrawn"));
    }

    @Test
    void post_orders_409_naming_the_price_when_it_changed() {
        var ticket = seller.list("Concert", 5);
        var dearer = new JsonObject().put("title", "Concert").put("price", 6.5);
        seller.client().put("/api/tickets/" + id(ticket), dearer).expect(200);
        // Until orders has heard of it an order is made, and cancelled as price-changed.
        Eventually.holds(() -> Refusal.expect(
                        409, buyer.client().post(ORDERS, body(ticket).put("price", 5)))
                .saying("6.50"));
        buyer.client().post(ORDERS, body(ticket).put("price", 6.5)).expect(201);
    }

    @Test
    void post_orders_409_beyond_max_live_orders_and_201_once_one_has_ended() {
        var first = buyer.order(seller.list("Concert", 5));
        for (int i = 1; i < MAX_LIVE_ORDERS; i++) {
            buyer.order(seller.list("Concert", 5));
        }
        var ticket = seller.list("One too many", 5);
        Refusal.expect(409, buyer.tryToOrder(ticket)).saying("at most " + MAX_LIVE_ORDERS);
        other.cancel(other.order(ticket)).expect(204);
        buyer.cancel(first).expect(204);
        buyer.order(ticket);
    }

    @Test
    void get_orders_200_only_ones_own_newest_first_with_a_link_to_the_next_page() {
        other.order(seller.list("Not mine", 5));
        var first = buyer.order(seller.list("First", 5));
        Person.awaitNextMillisecond();
        var second = buyer.order(seller.list("Second", 5));
        Person.awaitNextMillisecond();
        var third = buyer.order(seller.list("Third", 5));

        var page = buyer.client().get(ORDERS + "?limit=2");
        assertThat(Pages.ids(page)).containsExactly(id(third), id(second));
        assertThat(Pages.next(page)).hasValueSatisfying(next -> assertThat(next).startsWith(ORDERS + "?limit=2&"));
        assertThat(Pages.allIds(buyer.client(), ORDERS + "?limit=2")).containsExactly(id(third), id(second), id(first));
        assertThat(Pages.next(buyer.client().get(ORDERS))).isEmpty();
    }

    @Test
    void get_orders_200_and_none_for_who_has_none() {
        assertThat(Pages.ids(buyer.client().get(ORDERS))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=101, limit", "cursor=*, cursor"})
    void get_orders_400_names_the_parameter_that_is_wrong(String query, String parameter) {
        Refusal.expect(400, buyer.client().get(ORDERS + "?" + query)).naming(parameter);
    }

    @Test
    void get_orders_401_for_nobody() {
        Refusal.expect(401, nobody.get(ORDERS)).naming();
    }

    @Test
    void get_order_200_for_its_buyer() {
        var order = buyer.awaitOrder(buyer.order(seller.list("Concert", 5)), "awaiting:payment");
        assertThat(buyer.client().get(path(order)).expect(200).json()).isEqualTo(order);
    }

    @Test
    void get_order_401_for_nobody_403_for_anybody_else_404_when_there_is_none() {
        var order = buyer.order(seller.list("Concert", 5));
        Refusal.expect(401, nobody.get(path(order))).naming();
        Refusal.expect(403, other.client().get(path(order))).naming();
        Refusal.expect(403, seller.client().get(path(order))).naming();
        Refusal.expect(404, buyer.client().get(ORDERS + "/none")).naming();
    }

    @Test
    void delete_order_204_and_204_again() {
        var order = buyer.order(seller.list("Concert", 5));
        assertThat(buyer.cancel(order).expect(204).response().body()).isNull();
        var cancelled = buyer.see(order);
        assertThat(cancelled.getString("status")).isEqualTo("cancelled");
        assertThat(cancelled.getString("cancelReason")).isEqualTo("user");
        buyer.cancel(order).expect(204);
        assertThat(buyer.see(order)).isEqualTo(cancelled);
    }

    @Test
    void delete_order_401_for_nobody_403_for_anybody_else_404_when_there_is_none() {
        var order = buyer.awaitOrder(buyer.order(seller.list("Concert", 5)), "awaiting:payment");
        Refusal.expect(401, nobody.delete(path(order))).naming();
        Refusal.expect(403, other.cancel(order)).naming();
        Refusal.expect(403, seller.cancel(order)).naming();
        Refusal.expect(404, buyer.client().delete(ORDERS + "/none")).naming();
        assertThat(buyer.see(order)).isEqualTo(order);
    }

    @Test
    void delete_order_409_once_it_is_complete() {
        var order = complete(buyer, seller.list("Concert", 5));
        Refusal.expect(409, buyer.cancel(order)).saying("complete");
        assertThat(buyer.see(order)).isEqualTo(order);
    }

    private static JsonObject complete(Person buyer, JsonObject ticket) {
        var order = buyer.order(ticket);
        buyer.pay(order, "tok_visa").expect(201);
        return buyer.awaitOrder(order, "complete");
    }

    private static String path(JsonObject order) {
        return ORDERS + "/" + id(order);
    }

    private static String id(JsonObject json) {
        return json.getString("id");
    }

    private static JsonObject body(JsonObject ticket) {
        return new JsonObject().put("ticketId", id(ticket));
    }
}
