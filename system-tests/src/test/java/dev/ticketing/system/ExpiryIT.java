package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An order nobody pays for: its time ends, its ticket is back, and nothing of it reaches the next one. */
@WithBackends
class ExpiryIT {

    private static Events events;
    private static Market market;

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        market = Market.start(backends, Map.of("ORDER_WINDOW", "PT5S", "PAYMENT_GRACE", "PT0S"));
    }

    @AfterAll
    static void stop() {
        market.close();
        events.close();
    }

    @Test
    void an_unpaid_order_is_cancelled_within_a_second_of_its_time_and_not_before() {
        var ticket = Person.signUp(market).list("Concert", 5);
        var buyer = Person.signUp(market);
        var order = buyer.order(ticket);

        var cancelled =
                events.await(EventType.ORDER_CANCELLED, event -> event.subject().equals(id(order)));
        var expiresAt = Instant.parse(order.getString("expiresAt"));
        assertThat(cancelled.time()).isBetween(expiresAt, expiresAt.plus(Duration.ofSeconds(1)));
        assertThat(buyer.see(order).getString("cancelReason")).isEqualTo("expired");
        buyer.awaitTicket(ticket, "available");
        assertThat(buyer.pay(order, "tok_visa").expect(409).error()).contains("cancelled");
    }

    @Test
    void the_first_orders_late_events_do_not_touch_the_second() {
        var ticket = Person.signUp(market).list("Concert", 5);
        var first = Person.signUp(market);
        var second = Person.signUp(market);
        var expired = first.order(ticket);
        first.awaitOrder(expired, "cancelled");

        var order = second.order(ticket);
        second.awaitOrder(order, "awaiting:payment");
        events.seenAbout(id(expired)).forEach(events::publish);
        second.pay(order, "tok_visa").expect(201);

        second.awaitOrder(order, "complete");
        second.awaitTicket(ticket, "sold");
        events.seenAbout(id(expired)).forEach(events::publish);
        // The next purchase goes through all queues behind the replayed events.
        var marker = second.order(first.list("Marker", 1));
        second.awaitOrder(marker, "awaiting:payment");
        assertThat(second.see(order).getString("status")).isEqualTo("complete");
        assertThat(second.seeTicket(ticket).getString("orderId")).isEqualTo(id(order));
    }

    private static String id(JsonObject json) {
        return json.getString("id");
    }
}
