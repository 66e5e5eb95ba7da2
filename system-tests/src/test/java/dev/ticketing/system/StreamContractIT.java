package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.LiveEvents;
import dev.ticketing.testkit.TestTokens;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The row of /api/tickets/stream. */
@WithBackends
class StreamContractIT {

    private static final String STREAM = "/api/tickets/stream";
    private static final int MAX_PER_USER = 20;

    private static Market market;

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of("RATE_LIMITS", "on", "MAX_STREAMS", Integer.toString(MAX_PER_USER + 1)));
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void get_stream_200_what_there_is_and_the_end_for_who_does_not_listen() {
        var seller = Person.newcomer(market);
        var now = market.client().get(STREAM).expect(200);
        assertThat(now.header("cache-control")).isEqualTo("no-store, no-transform");
        var id = now.response().bodyAsString().lines().toList().get(1).substring("id: ".length());
        var ticket = seller.list("Concert", 5);
        seller.awaitTicket(ticket, "available");
        market.passQueues();
        var since = market.client().with("last-event-id", id).get(STREAM).expect(200);
        assertThat(since.response().bodyAsString())
                .contains("event: ticket\ndata: {\"id\":\"" + ticket.getString("id") + "\",");
        var stranger = market.client().with("last-event-id", "another").get(STREAM);
        assertThat(stranger.expect(200).response().bodyAsString()).contains("event: reset\n");
    }

    @Test
    void get_stream_400_when_an_escape_is_malformed() {
        Refusal.expect(400, market.client().get(STREAM + "?q=%zz")).naming();
    }

    @Test
    void get_stream_401_for_a_session_that_is_over() {
        Refusal.expect(401, market.client().with("cookie", "session=over").get(STREAM))
                .saying("not signed in");
    }

    @Test
    void get_stream_413_with_a_body_that_is_too_large() {
        var large = Buffer.buffer(new byte[70_000]);
        Refusal.expect(413, market.client().sendRaw(HttpMethod.GET, STREAM, Map.of(), large))
                .naming();
    }

    @Test
    void get_stream_429_for_a_user_with_too_many_and_503_when_there_are_too_many_in_all() {
        var user = Map.of("cookie", "session=" + TestTokens.forUser("listener"));
        var url = market.addressOf(STREAM) + STREAM;
        var open = new ArrayList<LiveEvents>();
        try {
            for (int i = 0; i < MAX_PER_USER; i++) {
                open.add(LiveEvents.open(url, user));
            }
            var another = market.client().as("listener").get(STREAM);
            Refusal.expect(429, another).saying("too many streams");
            assertThat(another.header("retry-after")).isEqualTo("10");
            open.add(LiveEvents.open(url, Map.of()));
            var full = market.client().get(STREAM);
            Refusal.expect(503, full).saying("too many streams");
            assertThat(full.header("retry-after")).isEqualTo("10");
        } finally {
            open.forEach(LiveEvents::close);
        }
    }
}
