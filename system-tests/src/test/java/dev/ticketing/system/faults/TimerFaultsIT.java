package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.system.Person;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever becomes of the timers, every order ends in time. */
@WithFaultyMarket
class TimerFaultsIT {

    private static final Map<String, String> SHORT_WINDOW = Map.of("ORDER_WINDOW", "PT4S", "PAYMENT_GRACE", "PT0S");
    private static final int ORDERS = 20;

    /** Every order ends so long after its time at the latest. */
    private static final Duration WITHOUT_TIMERS = Duration.ofSeconds(60);

    /** A timer fires again so long after its time at the latest when the poller that held it is gone. */
    private static final Duration AFTER_A_LEASE = Duration.ofSeconds(35);

    private final FaultyMarket market;
    private final Person seller;
    private final Person buyer;

    TimerFaultsIT(FaultyMarket market) {
        this.market = market;
        seller = Person.newcomer(market);
        buyer = Person.newcomer(market);
    }

    @BeforeAll
    static void shortWindow(FaultyMarket market) {
        market.service("orders").kill9();
        market.service("orders").start(SHORT_WINDOW);
    }

    @AfterAll
    static void usualWindow(FaultyMarket market) {
        market.service("orders").restart();
        market.service("orders").awaitReady();
    }

    @Test
    void in_calm_an_order_ends_within_a_second_of_its_time_and_not_before() {
        try (var events = Events.watch(market.backends())) {
            var order = order();
            var ended = awaitEnd(events, order);
            assertThat(ended.time()).isBetween(dueAt(order), dueAt(order).plusSeconds(1));
        }
    }

    @Test
    void after_flushall_every_order_ends() {
        var orders = orders();
        market.backends().emptyRedis();
        awaitAllExpired(orders);
    }

    @Test
    void while_redis_is_dead_every_order_ends_and_afterwards_timers_fire_again() {
        var orders = orders();
        market.redis().kill9();
        try {
            awaitAllExpired(orders);
        } finally {
            market.redis().start();
        }
        market.awaitReady();
        try (var events = Events.watch(market.backends())) {
            var order = order();
            events.await(EventType.EXPIRATION_COMPLETE, event -> isAbout(order, event));
            awaitEnd(events, order);
        }
    }

    @Test
    void a_timer_claimed_by_a_poller_that_is_killed_fires_when_its_lease_ends() {
        try (var events = Events.watch(market.backends())) {
            var order = order();
            // Orders would end it by itself; here it is the timer that counts.
            Eventually.holds(() -> assertThat(timers("{expiration}:due")).isPositive());
            market.service("orders").pause();
            try {
                market.toRabbit().dropRequests();
                Eventually.holds(() -> assertThat(timers("{expiration}:leases")).isPositive());
                market.service("expiration").kill9();
                market.toRabbit().heal();
                market.service("expiration").start();
                var fired = Eventually.valueWithin(
                        AFTER_A_LEASE,
                        () -> events.await(EventType.EXPIRATION_COMPLETE, event -> isAbout(order, event)));
                assertThat(fired.time()).isBefore(dueAt(order).plus(AFTER_A_LEASE));
            } finally {
                market.service("orders").resume();
            }
            awaitEnd(events, order);
        }
    }

    @Test
    void orders_that_were_killed_when_their_time_came_end_them_after_the_start() {
        var orders = orders();
        market.service("orders").kill9();
        market.service("expiration").kill9();
        market.service("expiration").start();
        market.service("expiration").awaitReady();
        market.service("orders").start(SHORT_WINDOW);
        market.service("orders").awaitReady();
        awaitAllExpired(orders);
    }

    private List<JsonObject> orders() {
        return IntStream.range(0, ORDERS).mapToObj(i -> order()).toList();
    }

    private JsonObject order() {
        var ticket = seller.list("Short-lived", 5);
        return buyer.order(ticket);
    }

    private void awaitAllExpired(List<JsonObject> orders) {
        for (var order : orders) {
            Eventually.holdsWithin(
                    left(order),
                    () -> assertThat(buyer.see(order).getString("cancelReason")).isEqualTo("expired"));
            seller.awaitTicket(order.getJsonObject("ticket"), "available");
        }
    }

    private static Duration left(JsonObject order) {
        return Duration.between(Instant.now(), dueAt(order).plus(WITHOUT_TIMERS));
    }

    private static Instant dueAt(JsonObject order) {
        return Instant.parse(order.getString("expiresAt"));
    }

    private static CloudEvent awaitEnd(Events events, JsonObject order) {
        return events.await(EventType.ORDER_CANCELLED, event -> isAbout(order, event));
    }

    private long timers(String key) {
        return market.redis().sizeOf(key);
    }

    private static boolean isAbout(JsonObject order, CloudEvent event) {
        return event.subject().equals(order.getString("id"));
    }
}
