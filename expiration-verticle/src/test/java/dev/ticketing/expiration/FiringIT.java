package dev.ticketing.expiration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.expiration.domain.TimerChange;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.service.Service;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders come in, timers fire: in time, once, and again only when nobody acknowledged. */
@WithBackends
class FiringIT {

    private static final Duration SOON = Duration.ofMillis(700);

    private Backends backends;
    private Events events;
    private FaultProxy redis;
    private RunningService service;

    @BeforeEach
    void start(Backends given) {
        backends = given;
        backends.emptyRedis();
        events = Events.watch(backends);
        redis = FaultProxy.inFrontOf(backends.redisUri());
        service = startService();
    }

    @AfterEach
    void stop() {
        service.close();
        redis.close();
        events.close();
    }

    @Test
    void a_timer_fires_within_a_second_of_its_due_time_and_not_before() {
        var order = order(Status.CREATED, Instant.now().plus(SOON));
        publish(order);
        var fired = awaitFired(order);
        assertThat(Instant.now()).isBefore(order.dueAt().plusSeconds(1));
        assertThat(fired.time()).isAfterOrEqualTo(order.dueAt());
        assertThat(fired.data().getString("orderId")).isEqualTo(order.id());
    }

    /** Timers go by Redis' clock alone. */
    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void with_its_own_clock_minutes_off_a_timer_fires_neither_early_nor_late(int minutes) {
        service.close();
        service = startService(Clock.offset(Service.CLOCK, Duration.ofMinutes(minutes)));
        var order = order(Status.CREATED, Instant.now().plus(SOON));
        publish(order);
        var fired = awaitFired(order);
        assertThat(Instant.now()).isBetween(order.dueAt(), order.dueAt().plusSeconds(1));
        assertThat(Duration.between(order.dueAt(), fired.time()).toMinutes()).isBetween(minutes - 1L, minutes + 1L);
    }

    @Test
    void the_timer_of_an_ended_order_does_not_fire() {
        var dueAt = Instant.now().plus(SOON);
        var cancelled = order(Status.CREATED, dueAt);
        var completed = order(Status.AWAITING_PAYMENT, dueAt);
        var live = order(Status.AWAITING_PAYMENT, dueAt.plusMillis(1));
        Stream.of(cancelled, completed, live).forEach(this::publish);
        awaitTimers(3);
        publish(ended(cancelled, Status.CANCELLED));
        publish(ended(completed, Status.COMPLETE));
        // The control fires after the other two would have.
        awaitFired(live);
        assertThat(fired(cancelled)).isEmpty();
        assertThat(fired(completed)).isEmpty();
    }

    @Test
    void losing_everything_in_redis_is_harmless_to_what_comes_after() {
        var lost = order(Status.CREATED, Instant.now().plusSeconds(3_600));
        publish(lost);
        awaitFired(published(Instant.now()));
        backends.emptyRedis();
        awaitFired(published(Instant.now()));
        // What orders sends again has its timer again.
        publish(order(lost.id(), Status.AWAITING_PAYMENT, Instant.now()));
        awaitFired(lost);
        service.managementClient().get("/health/ready").expect(200);
    }

    @Test
    void while_redis_is_away_orders_wait_and_their_timers_fire_when_it_is_back() {
        redis.refuse();
        Eventually.holds(() -> service.managementClient().get("/health/ready").expect(503));
        var orders = Stream.generate(() -> published(Instant.now())).limit(10).toList();
        assertThat(orders).allMatch(order -> fired(order).isEmpty());
        redis.pass();
        orders.forEach(this::awaitFired);
        Eventually.holds(() -> service.managementClient().get("/health/ready").expect(200));
    }

    @Test
    void what_a_poller_claimed_before_it_died_fires_when_its_lease_ends() {
        var client = Redis.createClient(backends.vertx(), backends.redisUri());
        var order = order(Status.CREATED, Instant.now());
        var timers = new Timers(client, Duration.ofMillis(1_500));
        service.close();
        Eventually.await(timers.apply(new TimerChange.Set(order.id(), order.dueAt())));
        assertThat(Eventually.await(timers.claim("dead", 10)))
                .extracting(Timers.Claimed::orderId)
                .containsExactly(order.id());
        var claimedAt = Instant.now();

        service = startService();
        var fired = awaitFired(order);
        assertThat(fired.time()).isAfter(claimedAt.plusMillis(1_400));
        assertThat(Eventually.await(timers.acknowledge("dead", List.of(order.id()))))
                .isZero();
        Eventually.await(client.close());
    }

    @Test
    void two_instances_fire_each_timer_once_between_them() {
        try (var other = startService()) {
            other.managementClient().get("/health/ready").expect(200);
            var dueAt = Instant.now().plusMillis(300);
            var orders = Stream.generate(() -> published(dueAt)).limit(300).toList();
            orders.forEach(this::awaitFired);
            awaitFired(published(Instant.now()));
            assertThat(orders).allMatch(order -> fired(order).size() == 1);
        }
    }

    @Test
    void two_thousand_timers_due_at_once_all_fire() {
        var client = Redis.createClient(backends.vertx(), backends.redisUri());
        var timers = new Timers(client, Duration.ofSeconds(30));
        var dueAt = Instant.now().plusSeconds(1);
        var orders =
                Stream.generate(() -> order(Status.CREATED, dueAt)).limit(2_000).toList();
        orders.forEach(order -> Eventually.await(timers.apply(new TimerChange.Set(order.id(), dueAt))));
        Eventually.holdsWithin(
                Duration.ofSeconds(12), () -> assertThat(distinctFired()).isEqualTo(2_000));
        Eventually.await(client.close());
    }

    private void awaitTimers(int count) {
        var client = Redis.createClient(backends.vertx(), backends.redisUri());
        var timers = Request.cmd(Command.ZCARD).arg("{expiration}:due");
        Eventually.holds(() ->
                assertThat(Eventually.await(client.send(timers)).toInteger()).isEqualTo(count));
        Eventually.await(client.close());
    }

    private RunningService startService() {
        return startService(Service.CLOCK);
    }

    private RunningService startService(Clock clock) {
        var environment = backends.environment();
        environment.put("REDIS_URI", redis.uri());
        environment.put("TIMER_LEASE", "PT10S");
        return RunningService.start(environment, ExpirationVerticle::new, clock);
    }

    private OrderSnapshot published(Instant dueAt) {
        var order = order(Status.CREATED, dueAt);
        publish(order);
        return order;
    }

    private void publish(OrderSnapshot order) {
        events.publish(EventType.ORDER_UPDATED, order.id(), order.version(), order);
    }

    private static OrderSnapshot order(Status status, Instant dueAt) {
        return order(UUID.randomUUID().toString(), status, dueAt);
    }

    private static OrderSnapshot order(String id, Status status, Instant dueAt) {
        // The event carries milliseconds, and so does Redis.
        var millis = Instant.ofEpochMilli(dueAt.toEpochMilli());
        var reason = status == Status.CANCELLED ? Optional.of(CancelReason.USER) : Optional.<CancelReason>empty();
        var ticket = new OrderSnapshot.Ticket("ticket", 500, 1);
        return new OrderSnapshot(id, status.live() ? 1 : 2, "buyer", status, millis, millis, reason, ticket);
    }

    private static OrderSnapshot ended(OrderSnapshot order, Status status) {
        return order(order.id(), status, order.dueAt());
    }

    private List<CloudEvent> fired(OrderSnapshot order) {
        return events.seenAbout(order.id()).stream().filter(FiringIT::isFiring).toList();
    }

    private long distinctFired() {
        return events.seen().stream()
                .filter(FiringIT::isFiring)
                .map(CloudEvent::subject)
                .distinct()
                .count();
    }

    private CloudEvent awaitFired(OrderSnapshot order) {
        return events.await(
                EventType.EXPIRATION_COMPLETE, event -> event.subject().equals(order.id()));
    }

    private static boolean isFiring(CloudEvent event) {
        return event.type().equals(EventType.EXPIRATION_COMPLETE.wireName());
    }
}
