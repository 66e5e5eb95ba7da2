package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis is away: people order, pay and cancel as ever, and what nobody pays for ends all the same. */
@Tag("long")
@WithBackends
class TimersOutageIT {

    private static Events events;
    private static FaultProxy redis;
    private static Market market;

    private final Person seller = Person.newcomer(market);
    private final Person buyer = Person.newcomer(market);

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        redis = FaultProxy.inFrontOf(backends.redisUri());
        market = Market.start(
                backends, Map.of("REDIS_URI", redis.uri(), "ORDER_WINDOW", "PT6S", "PAYMENT_GRACE", "PT0S"));
    }

    @AfterAll
    static void stop() {
        market.close();
        redis.close();
        events.close();
    }

    @Test
    void orders_are_made_paid_and_ended_while_redis_refuses_connections() {
        ordersEndDuring(FaultProxy::refuse);
    }

    @Test
    void orders_are_made_paid_and_ended_while_redis_answers_nothing() {
        ordersEndDuring(FaultProxy::blackHole);
    }

    private void ordersEndDuring(Consumer<FaultProxy> fault) {
        var before = buyer.order(seller.list("Before", 5));
        JsonObject meanwhile;
        fault.accept(redis);
        try {
            meanwhile = buyer.order(seller.list("Meanwhile", 5));
            var paid = buyer.order(seller.list("Paid", 5));
            buyer.pay(paid, "tok_visa").expect(201);
            buyer.awaitOrder(paid, "complete");
            assertExpired(before);
            assertExpired(meanwhile);
        } finally {
            redis.heal();
        }
        // Its timer is back as well: the sweep ends orders without one, the poller with one.
        var afterwards = buyer.order(seller.list("Afterwards", 5));
        events.await(EventType.EXPIRATION_COMPLETE, event -> event.subject().equals(afterwards.getString("id")));
        assertExpired(afterwards);
        assertThat(events.waiting(Topology.deadLettersOf("expiration")))
                .as("events given up")
                .isZero();
    }

    private void assertExpired(JsonObject order) {
        assertThat(buyer.awaitOrder(order, "cancelled").getString("cancelReason"))
                .isEqualTo("expired");
        buyer.awaitTicket(order.getJsonObject("ticket"), "available");
    }
}
