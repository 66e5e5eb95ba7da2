package dev.ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.TicketSnapshot.Reason;
import dev.ticketing.shared.events.TicketSnapshot.Refusal;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A line for a ticket that somebody holds: who is first gets it when the hold ends unpaid, then the next. */
@WithBackends
class WaitingIT {

    private static Waiters waiters;

    private final String holder = "holder-" + UUID.randomUUID();
    private final String first = "first-" + UUID.randomUUID();
    private final String second = "second-" + UUID.randomUUID();
    private final String ticket = waiters.list();
    private final JsonObject held = waiters.order(holder, ticket).expect(201).json();

    @BeforeAll
    static void start(Backends backends) {
        var settings = Map.of("MAX_LIVE_ORDERS", "2", "MAX_WAITING", "2", "OFFER_WINDOW", "PT2M");
        waiters = new Waiters(backends, 1, settings);
    }

    @AfterAll
    static void stop() {
        waiters.close();
    }

    @Test
    void when_a_hold_ends_unpaid_the_first_in_line_has_the_ticket_then_the_next() {
        assertThat(waiters.join(first, ticket).expect(201).json().getInteger("ahead"))
                .isZero();
        assertThat(waiters.join(second, ticket).expect(201).json().getInteger("ahead"))
                .isEqualTo(1);
        assertThat(waiters.placesOf(second)).singleElement().satisfies(place -> {
            assertThat(place.getString("title")).isEqualTo("Concert");
            assertThat(place.getDouble("price")).isEqualTo(19.99);
        });

        var before = Instant.now();
        waiters.cancel(held).expect(204);
        var offer = waiters.awaitOffer(first, ticket, 2);
        assertThat(Instant.parse(offer.getString("expiresAt")))
                .isBetween(before.plusSeconds(119), Instant.now().plusSeconds(120));
        Eventually.holds(() -> assertThat(waiters.placesOf(first)).isEmpty());
        assertThat(waiters.placesOf(second).get(0).getInteger("ahead")).isZero();
        assertThat(waiters.order(second, ticket).expect(409).error()).contains("reserved");
        assertThat(waiters.events()
                        .await(EventType.ORDER_CREATED, event -> event.subject().equals(offer.getString("id")))
                        .data()
                        .getBoolean("offered"))
                .isTrue();

        waiters.cancel(offer).expect(204);
        var next = waiters.awaitOffer(second, ticket, 3);
        waiters.cancel(next).expect(204);
        Eventually.holds(() -> waiters.order(holder, ticket).expect(201));
        assertThat(waiters.ordersOf(holder).get(0).containsKey("offered")).isFalse();
    }

    @Test
    void an_order_of_who_is_first_when_the_hold_has_ended_is_the_offer() {
        waiters.join(first, ticket).expect(201);
        waiters.cancel(held).expect(204);
        var order = waiters.order(first, ticket).expect(200).json();
        assertThat(order.getBoolean("offered")).isTrue();
        assertThat(waiters.ordersOf(first)).hasSize(1);
    }

    @Test
    void the_same_request_again_or_at_the_same_moment_takes_one_place() {
        var taken = waiters.join(first, ticket).expect(201).json();
        assertThat(waiters.join(first, ticket).expect(200).json()).isEqualTo(taken);

        var client = waiters.as(second);
        var body = new JsonObject().put("ticketId", ticket);
        var posts = Stream.generate(() -> client.send(HttpMethod.POST, Waiters.WAITING, body))
                .limit(20)
                .toList();
        var answers = Eventually.await(Future.all(posts)).<Answer>list();
        assertThat(answers).extracting(Answer::status).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(waiters.storedPlaces(ticket)).hasSize(2);
    }

    @Test
    void only_what_somebody_else_holds_can_be_waited_for_and_not_too_much_of_it() {
        assertThat(waiters.join(holder, ticket).expect(409).error()).contains("you hold");
        waiters.join("seller", ticket).expect(403);
        waiters.join(first, "unknown").expect(404);
        var free = waiters.list();
        assertThat(waiters.join(first, free).expect(409).error()).contains("available");

        var another = waiters.list();
        waiters.order("another-" + holder, another).expect(201);
        var third = waiters.list();
        waiters.order("third-" + holder, third).expect(201);
        waiters.join(first, ticket).expect(201);
        waiters.join(first, another).expect(201);
        assertThat(waiters.join(first, third).expect(409).error()).contains("at most 2");
        assertThat(waiters.placesOf(first))
                .extracting(place -> place.getString("ticketId"))
                .containsExactly(ticket, another);
        waiters.leave(first, another).expect(204);
        waiters.leave(first, another).expect(204);
        waiters.join(first, third).expect(201);
    }

    @Test
    void who_leaves_the_line_is_passed_over() {
        waiters.join(first, ticket).expect(201);
        waiters.join(second, ticket).expect(201);
        waiters.leave(first, ticket).expect(204);
        waiters.cancel(held).expect(204);
        waiters.awaitOffer(second, ticket, 2);
        assertThat(waiters.ordersOf(first)).isEmpty();
    }

    @Test
    void who_holds_as_many_as_one_can_has_had_their_turn() {
        waiters.join(first, ticket).expect(201);
        waiters.join(second, ticket).expect(201);
        waiters.order(first, waiters.list()).expect(201);
        waiters.order(first, waiters.list()).expect(201);
        waiters.cancel(held).expect(204);
        waiters.awaitOffer(second, ticket, 2);
        assertThat(waiters.ordersOf(first)).hasSize(2);
        assertThat(waiters.placesOf(first)).isEmpty();
    }

    @Test
    void the_line_ends_with_the_sale() {
        waiters.join(first, ticket).expect(201);
        var id = held.getString("id");
        var paid = new ChargeSnapshot(
                id, 2, id, ChargeSnapshot.Status.COMPLETED, 1999, "usd", Optional.of("pi"), Optional.empty());
        waiters.events().publish(EventType.CHARGE_CREATED, id, 2, paid);
        Eventually.holds(() -> assertThat(waiters.placesOf(first)).isEmpty());
        assertThat(waiters.join(first, ticket).expect(409).error()).contains("sold");
        assertThat(waiters.storedOrders(ticket)).hasSize(1);
    }

    @Test
    void the_line_ends_when_the_seller_has_withdrawn_the_ticket_and_nobody_is_offered_it_any_more() {
        waiters.join(first, ticket).expect(201);
        waiters.join(second, ticket).expect(201);
        waiters.cancel(held).expect(204);
        var offer = waiters.awaitOffer(first, ticket, 2);
        // Withdrawn in between, which orders did not know: tickets refuses the offer.
        var refusal = new Refusal(offer.getString("id"), 2, Reason.TICKET_UNAVAILABLE);
        waiters.publish(ticket, 5, 1999, Status.WITHDRAWN, Optional.of(refusal));
        Eventually.holds(() -> assertThat(waiters.placesOf(second)).isEmpty());
        assertThat(waiters.storedOrders(ticket)).hasSize(2);
        assertThat(waiters.join(second, ticket).expect(409).error()).contains("withdrawn");
    }

    @Test
    void an_offer_at_a_price_that_has_changed_meanwhile_is_made_again_at_the_new_one() {
        waiters.join(first, ticket).expect(201);
        waiters.join(second, ticket).expect(201);
        waiters.cancel(held).expect(204);
        var offer = waiters.awaitOffer(first, ticket, 2);
        var refusal = new Refusal(offer.getString("id"), 2, Reason.PRICE_CHANGED);
        waiters.publish(ticket, 5, 2500, Status.AVAILABLE, Optional.of(refusal));
        var again = waiters.awaitOffer(first, ticket, 3);
        assertThat(again.getJsonObject("ticket").getDouble("price")).isEqualTo(25.00);
        assertThat(waiters.placesOf(second).get(0).getDouble("price")).isEqualTo(25.00);
        waiters.cancel(again).expect(204);
        waiters.awaitOffer(second, ticket, 4);
    }

    @Test
    void who_is_banned_loses_their_place_and_what_they_were_offered() {
        waiters.join(first, ticket).expect(201);
        waiters.join(second, ticket).expect(201);
        var another = waiters.list();
        var othersHold = waiters.order("another-" + holder, another).expect(201).json();
        waiters.join(first, another).expect(201);
        waiters.cancel(held).expect(204);
        waiters.awaitOffer(first, ticket, 2);

        var banned = new UserSnapshot(first, 2, "first@example.com", UserSnapshot.Status.BANNED);
        waiters.events().publish(EventType.USER_BANNED, first, 2, banned);
        waiters.awaitOffer(second, ticket, 3);
        assertThat(waiters.storedPlaces(another)).isEmpty();
        waiters.cancel(othersHold).expect(204);
        Eventually.holds(() -> waiters.order(second, another).expect(201));
    }
}
