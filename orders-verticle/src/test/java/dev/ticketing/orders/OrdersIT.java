package dev.ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Reason;
import dev.ticketing.shared.events.TicketSnapshot.Refusal;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Orders over the real protocols, with the other contexts played by the test. */
@WithBackends
class OrdersIT {

    private static Events events;
    private static RunningService service;
    private static ApiClient client;

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        var environment = backends.environment();
        environment.putAll(Map.of("ORDER_WINDOW", "PT15M", "MAX_LIVE_ORDERS", "2"));
        service = RunningService.start(environment, OrdersVerticle::new);
        client = service.client();
    }

    @AfterAll
    static void stop() {
        service.close();
        events.close();
    }

    @Test
    void an_order_goes_from_created_over_awaiting_payment_to_complete() {
        var ticket = listed(1999);
        var order = placed("buyer", ticket);
        assertThat(order.getString("status")).isEqualTo("created");
        assertThat(order.getJsonObject("ticket").getDouble("price")).isEqualTo(19.99);

        publish(locked(ticket, 2, order.getString("id"), 1));
        awaitStatus("buyer", order, "awaiting:payment");
        publish(charge(order, 3, ChargeSnapshot.Status.COMPLETED));
        awaitStatus("buyer", order, "complete");

        assertThat(events.await(EventType.ORDER_COMPLETED, event -> event.subject()
                                .equals(order.getString("id")))
                        .data()
                        .getJsonObject("ticket")
                        .getLong("reservation"))
                .isEqualTo(1);
        assertThat(client.as("buyer").delete(path(order)).expect(409).error()).contains("complete");
    }

    @Test
    void a_refused_order_is_cancelled_with_the_sellers_reason() {
        var ticket = listed(500);
        var order = placed("buyer", ticket);
        publish(refused(ticket, 2, order.getString("id"), Reason.PRICE_CHANGED));
        assertThat(awaitStatus("buyer", order, "cancelled").getString("cancelReason"))
                .isEqualTo("price-changed");
    }

    @Test
    void a_buyer_gets_the_same_order_again_and_others_hear_that_it_is_reserved() {
        var ticket = listed(500);
        var order = placed("buyer-again", ticket);
        var again = order("buyer-again", ticket, null).expect(200).json();
        assertThat(again.getString("id")).isEqualTo(order.getString("id"));
        assertThat(order("somebody-else", ticket, null).expect(409).error()).contains("reserved");
    }

    @Test
    void a_cancelled_orders_ticket_can_be_ordered_by_somebody_else_under_the_next_number() {
        var ticket = listed(500);
        var first = placed("first", ticket);
        client.as("first").delete(path(first)).expect(204);
        client.as("first").delete(path(first)).expect(204);
        var second = placed("second", ticket);
        assertThat(second.getLong("reservation")).isEqualTo(2);
    }

    @Test
    void what_belongs_to_the_first_order_cannot_touch_the_second() {
        var ticket = listed(500);
        var first = placed("first-late", ticket);
        client.as("first-late").delete(path(first)).expect(204);
        var second = placed("second-late", ticket);
        publish(locked(ticket, 4, second.getString("id"), 2));
        awaitStatus("second-late", second, "awaiting:payment");

        events.publish(
                EventType.EXPIRATION_COMPLETE, first.getString("id"), 0, new ExpirationComplete(first.getString("id")));
        publish(locked(ticket, 2, first.getString("id"), 1));
        publish(charge(first, 2, ChargeSnapshot.Status.FAILED));
        publish(charge(second, 2, ChargeSnapshot.Status.COMPLETED));

        awaitStatus("second-late", second, "complete");
        assertThat(get("first-late", first).getString("cancelReason")).isEqualTo("user");
    }

    @Test
    void a_price_other_than_the_one_shown_is_refused_and_named() {
        var ticket = listed(2500);
        assertThat(order("buyer", ticket, 20.00).expect(409).error()).contains("25.00");
        order("buyer-of-price", ticket, 25.00).expect(201);
    }

    @Test
    void ones_own_ticket_an_unknown_one_and_one_too_many_are_refused() {
        var ticket = listed(500);
        order("seller", ticket, null).expect(403);
        order("buyer", "unknown", null).expect(404);
        placed("collector", ticket);
        placed("collector", listed(500));
        assertThat(order("collector", listed(500), null).expect(409).error()).contains("at most 2");
    }

    @Test
    void somebody_elses_order_is_forbidden_and_not_listed() {
        var order = placed("owner", listed(500));
        client.as("stranger").get(path(order)).expect(403);
        client.as("stranger").delete(path(order)).expect(403);
        assertThat(client.as("stranger").get("/api/orders").expect(200).array()).isEmpty();
        assertThat(client.as("owner").get("/api/orders").expect(200).array()).hasSize(1);
        client.get(path(order)).expect(401);
        client.as("owner").get("/api/orders/unknown").expect(404);
    }

    @Test
    void an_older_or_repeated_snapshot_of_a_ticket_changes_nothing() {
        var ticket = listed(1000);
        publish(snapshot(ticket, 3, 3000, Status.AVAILABLE, Optional.empty(), 0, Optional.empty()));
        Eventually.holds(() -> assertThat(priceNamedFor(ticket)).contains("30.00"));
        publish(snapshot(ticket, 2, 2000, Status.AVAILABLE, Optional.empty(), 0, Optional.empty()));
        // What is listed next is behind the stale snapshot in the queue: once it is known the stale one has had its
        // chance.
        listed(1);
        assertThat(priceNamedFor(ticket)).contains("30.00");
    }

    /** The refusal of a price that nobody asked for names the one that orders knows. */
    private static String priceNamedFor(String ticket) {
        return order("prober", ticket, 0.01).expect(409).error();
    }

    @Test
    void a_refund_shows_on_the_order() {
        var order = placed("refunded", listed(1999));
        client.as("refunded").delete(path(order)).expect(204);
        publish(charge(order, 3, ChargeSnapshot.Status.REFUNDED));
        var refund = Eventually.value(() -> {
            var shown = get("refunded", order).getJsonObject("refund");
            assertThat(shown).isNotNull();
            return shown;
        });
        assertThat(refund.getDouble("amount")).isEqualTo(19.99);
    }

    private static String listed(long priceCents) {
        var id = UUID.randomUUID().toString();
        publish(snapshot(id, 1, priceCents, Status.AVAILABLE, Optional.empty(), 0, Optional.empty()));
        // An order of the seller's own waits until the ticket is known, and changes nothing.
        order("seller", id, null).expect(403);
        return id;
    }

    private static TicketSnapshot locked(String ticket, long version, String orderId, long reservation) {
        return snapshot(ticket, version, 500, Status.RESERVED, Optional.of(orderId), reservation, Optional.empty());
    }

    private static TicketSnapshot refused(String ticket, long version, String orderId, Reason reason) {
        return snapshot(
                ticket,
                version,
                600,
                Status.AVAILABLE,
                Optional.empty(),
                0,
                Optional.of(new Refusal(orderId, 1, reason)));
    }

    private static TicketSnapshot snapshot(
            String id,
            long version,
            long priceCents,
            Status status,
            Optional<String> orderId,
            long reservation,
            Optional<Refusal> refused) {
        return new TicketSnapshot(id, version, "Concert", priceCents, "seller", status, orderId, reservation, refused);
    }

    private static ChargeSnapshot charge(JsonObject order, long version, ChargeSnapshot.Status status) {
        var id = order.getString("id");
        return new ChargeSnapshot(id, version, id, status, 1999, "usd", Optional.of("pi_1"), Optional.empty());
    }

    private static void publish(TicketSnapshot ticket) {
        events.publish(EventType.TICKET_UPDATED, ticket.id(), ticket.version(), ticket);
    }

    private static void publish(ChargeSnapshot charge) {
        events.publish(EventType.CHARGE_CREATED, charge.id(), charge.version(), charge);
    }

    private static JsonObject placed(String buyer, String ticket) {
        return order(buyer, ticket, null).expect(201).json();
    }

    private static Answer order(String buyer, String ticket, Double price) {
        var body = new JsonObject().put("ticketId", ticket);
        return client.as(buyer).post("/api/orders", price == null ? body : body.put("price", price));
    }

    private static JsonObject get(String buyer, JsonObject order) {
        return client.as(buyer).get(path(order)).expect(200).json();
    }

    private static JsonObject awaitStatus(String buyer, JsonObject order, String status) {
        return Eventually.value(() -> {
            var now = get(buyer, order);
            assertThat(now.getString("status")).isEqualTo(status);
            return now;
        });
    }

    private static String path(JsonObject order) {
        return "/api/orders/" + order.getString("id");
    }
}
