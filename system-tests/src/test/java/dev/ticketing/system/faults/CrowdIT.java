package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Person;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many want the same: one gets it, and the others leave no trace. */
@WithFaultyMarket
class CrowdIT {

    private static final int CROWD = 1_000;
    private static final int FLOOD = 10_000;
    private static final int ROUNDS = 5;
    private static final int PEOPLE = 200;
    private static final int HOT_TICKETS = 50;
    private static final int AT_A_TIME = 64;
    private static final int LOOKS = 200;
    private static final Duration DRAINED = Duration.ofSeconds(60);

    /** These machines are noisy: a service that stops answering is slower by orders of magnitude. */
    private static final double MAX_RATIO = 3;

    private static final long MAX_GROWTH_BYTES = 32L << 20;

    private final FaultyMarket market;
    private final Person seller;

    CrowdIT(FaultyMarket market) {
        this.market = market;
        seller = Person.newcomer(market);
    }

    @Test
    void of_a_thousand_buyers_one_gets_the_ticket() {
        var ticket = known("Wanted by a thousand");
        var answers = all(people(CROWD).map(person -> person.ordering(ticket)).toList());
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(answers).allMatch(status -> List.of(201, 409, 503).contains(status));
        assertThat(ordersOf(ticket)).isEqualTo(1);
    }

    /** The control: the same crowd, and nothing that admits only one. */
    @Test
    void without_the_unique_index_several_of_them_get_it() {
        var tickets = IntStream.range(0, ROUNDS)
                .mapToObj(round -> known("Sold to several " + round))
                .toList();
        var orders = market.backends().mongo("orders");
        Eventually.await(orders.dropIndex("orders", "ticketId_1_reservation_-1"));
        try {
            tickets.forEach(ticket ->
                    all(people(PEOPLE).map(person -> person.ordering(ticket)).toList()));
            assertThat(tickets).anyMatch(ticket -> ordersOf(ticket) > 1);
        } finally {
            // The index comes back with the service, and only where it holds.
            var ids = new JsonArray(
                    tickets.stream().map(ticket -> ticket.getString("id")).toList());
            Settled.await(market, DRAINED);
            Eventually.await(orders.removeDocuments(
                    "orders", new JsonObject().put("ticketId", new JsonObject().put("$in", ids))));
            Eventually.await(orders.close());
            market.service("orders").restart();
            market.service("orders").awaitReady();
        }
    }

    @Test
    void a_flood_of_orders_leaves_the_listing_as_fast_and_the_memory_as_small_as_before() {
        var hot =
                IntStream.range(0, HOT_TICKETS).mapToObj(i -> known("Hot " + i)).toList();
        var people = people(PEOPLE).toList();
        flood(hot, people, FLOOD / 10);
        long listingBefore = medianListingNanos();
        long heapBefore = market.service("orders").liveHeapBytes();
        long started = System.nanoTime();
        flood(hot, people, FLOOD);
        double seconds = (System.nanoTime() - started) / 1e9;
        Settled.await(market, DRAINED);
        double ratio = (double) medianListingNanos() / listingBefore;
        long growth = market.service("orders").liveHeapBytes() - heapBefore;
        System.out.printf(
                Locale.ROOT,
                "a flood of %d orders: %.0f/s; the listing takes %.2f times as long, the heap of orders grew by %d kB%n",
                FLOOD,
                FLOOD / seconds,
                ratio,
                growth >> 10);
        hot.forEach(ticket -> assertThat(ordersOf(ticket)).isEqualTo(1));
        assertThat(ratio).isLessThan(MAX_RATIO);
        assertThat(growth).isLessThan(MAX_GROWTH_BYTES);
    }

    private void flood(List<JsonObject> tickets, List<Person> people, int count) {
        for (int from = 0; from < count; from += AT_A_TIME) {
            var asked = new ArrayList<Future<Answer>>();
            for (int i = from; i < Math.min(count, from + AT_A_TIME); i++) {
                asked.add(people.get(i % PEOPLE).ordering(tickets.get(i % HOT_TICKETS)));
            }
            assertThat(all(asked))
                    .allMatch(status -> List.of(200, 201, 409, 503).contains(status));
        }
    }

    private long medianListingNanos() {
        return IntStream.range(0, LOOKS)
                .mapToLong(i -> {
                    long asked = System.nanoTime();
                    seller.client().get("/api/tickets").expect(200);
                    return System.nanoTime() - asked;
                })
                .sorted()
                .skip(LOOKS / 2)
                .findFirst()
                .orElseThrow();
    }

    private Stream<Person> people(int count) {
        return IntStream.range(0, count).mapToObj(i -> Person.newcomer(market));
    }

    private static List<Integer> all(List<Future<Answer>> answers) {
        return answers.stream().map(Eventually::await).map(Answer::status).toList();
    }

    private long ordersOf(JsonObject ticket) {
        var orders = market.backends().mongo("orders");
        try {
            return Eventually.await(orders.count("orders", new JsonObject().put("ticketId", ticket.getString("id"))));
        } finally {
            Eventually.await(orders.close());
        }
    }

    private JsonObject known(String title) {
        var ticket = seller.list(title, 5);
        try (var replicated = new Replicated(market)) {
            replicated.await(ticket, DRAINED);
        }
        return ticket;
    }
}
