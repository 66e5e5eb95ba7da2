package dev.ticketing.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.UserSnapshot.Status;
import dev.ticketing.shared.session.BanList;
import dev.ticketing.shared.session.TokenVerifier;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.LiveEvents;
import dev.ticketing.testkit.TestTokens;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams over real connections to several event loops; the clock is the test's. */
class LiveStreamsIT {

    private static final int LOOPS = 3;

    private final Vertx vertx = Vertx.vertx();
    private final BanList bans = new BanList();
    private final MovableClock clock = new MovableClock();
    private final List<LiveEvents> listeners = new ArrayList<>();
    private LiveStreams streams;
    private HttpServerVerticle server;
    private String deployment;

    @AfterEach
    void close() {
        listeners.forEach(LiveEvents::close);
        Eventually.await(vertx.close());
    }

    @Test
    void all_loops_tell_what_is_published_once_and_nothing_older_than_what_was_told() {
        start(100, false);
        var all = IntStream.range(0, 30).mapToObj(i -> listen(Map.of())).toList();
        publish("t1", 2);
        publish("t1", 1);
        publish("t1", 2);
        publish("t2", 1);
        publish("t1", 3);
        for (var listener : all) {
            listener.await(event -> event.data().getLong("version") == 3);
            assertThat(listener.heard())
                    .extracting(event -> event.data().encode())
                    .containsExactly(
                            "{\"id\":\"t1\",\"version\":2}",
                            "{\"id\":\"t2\",\"version\":1}",
                            "{\"id\":\"t1\",\"version\":3}");
        }
        assertThat(streams.count()).isEqualTo(30);
        all.forEach(LiveEvents::close);
        Eventually.holds(() -> assertThat(streams.count()).isZero());
    }

    @Test
    void it_is_neither_kept_nor_compressed_nor_ended_by_the_time_that_a_request_has() {
        start(100, false);
        var listener = listen(Map.of("accept-encoding", "gzip"));
        assertThat(listener.header("content-type")).isEqualTo("text/event-stream");
        assertThat(listener.header("cache-control")).isEqualTo("no-store, no-transform");
        assertThat(listener.header("x-accel-buffering")).isEqualTo("no");
        assertThat(listener.header("content-encoding")).isEmpty();
        long patience = System.nanoTime()
                + Duration.ofMillis(RequestTimeout.MILLIS + 500).toNanos();
        Eventually.holds(() -> assertThat(System.nanoTime()).isGreaterThan(patience));
        publish("t1", 1);
        listener.await(event -> event.name().equals("ticket"));
        clock.move(LiveStream.HEARTBEAT);
        streams.tick();
        Eventually.holds(() -> assertThat(listener.comments()).isEqualTo(1));
    }

    @Test
    void who_comes_again_gets_what_followed_and_who_was_away_for_too_long_a_reset() {
        start(100, false);
        publish("t0", 1);
        var first = listen(Map.of());
        var id = first.awaitId();
        first.close();
        publish("t1", 1);
        publish("t2", 1);
        var again = listen(Map.of("last-event-id", id));
        again.await(event -> event.data().getString("id").equals("t2"));
        assertThat(again.heard())
                .extracting(event -> event.data().getString("id"))
                .containsExactly("t1", "t2");
        IntStream.range(0, 5_000).forEach(i -> publish("more-" + i, 1));
        var late = listen(Map.of("last-event-id", id));
        late.await(event -> event.name().equals("reset"));
        assertThat(late.heard()).hasSize(1);
        var stranger = listen(Map.of("last-event-id", "somebody-1"));
        stranger.await(event -> event.name().equals("reset"));
        streams.missed();
        again.await(event -> event.name().equals("reset"));
    }

    @Test
    void who_takes_nothing_is_cut_off_and_keeps_nobody_else_waiting() throws IOException {
        start(100, false);
        var quick = listen(Map.of());
        try (var stuck = new Socket()) {
            // Else the system makes room for tens of megabytes.
            stuck.setReceiveBufferSize(4_096);
            stuck.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
            var request = "GET /api/stream HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\n\r\n";
            stuck.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            Eventually.holds(() -> assertThat(streams.count()).isEqualTo(2));
            Eventually.holds(() -> {
                tellMuch(quick);
                streams.tick();
                clock.move(LiveStream.PATIENCE);
                streams.tick();
                assertThat(streams.count()).isEqualTo(1);
            });
            assertThat(quick.isOver()).isFalse();
        }
    }

    @Test
    void there_are_no_more_than_are_allowed_in_all_and_of_one_user() {
        start(25, true);
        var cookie = cookieOf("somebody");
        IntStream.range(0, 20).forEach(i -> assertThat(listen(cookie).status()).isEqualTo(200));
        var tooMany = listen(cookie);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.header("retry-after")).isEqualTo("10");
        IntStream.range(0, 5).forEach(i -> assertThat(listen(Map.of()).status()).isEqualTo(200));
        var full = listen(Map.of());
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.header("retry-after")).isEqualTo("10");
        listeners.get(0).close();
        Eventually.holds(() -> assertThat(streams.count()).isEqualTo(24));
        assertThat(listen(cookie).status()).isEqualTo(200);
        assertThat(streams.count()).isEqualTo(25);
    }

    @Test
    void a_ban_ends_a_users_streams_and_refuses_another_and_leaves_others_alone() {
        start(100, false);
        var banned = listen(cookieOf("banned"));
        var other = listen(cookieOf("other"));
        bans.hear("banned", 1, Status.BANNED);
        streams.tick();
        banned.awaitEnd();
        assertThat(listen(cookieOf("banned")).status()).isEqualTo(401);
        assertThat(other.isOver()).isFalse();
    }

    @Test
    void it_ends_when_the_token_is_believed_no_more_and_that_token_is_refused_then() {
        start(100, false);
        var signedIn = listen(cookieOf("somebody"));
        var nobody = listen(Map.of());
        // An hour, and what clocks may be apart.
        clock.move(Duration.ofMinutes(60));
        streams.tick();
        publish("t1", 1);
        signedIn.await(event -> event.name().equals("ticket"));
        clock.move(Duration.ofMinutes(1));
        streams.tick();
        signedIn.awaitEnd();
        assertThat(listen(cookieOf("somebody")).status()).isEqualTo(401);
        assertThat(nobody.isOver()).isFalse();
    }

    @Test
    void when_the_server_stops_all_end_each_to_come_again_at_another_moment() {
        start(100, false);
        var all = IntStream.range(0, 20).mapToObj(i -> listen(Map.of())).toList();
        long begun = System.nanoTime();
        streams.close();
        Eventually.await(vertx.undeploy(deployment));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        var moments = new HashSet<Integer>();
        all.forEach(listener -> moments.add(listener.awaitEnd()));
        assertThat(moments).allMatch(millis -> millis >= 300 && millis < 3_000).hasSizeGreaterThan(10);
    }

    private void start(int max, boolean perClient) {
        var door = new DoorSettings(TrustedProxies.NONE, Set.of(), perClient);
        var settings = new HttpSettings("127.0.0.1", 0, "127.0.0.1", 0, Set.of(), false, door);
        var verifier = new TokenVerifier(TestTokens.environment().get("JWT_PUBLIC_KEYS"), clock);
        streams = new LiveStreams(max, door, new Sessions(verifier, bans, settings), clock);
        deployment = Eventually.await(vertx.deployVerticle(
                () -> server = new HttpServerVerticle(
                        settings, RateLimits.perAddress(door), router -> router.get("/api/stream")
                                .handler(streams.handler(vertx))),
                new DeploymentOptions().setInstances(LOOPS)));
    }

    /** More than a megabyte, and waits until it has been heard. */
    private void tellMuch(LiveEvents listener) {
        var much = new JsonObject().put("much", "x".repeat(32_000));
        var last = UUID.randomUUID().toString();
        for (int i = 0; i < 40; i++) {
            streams.publish(new LiveEvent("ticket", UUID.randomUUID().toString(), 1, much, Optional.empty()));
        }
        streams.publish(new LiveEvent("last", last, 1, new JsonObject().put("id", last), Optional.empty()));
        listener.await("last", last);
    }

    private LiveEvents listen(Map<String, String> headers) {
        var listener = LiveEvents.open(url() + "/api/stream", headers);
        listeners.add(listener);
        return listener;
    }

    private String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private static Map<String, String> cookieOf(String user) {
        return Map.of("cookie", "session=" + TestTokens.forUser(user));
    }

    private void publish(String about, long version) {
        var data = new JsonObject().put("id", about).put("version", version);
        streams.publish(new LiveEvent("ticket", about, version, data, Optional.empty()));
    }

    /** The time, and more. */
    private static final class MovableClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void move(Duration on) {
            ahead = ahead.plus(on);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
