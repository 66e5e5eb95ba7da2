package dev.ticketing.expiration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.expiration.Timers.Claimed;
import dev.ticketing.expiration.domain.TimerChange;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims, leases and acknowledgements, as the scripts keep them in Redis. */
@WithBackends
class TimersIT {

    private static final Instant PAST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2126-01-01T00:00:00Z");

    private Redis redis;
    private Timers timers;
    private Timers hasty;

    @BeforeEach
    void open(Backends backends) {
        backends.emptyRedis();
        redis = Redis.createClient(backends.vertx(), backends.redisUri());
        timers = new Timers(redis, Duration.ofSeconds(30));
        hasty = new Timers(redis, Duration.ofMillis(50));
    }

    @AfterEach
    void close() {
        Eventually.await(redis.close());
    }

    @Test
    void what_is_due_is_claimed_and_what_is_not_due_is_not() {
        set("due", PAST);
        set("later", FUTURE);
        assertThat(claim(timers, "poller")).containsExactly("due");
        assertThat(claim(timers, "poller")).isEmpty();
        set("later", PAST);
        assertThat(claim(timers, "poller")).containsExactly("later");
    }

    @Test
    void a_claim_takes_no_more_than_asked_for_the_longest_due_first() {
        IntStream.range(0, 10).forEach(i -> set("order-" + i, PAST.plusSeconds(i)));
        assertThat(claim(timers, "poller", 3)).containsExactly("order-0", "order-1", "order-2");
        assertThat(claim(timers, "poller", 3)).containsExactly("order-3", "order-4", "order-5");
    }

    @Test
    void two_pollers_claim_different_timers_and_never_acknowledge_each_others() {
        IntStream.range(0, 500).forEach(i -> set("order-" + i, PAST));
        var claims = IntStream.range(0, 20)
                .mapToObj(i -> timers.claim(i % 2 == 0 ? "one" : "other", 40))
                .toList();
        Eventually.await(Future.all(claims));
        var all = claims.stream().flatMap(claim -> ids(claim.result()).stream()).toList();
        assertThat(all).hasSize(500);
        assertThat(new HashSet<>(all)).hasSize(500);

        for (int i = 0; i < claims.size(); i++) {
            var claimed = ids(claims.get(i).result());
            if (!claimed.isEmpty()) {
                assertThat(acknowledge(i % 2 == 0 ? "other" : "one", claimed)).isZero();
                assertThat(acknowledge(i % 2 == 0 ? "one" : "other", claimed)).isEqualTo(claimed.size());
                assertThat(acknowledge(i % 2 == 0 ? "one" : "other", claimed)).isZero();
            }
        }
    }

    @Test
    void an_expired_lease_is_claimed_again_and_the_stale_acknowledgement_is_refused() {
        set("order", PAST);
        assertThat(claim(hasty, "stopped")).containsExactly("order");
        // The stopped poller's lease was short, the next one's is long.
        Eventually.holds(() -> assertThat(claim(timers, "awake")).containsExactly("order"));

        assertThat(acknowledge("stopped", List.of("order"))).isZero();
        assertThat(acknowledge("awake", List.of("order"))).isEqualTo(1);
    }

    @Test
    void a_claim_tells_when_its_timers_were_due_and_of_those_taken_back_when_they_were_claimed_first() {
        set("order", PAST);
        assertThat(Eventually.await(hasty.claim("dead", 1))).containsExactly(new Claimed("order", PAST.toEpochMilli()));
        long before = Instant.now().toEpochMilli();
        Eventually.holds(() -> assertThat(Eventually.await(hasty.claim("next", 1)))
                .singleElement()
                .satisfies(again -> assertThat(again.dueMillis()).isBetween(before - 2_000, before + 2_000)));
    }

    @Test
    void leases_taken_back_are_counted_and_so_are_timers_that_were_not_there() {
        var metrics = new SimpleMeterRegistry();
        Metrics.addRegistry(metrics);
        try {
            set("order", PAST);
            set("order", PAST);
            assertThat(metrics.counter("timers.added").count()).isEqualTo(1);
            assertThat(claim(hasty, "dead")).containsExactly("order");
            assertThat(metrics.counter("timers.reclaimed").count()).isZero();
            Eventually.holds(() -> assertThat(claim(timers, "next")).containsExactly("order"));
            assertThat(metrics.counter("timers.reclaimed").count()).isEqualTo(1);
        } finally {
            Metrics.removeRegistry(metrics);
        }
    }

    @Test
    void how_far_a_clock_is_from_that_of_redis_is_known() {
        var late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
        assertThat(Eventually.await(timers.skewSeconds(Clock.systemUTC()))).isBetween(-5.0, 5.0);
        assertThat(Eventually.await(timers.skewSeconds(late))).isBetween(595.0, 605.0);
    }

    /** The control: it is the end of the lease that lets another one claim. */
    @Test
    void before_its_lease_ends_a_timer_is_nobody_elses() {
        set("order", PAST);
        set("other", PAST);
        assertThat(claim(timers, "slow", 1)).containsExactly("order");
        assertThat(claim(hasty, "hasty")).containsExactly("other");
        // The lease of the other one ends while that of the first one goes on.
        Eventually.holds(() -> assertThat(claim(timers, "next")).containsExactly("other"));
        assertThat(acknowledge("slow", List.of("order"))).isEqualTo(1);
    }

    @Test
    void an_acknowledged_timer_does_not_come_again() {
        set("done", PAST);
        set("forgotten", PAST);
        assertThat(claim(hasty, "poller")).containsExactlyInAnyOrder("done", "forgotten");
        assertThat(acknowledge("poller", List.of("done"))).isEqualTo(1);
        Eventually.holds(() -> assertThat(claim(timers, "poller")).containsExactly("forgotten"));
        assertThat(acknowledge("poller", List.of("forgotten"))).isEqualTo(1);
        assertThat(Eventually.await(redis.send(Request.cmd(Command.DBSIZE))).toInteger())
                .isZero();
    }

    @Test
    void a_removed_timer_is_gone_from_wherever_it_was() {
        set("waiting", PAST);
        set("claimed", PAST);
        assertThat(claim(hasty, "poller", 1)).containsExactly("claimed");
        Eventually.await(timers.apply(new TimerChange.Remove("waiting")));
        Eventually.await(timers.apply(new TimerChange.Remove("claimed")));
        Eventually.await(timers.apply(new TimerChange.Remove("unknown")));
        assertThat(Eventually.await(redis.send(Request.cmd(Command.DBSIZE))).toInteger())
                .isZero();
    }

    @Test
    void scripts_that_redis_has_forgotten_are_sent_again() {
        for (int round = 0; round < 3; round++) {
            set("order", PAST);
            forgetScripts();
            assertThat(claim(timers, "poller")).containsExactly("order");
            forgetScripts();
            assertThat(acknowledge("poller", List.of("order"))).isEqualTo(1);
            forgetScripts();
            Eventually.await(timers.apply(new TimerChange.Remove("order")));
        }
    }

    /** The control: Redis really forgets, and says so. */
    @Test
    void redis_does_not_know_a_script_that_was_flushed() {
        var load = Request.cmd(Command.SCRIPT).arg("LOAD").arg("return 1");
        var sha1 = Eventually.await(redis.send(load)).toString();
        assertThat(Eventually.await(evalSha(sha1)).toInteger()).isEqualTo(1);
        forgetScripts();
        var unknown = evalSha(sha1);
        Eventually.await(unknown.otherwiseEmpty());
        assertThat(unknown.cause()).hasMessageContaining("NOSCRIPT");
    }

    private Future<Response> evalSha(String sha1) {
        return redis.send(Request.cmd(Command.EVALSHA).arg(sha1).arg(0));
    }

    private void forgetScripts() {
        Eventually.await(redis.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));
    }

    private void set(String order, Instant dueAt) {
        Eventually.await(timers.apply(new TimerChange.Set(order, dueAt)));
    }

    private static List<String> claim(Timers from, String token) {
        return claim(from, token, 100);
    }

    private static List<String> claim(Timers from, String token, int limit) {
        return ids(Eventually.await(from.claim(token, limit)));
    }

    private static List<String> ids(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::orderId).toList();
    }

    private int acknowledge(String token, List<String> orders) {
        return Eventually.await(timers.acknowledge(token, orders));
    }
}
