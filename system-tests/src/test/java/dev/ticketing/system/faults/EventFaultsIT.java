package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.system.Person;
import dev.ticketing.system.PlayedTicket;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No event is lost on its way, and none has two effects, whoever dies in the middle of it. */
@WithFaultyMarket
class EventFaultsIT {

    private static final Duration AFTER_A_START = Duration.ofSeconds(20);
    private static final Duration DRAINED = Duration.ofSeconds(30);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);

    /** How many edits of one ticket; more than its outbox holds. */
    private static final int EDITS = 80;

    private static final int MANY = 200;

    private final FaultyMarket market;
    private final Person seller;
    private final Person buyer;
    private Events events;
    private Replicated replicated;

    EventFaultsIT(FaultyMarket market) {
        this.market = market;
        seller = Person.newcomer(market);
        buyer = Person.newcomer(market);
    }

    @BeforeEach
    void watch() {
        events = Events.watch(market.backends());
        replicated = new Replicated(market);
    }

    @AfterEach
    void unwatch() {
        replicated.close();
        events.close();
    }

    @Test
    void an_event_written_and_not_yet_published_survives_kill_9() {
        market.toRabbit().refuse();
        var listed = seller.list("Written, not published", 5);
        market.service("tickets").kill9();
        assertThat(events.seenAbout(listed.getString("id"))).isEmpty();
        market.toRabbit().heal();
        market.service("tickets").start();
        replicated.await(listed, AFTER_A_START);
    }

    @Test
    void an_event_confirmed_and_not_yet_pulled_is_sent_again_after_kill_9_and_changes_nothing() {
        var ticket = seller.list("Confirmed, not pulled", 5);
        replicated.await(ticket, DRAINED);
        // The confirm comes at once and the pull so late that the kill comes first.
        market.toMongo().delay(Duration.ofMillis(400));
        var edited = Eventually.await(seller.editing(ticket, 7)).expect(200).json();
        events.await(EventType.TICKET_UPDATED, event -> isAbout(ticket, event));
        market.service("tickets").kill9();
        market.toMongo().heal();
        market.service("tickets").start();

        Eventually.holds(() -> assertThat(events.seenAbout(ticket.getString("id")).stream()
                        .filter(event -> event.type().equals(EventType.TICKET_UPDATED.wireName())))
                .hasSizeGreaterThan(1));
        Settled.await(market, DRAINED);
        assertThat(replicated.version(ticket)).isEqualTo(edited.getLong("version"));
        assertThat(replicated.priceCents(ticket)).isEqualTo(700);
    }

    @Test
    void an_event_applied_and_not_yet_acknowledged_is_applied_once_after_kill_9() {
        var ticket = PlayedTicket.list(events, 500);
        Eventually.holds(() -> assertThat(replicated.version(ticket.json())).isEqualTo(1));
        var order = buyer.order(ticket.json());
        events.await(EventType.ORDER_CREATED, event -> isAbout(order, event));
        // Acknowledgements are swallowed, deliveries come through.
        market.toRabbit().dropRequests();
        ticket.hear(EventType.ORDER_CREATED, order);
        var confirmed = buyer.awaitOrder(order, "awaiting:payment");
        market.service("orders").kill9();
        market.toRabbit().heal();
        market.service("orders").start();
        market.awaitReady();

        Eventually.holds(() -> assertThat(market.service("orders").metric("events_lag_seconds_count"))
                .isPositive());
        Settled.await(market, DRAINED);
        assertThat(buyer.see(order)).isEqualTo(confirmed);
    }

    @Test
    void a_broker_killed_in_the_middle_of_confirms_loses_no_event() {
        var listing = startListing(MANY);
        events.await(EventType.TICKET_CREATED, event -> true);
        market.rabbit().kill9();
        var listed = listed(listing);
        market.rabbit().start();
        var started = System.nanoTime();
        awaitAllKnown(listed);
        report("a killed broker", started);
    }

    @Test
    void a_connection_cut_with_confirms_outstanding_loses_no_event() {
        market.toRabbit().dropReplies();
        var listed = listed(startListing(MANY));
        market.toRabbit().heal();
        var started = System.nanoTime();
        awaitAllKnown(listed);
        report("a cut with confirms outstanding", started);
    }

    @Test
    void channels_closed_by_the_broker_lose_no_event_and_come_back_by_themselves() {
        var listing = new ArrayList<>(startListing(MANY));
        events.await(EventType.TICKET_CREATED, event -> true);
        market.rabbit().closeChannels();
        listing.addAll(startListing(MANY));
        market.rabbit().closeConnections();
        awaitAllKnown(listed(listing));
    }

    @Test
    void an_event_that_no_queue_takes_is_kept_and_reported_and_arrives_once_the_binding_is_back() {
        var tickets = market.service("tickets");
        double reported = tickets.metric("publisher_unroutable_total");
        // Else there would be a queue that takes it.
        events.close();
        market.rabbit().unbind(Topology.queueOf("orders"), "ticket.*");
        var listed = seller.list("Nobody hears of it", 5);
        Eventually.holds(
                () -> assertThat(tickets.metric("publisher_unroutable_total")).isGreaterThan(reported));
        assertThat(replicated.version(listed)).isZero();
        market.rabbit().bind(Topology.queueOf("orders"), "ticket.*");
        replicated.await(listed, DRAINED);
    }

    @Test
    void a_deleted_queue_is_declared_again_and_hears_what_comes_then() {
        // Else there would be a queue that takes it.
        events.close();
        market.rabbit().deleteQueue(Topology.queueOf("orders"));
        replicated.await(seller.list("After the queue was deleted", 5), DRAINED);
    }

    @Test
    void while_the_broker_takes_nothing_writes_end_in_time_and_are_refused_before_an_outbox_overflows() {
        var ticket = seller.list("Edited again and again", 5);
        replicated.await(ticket, DRAINED);
        market.rabbit().raiseMemoryAlarm();
        var last = 0L;
        var refused = 0;
        try {
            for (int price = 1; price <= EDITS; price++) {
                var asked = System.nanoTime();
                var answer = Eventually.await(seller.editing(ticket, price));
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LONGEST_REQUEST);
                assertThat(answer.status()).isIn(200, 503);
                if (answer.status() == 200) {
                    last = price * 100L;
                } else {
                    assertThat(answer.header("retry-after")).isNotNull();
                    refused++;
                }
            }
        } finally {
            market.rabbit().clearMemoryAlarm();
        }
        assertThat(refused).isPositive();
        Settled.await(market, DRAINED);
        assertThat(replicated.priceCents(ticket)).isEqualTo(last);
    }

    private List<Future<Answer>> startListing(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new JsonObject().put("title", "Ticket " + i).put("price", 5))
                .map(ticket -> seller.client().send(HttpMethod.POST, "/api/tickets", ticket))
                .toList();
    }

    /** Those that were acknowledged. A listing needs its database and nothing else; a crowd may be told to come again. */
    private static List<JsonObject> listed(List<Future<Answer>> listing) {
        var answers = listing.stream().map(Eventually::await).toList();
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 503);
        var listed = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(Answer::json)
                .toList();
        assertThat(listed).hasSizeGreaterThan(MANY / 2);
        return listed;
    }

    private void awaitAllKnown(List<JsonObject> listed) {
        Eventually.holdsWithin(
                DRAINED, () -> assertThat(replicated.count(listed)).isEqualTo(listed.size()));
    }

    private static void report(String fault, long startedNanos) {
        long millis = Duration.ofNanos(System.nanoTime() - startedNanos).toMillis();
        System.out.printf(Locale.ROOT, "after %s: %d events applied in %d ms%n", fault, MANY, millis);
    }

    private static boolean isAbout(JsonObject ticket, CloudEvent event) {
        return event.subject().equals(ticket.getString("id"));
    }
}
