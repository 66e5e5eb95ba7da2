package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Person;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The database goes away, or answers and nobody hears it. */
@WithFaultyMarket
class StoreFaultsIT {

    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("faults.outage.seconds", 20));
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);
    private static final Duration DRAINED = Duration.ofSeconds(30);

    private final FaultyMarket market;
    private final Person seller;
    private final Person buyer;

    StoreFaultsIT(FaultyMarket market) {
        this.market = market;
        seller = Person.newcomer(market);
        buyer = Person.newcomer(market);
    }

    @Test
    void while_the_database_refuses_connections_every_request_is_answered_in_time_and_all_is_well_afterwards() {
        everyRequestIsAnsweredDuring(FaultProxy::refuse);
    }

    @Test
    void while_the_database_answers_nothing_every_request_is_answered_in_time_and_all_is_well_afterwards() {
        everyRequestIsAnsweredDuring(FaultProxy::blackHole);
    }

    @Test
    void a_database_killed_under_load_has_everything_acknowledged_when_it_is_back() {
        var asked = new ArrayList<Future<Answer>>();
        for (int i = 0; i < 100; i++) {
            asked.add(list("Before, while and after " + i));
        }
        market.restartMongo();
        market.heal();
        var acknowledged = asked.stream()
                .map(answer -> Eventually.await(answer.otherwiseEmpty()))
                .filter(answer -> answer != null && answer.status() == 201)
                .map(Answer::json)
                .toList();
        acknowledged.forEach(ticket ->
                assertThat(seller.seeTicket(ticket).getString("title")).isEqualTo(ticket.getString("title")));
        try (var replicated = new Replicated(market)) {
            replicated.await(acknowledged, DRAINED);
        }
    }

    @Test
    void a_write_whose_reply_is_lost_has_one_effect_however_often_it_is_repeated() {
        var ticket = seller.list("One order", 19.99);
        try (var replicated = new Replicated(market)) {
            replicated.await(ticket, DRAINED);
        }
        market.toMongo().dropReplies();
        var unheard = buyer.tryToOrder(ticket);
        assertThat(unheard.status()).isEqualTo(503);
        market.heal();

        var first = Eventually.value(() -> {
            var answer = buyer.tryToOrder(ticket);
            assertThat(answer.status()).isIn(200, 201);
            return answer.json();
        });
        var again = buyer.tryToOrder(ticket).expect(200).json();
        assertThat(again.getString("id")).isEqualTo(first.getString("id"));
        assertThat(again.getLong("reservation")).isEqualTo(1);
        assertThat(Person.newcomer(market).tryToOrder(ticket).status()).isEqualTo(409);
        buyer.payInTheEnd(again);
        buyer.awaitOrder(again, "complete");
        assertThat(market.stripe().booksOf(again.getString("id")).captures()).hasSize(1);
    }

    private void everyRequestIsAnsweredDuring(Consumer<FaultProxy> fault) {
        var before = buyer.awaitOrder(buyer.order(known("Ordered before")), "awaiting:payment");
        fault.accept(market.toMongo());
        var longest = Duration.ZERO;
        int served = 0;
        long end = System.nanoTime() + OUTAGE.toNanos();
        while (System.nanoTime() < end) {
            for (var request : requests(before)) {
                var asked = System.nanoTime();
                var answer = Eventually.await(request.send());
                var took = Duration.ofNanos(System.nanoTime() - asked);
                longest = took.compareTo(longest) > 0 ? took : longest;
                assertThat(took).as(request.toString()).isLessThan(LONGEST_REQUEST);
                assertThat(answer.status()).as(request.toString()).isEqualTo(503);
                assertThat(answer.header("retry-after")).isNotNull();
                served++;
            }
        }
        System.out.printf(Locale.ROOT, "%d requests answered, the slowest in %d ms%n", served, longest.toMillis());
        market.heal();
        buyer.payInTheEnd(before);
        buyer.awaitOrder(before, "complete");
        Settled.await(market, DRAINED);
    }

    private JsonObject known(String title) {
        var ticket = seller.list(title, 19.99);
        try (var replicated = new Replicated(market)) {
            replicated.await(ticket, DRAINED);
        }
        return ticket;
    }

    private Future<Answer> list(String title) {
        return seller.client()
                .send(
                        HttpMethod.POST,
                        "/api/tickets",
                        new JsonObject().put("title", title).put("price", 5));
    }

    private record Request(Person who, HttpMethod method, String path, JsonObject body) {
        Future<Answer> send() {
            return who.client().send(method, path, body);
        }
    }

    private List<Request> requests(JsonObject order) {
        var id = order.getString("id");
        var ticket = new JsonObject().put("title", "Meanwhile").put("price", 5);
        var payment = new JsonObject().put("orderId", id).put("token", "tok_visa");
        var credentials = new JsonObject().put("email", "a@example.com").put("password", "correct horse");
        return List.of(
                new Request(seller, HttpMethod.GET, "/api/tickets", null),
                new Request(seller, HttpMethod.POST, "/api/tickets", ticket),
                new Request(buyer, HttpMethod.GET, "/api/orders/" + id, null),
                new Request(buyer, HttpMethod.POST, "/api/orders", new JsonObject().put("ticketId", "unknown")),
                new Request(buyer, HttpMethod.POST, "/api/payments", payment),
                new Request(buyer, HttpMethod.POST, "/api/users/signin", credentials));
    }
}
