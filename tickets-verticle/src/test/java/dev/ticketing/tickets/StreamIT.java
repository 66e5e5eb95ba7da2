package dev.ticketing.tickets;

import static dev.ticketing.tickets.Shelf.SELLER;
import static dev.ticketing.tickets.Shelf.details;
import static dev.ticketing.tickets.Shelf.order;
import static dev.ticketing.tickets.Shelf.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.LiveEvents;
import dev.ticketing.testkit.LiveEvents.Heard;
import dev.ticketing.testkit.TestTokens;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to tickets and orders reaches those who listen: from the change, by the broker, to an open connection. */
@WithBackends
class StreamIT {

    private static final Logger LOG = LoggerFactory.getLogger(StreamIT.class);
    private static final long CENTS = 2000;
    private static final Duration SOON = Duration.ofSeconds(10);

    private static Backends servers;
    private static Shelf shelf;

    private final String first = UUID.randomUUID().toString();
    private final String second = UUID.randomUUID().toString();

    @BeforeAll
    static void start(Backends backends) {
        servers = backends;
        shelf = new Shelf(backends);
    }

    @AfterAll
    static void stop() {
        shelf.close();
    }

    @Test
    void a_ticket_that_is_listed_repriced_held_back_held_again_and_sold_shows_so_as_it_is_read() {
        try (var live = listen(Map.of())) {
            live.awaitId();
            long begun = System.nanoTime();
            var ticket = shelf.list("Concert", 30);
            step(live, begun, ticket, "available");

            begun = System.nanoTime();
            shelf.as(SELLER).put(path(ticket), details("Concert", 20)).expect(200);
            var repriced = live.await(event -> event.data().getLong("version") == 2
                    && event.data().getString("id").equals(ticket));
            assertThat(repriced.data()).isEqualTo(shelf.get(ticket));
            assertThat(repriced.data().getValue("price")).isEqualTo(20.0);
            LOG.info("re-priced was heard after {} ms", millis(begun, repriced));

            begun = System.nanoTime();
            shelf.publish(order(ticket, first, 1, 1, Status.CREATED, CENTS));
            var held = step(live, begun, ticket, "reserved");
            assertThat(held.data().getString("orderId")).isEqualTo(first);
            assertThat(held.data()).isEqualTo(shelf.get(ticket));

            begun = System.nanoTime();
            shelf.publish(order(ticket, first, 1, 2, Status.CANCELLED, CENTS));
            var back = live.await(event -> event.data().getString("id").equals(ticket)
                    && event.data().getLong("version") > held.data().getLong("version"));
            assertThat(back.data().getString("status")).isEqualTo("available");
            LOG.info("back was heard after {} ms", millis(begun, back));

            begun = System.nanoTime();
            shelf.publish(order(ticket, second, 2, 3, Status.COMPLETE, CENTS));
            assertThat(step(live, begun, ticket, "sold").data()).isEqualTo(shelf.get(ticket));
            assertThat(versionsOf(ticket, live)).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void an_order_is_told_to_its_buyer_and_to_nobody_else() {
        var ticket = shelf.list("Concert", 20);
        try (var buyers = listen(cookieOf("buyer"));
                var others = listen(cookieOf("other"));
                var nobodys = listen(Map.of())) {
            buyers.awaitId();
            others.awaitId();
            nobodys.awaitId();
            var created = shelf.publish(order(ticket, first, 1, 1, Status.CREATED, CENTS));
            shelf.publish(order(ticket, first, 1, 2, Status.AWAITING_PAYMENT, CENTS));
            shelf.replay(created);
            shelf.publish(order(ticket, first, 1, 3, Status.COMPLETE, CENTS));
            assertThat(buyers.await("order", first, "complete").data().encode())
                    .isEqualTo("{\"id\":\"" + first + "\",\"ticketId\":\"" + ticket
                            + "\",\"status\":\"complete\",\"version\":3}");
            // What comes behind the order on every stream.
            for (var stream : List.of(buyers, others, nobodys)) {
                stream.await("ticket", ticket, "sold");
            }
            assertThat(buyers.heard().stream()
                            .filter(event -> event.name().equals("order"))
                            .map(event -> event.data().getString("status")))
                    .containsExactly("created", "awaiting:payment", "complete");
            assertThat(others.heard()).extracting(Heard::name).doesNotContain("order");
            assertThat(nobodys.heard()).extracting(Heard::name).doesNotContain("order");
        }
    }

    @Test
    void who_comes_again_hears_what_happened_meanwhile() {
        String id;
        try (var live = listen(Map.of())) {
            id = live.awaitId();
        }
        var ticket = shelf.list("Concert", 20);
        shelf.awaitTicketEvents(ticket, 1);
        try (var again = listen(Map.of("last-event-id", id))) {
            again.await("ticket", ticket, "available");
            assertThat(again.heard()).extracting(Heard::name).doesNotContain("reset");
        }
    }

    @Test
    void a_ban_ends_the_users_stream() {
        var user = "user-" + UUID.randomUUID();
        try (var live = listen(cookieOf(user));
                var others = listen(Map.of())) {
            live.awaitId();
            long begun = System.nanoTime();
            shelf.tell(new UserSnapshot(user, 2, "somebody@example.com", UserSnapshot.Status.BANNED));
            live.awaitEnd();
            LOG.info("the ban ended it after {} ms", (System.nanoTime() - begun) / 1_000_000);
            assertThat(listen(cookieOf(user)).status()).isEqualTo(401);
            assertThat(others.isOver()).isFalse();
        }
    }

    @Test
    void what_may_have_been_missed_while_the_broker_was_away_is_loaded_again_and_each_instance_tells_its_own() {
        try (var proxy = FaultProxy.inFrontOf(servers.rabbitUri());
                var cutOff = new Shelf(servers, Map.of("RABBITMQ_URI", proxy.uri()));
                var behindTheCut = cutOff.listen(Map.of());
                var elsewhere = listen(Map.of())) {
            var id = behindTheCut.awaitId();
            elsewhere.awaitId();
            var before = shelf.list("Before", 20);
            behindTheCut.await("ticket", before, "available");
            elsewhere.await("ticket", before, "available");

            proxy.refuse();
            var missed = shelf.list("Missed", 20);
            elsewhere.await("ticket", missed, "available");
            proxy.pass();
            behindTheCut.await(event -> event.name().equals("reset"));
            var after = shelf.list("After", 20);
            behindTheCut.await("ticket", after, "available");
            assertThat(behindTheCut.heard())
                    .noneMatch(event -> missed.equals(event.data().getString("id")));
            assertThat(elsewhere.heard()).extracting(Heard::name).doesNotContain("reset");
            try (var again = cutOff.listen(Map.of("last-event-id", id))) {
                again.await(event -> event.name().equals("reset"));
            }
        }
    }

    @Test
    void a_snapshot_that_is_published_once_more_is_no_news() {
        var ticket = shelf.list("Concert", 20);
        shelf.awaitTicketEvents(ticket, 1);
        try (var newcomer = new Shelf(servers, Map.of());
                var live = newcomer.listen(Map.of())) {
            live.awaitId();
            var only = new JsonObject().put("ids", new JsonArray().add(ticket));
            newcomer.operator().post("/snapshots/tickets", only).expect(202);
            shelf.awaitTicketEvents(ticket, 2);
            var after = newcomer.list("After", 20);
            live.await("ticket", after, "available");
            assertThat(live.heard())
                    .noneMatch(event -> ticket.equals(event.data().getString("id")));
        }
    }

    @Test
    void a_service_that_stops_ends_its_streams_and_takes_no_time_about_it() {
        var stopping = new Shelf(servers, Map.of());
        var live = stopping.listen(Map.of());
        live.awaitId();
        long begun = System.nanoTime();
        stopping.close();
        assertThat(live.awaitEnd()).isBetween(300, 3_000);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }

    private static Heard step(LiveEvents live, long begun, String ticket, String status) {
        var heard = live.await("ticket", ticket, status);
        LOG.info("{} was heard after {} ms", status, millis(begun, heard));
        return heard;
    }

    private static long millis(long begun, Heard heard) {
        return (heard.nanos() - begun) / 1_000_000;
    }

    private static List<Long> versionsOf(String ticket, LiveEvents live) {
        return live.heard().stream()
                .filter(event -> event.data().getString("id").equals(ticket))
                .map(event -> event.data().getLong("version"))
                .toList();
    }

    private static Map<String, String> cookieOf(String user) {
        return Map.of("cookie", "session=" + TestTokens.forUser(user));
    }

    private static LiveEvents listen(Map<String, String> headers) {
        return shelf.listen(headers);
    }
}
