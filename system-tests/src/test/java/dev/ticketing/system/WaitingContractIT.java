package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rows of /api/orders/waiting: each success and each refusal, and what comes of a place, over all services. */
@WithBackends
class WaitingContractIT {

    private static final String WAITING = "/api/orders/waiting";

    private static Market market;

    private final ApiClient nobody = market.client();
    private final Person seller = Person.newcomer(market);
    private final Person holder = Person.newcomer(market);
    private final Person waiter = Person.newcomer(market);
    private final Person second = Person.newcomer(market);
    private final JsonObject ticket = seller.list("Concert", 19.99);
    private final JsonObject held = holder.awaitOrder(holder.order(ticket), "awaiting:payment");

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of("MAX_WAITING", "1", "OFFER_WINDOW", "PT4M"));
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void post_waiting_201_and_the_place_again_200_and_the_same() {
        var before = Instant.now();
        var place = join(waiter).expect(201).json();
        assertThat(place.fieldNames()).containsExactlyInAnyOrder("ticketId", "title", "price", "at", "ahead");
        assertThat(place.getString("ticketId")).isEqualTo(ticket.getString("id"));
        assertThat(place.getDouble("price")).isEqualTo(19.99);
        assertThat(Instant.parse(place.getString("at"))).isBetween(before.minusMillis(1), Instant.now());
        assertThat(join(second).expect(201).json().getInteger("ahead")).isEqualTo(1);
        assertThat(join(waiter).expect(200).json()).isEqualTo(place);
        assertThat(waiter.client().get(WAITING).expect(200).array()).containsExactly(place);
        assertThat(holder.client().get(WAITING).expect(200).array()).isEmpty();
    }

    @Test
    void post_waiting_400_401_403_404() {
        Refusal.expect(400, waiter.client().post(WAITING, new JsonObject())).naming("ticketId");
        Refusal.expect(401, nobody.post(WAITING, body())).naming();
        Refusal.expect(403, join(seller)).naming();
        Refusal.expect(404, waiter.client().post(WAITING, new JsonObject().put("ticketId", "none")))
                .naming();
    }

    @Test
    void post_waiting_409_when_nobody_else_holds_it_saying_why_and_when_one_waits_for_enough() {
        Refusal.expect(409, join(holder)).saying("you hold");
        join(waiter).expect(201);
        var another = seller.list("Another", 5);
        holder.order(another);
        Refusal.expect(409, waiter.client().post(WAITING, new JsonObject().put("ticketId", another.getString("id"))))
                .saying("at most 1");
        waiter.client().delete(path()).expect(204);
        holder.pay(held, "tok_visa").expect(201);
        holder.awaitOrder(held, "complete");
        Refusal.expect(409, join(waiter)).saying("sold");
        var free = seller.list("Free", 5);
        Eventually.holds(() -> Refusal.expect(
                        409, waiter.client().post(WAITING, new JsonObject().put("ticketId", free.getString("id"))))
                .saying("available"));
    }

    @Test
    void delete_waiting_204_and_204_again_401_404() {
        join(waiter).expect(201);
        Refusal.expect(401, nobody.delete(path())).naming();
        Refusal.expect(404, waiter.client().delete(WAITING + "/none")).naming();
        waiter.client().delete(path()).expect(204);
        waiter.client().delete(path()).expect(204);
        assertThat(waiter.client().get(WAITING).expect(200).array()).isEmpty();
        Refusal.expect(401, nobody.get(WAITING)).naming();
    }

    @Test
    void what_is_given_up_is_offered_locked_paid_and_sold_like_any_order() {
        join(waiter).expect(201);
        holder.cancel(held).expect(204);
        var offer = Eventually.value(() -> {
            var orders = waiter.client().get("/api/orders").expect(200).array();
            assertThat(orders).hasSize(1);
            return orders.getJsonObject(0);
        });
        assertThat(offer.getBoolean("offered")).isTrue();
        assertThat(Duration.between(Instant.now(), Instant.parse(offer.getString("expiresAt"))))
                .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
        waiter.awaitOrder(offer, "awaiting:payment");
        waiter.pay(offer, "tok_visa").expect(201);
        assertThat(waiter.awaitOrder(offer, "complete").getLong("reservation")).isEqualTo(2);
        waiter.awaitTicket(ticket, "sold");
    }

    private Answer join(Person person) {
        return person.client().post(WAITING, body());
    }

    private String path() {
        return WAITING + "/" + ticket.getString("id");
    }

    private JsonObject body() {
        return new JsonObject().put("ticketId", ticket.getString("id"));
    }
}
