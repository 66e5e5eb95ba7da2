package dev.ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The line in front of crashes between any two writes, crowds, and two instances at once. */
@WithBackends
class WaitingCrashIT {

    private static final int BUYERS = 40;
    private static final int ROUNDS = 6;
    private static final JsonObject FORGOTTEN =
            new JsonObject().put("awaited", "").put("toPassOn", "");
    private static final JsonObject TO_PASS_ON =
            new JsonObject().put("awaited", true).put("toPassOn", true);

    @Test
    void an_offer_that_nobody_pays_ends_and_the_next_in_line_has_the_ticket(Backends backends) {
        var shortly = Map.of("OFFER_WINDOW", "PT1S", "PAYMENT_GRACE", "PT0S");
        try (var waiters = new Waiters(backends, 1, shortly)) {
            var ticket = waiters.list();
            var held = waiters.order("holder", ticket).expect(201).json();
            waiters.join("first", ticket).expect(201);
            waiters.join("second", ticket).expect(201);
            waiters.cancel(held).expect(204);
            waiters.awaitOffer("second", ticket, 3);
            assertThat(waiters.ordersOf("first").get(0).getString("cancelReason"))
                    .isEqualTo("expired");
        }
    }

    @Test
    void killed_after_the_end_of_the_hold_the_offer_is_made_after_the_start(Backends backends) {
        try (var waiters = new Waiters(backends, 1, Map.of())) {
            var ticket = waiters.list();
            var held = waiters.order("holder", ticket).expect(201).json();
            waiters.cancel(held).expect(204);
            waiters.stop();
            set(waiters, held, new JsonObject().put("$set", TO_PASS_ON));
            place(waiters, "place-1", ticket, "first");
            place(waiters, "place-2", ticket, "second");

            waiters.start(2);
            waiters.awaitOffer("first", ticket, 2);
            awaitNothingLeft(waiters, ticket);
            assertThat(waiters.storedPlaces(ticket))
                    .extracting(place -> place.getString("_id"))
                    .containsExactly("place-2");
            assertThat(waiters.storedOrders(ticket)).hasSize(2);
        }
    }

    @Test
    void killed_after_the_offer_the_place_it_was_made_for_is_not_served_again(Backends backends) {
        try (var waiters = new Waiters(backends, 1, Map.of())) {
            var ticket = waiters.list();
            var held = waiters.order("holder", ticket).expect(201).json();
            waiters.join("first", ticket).expect(201);
            waiters.join("second", ticket).expect(201);
            var places = waiters.storedPlaces(ticket);
            waiters.cancel(held).expect(204);
            var offer = waiters.awaitOffer("first", ticket, 2);
            waiters.cancel(offer).expect(204);
            waiters.awaitOffer("second", ticket, 3);
            waiters.stop();
            // As if neither of the two had got any further than to insert the next order.
            places.forEach(place -> place(waiters, place.getString("_id"), ticket, place.getString("userId")));
            set(waiters, held, new JsonObject().put("$set", TO_PASS_ON));
            set(waiters, offer, new JsonObject().put("$set", TO_PASS_ON));

            waiters.start(2);
            awaitNothingLeft(waiters, ticket);
            assertThat(waiters.storedPlaces(ticket)).isEmpty();
            assertThat(waiters.storedOrders(ticket)).hasSize(3);
        }
    }

    /** Nor does an older instance, which knows of no lines, do it during an upgrade. */
    @Test
    void killed_after_taking_a_place_the_order_learns_of_it_after_the_start(Backends backends) {
        try (var waiters = new Waiters(backends, 1, Map.of())) {
            var ticket = waiters.list();
            var held = waiters.order("holder", ticket).expect(201).json();
            var another = waiters.list();
            var ended = waiters.order("holder", another).expect(201).json();
            waiters.join("first", ticket).expect(201);
            waiters.join("first", another).expect(201);
            waiters.stop();
            set(waiters, held, new JsonObject().put("$unset", FORGOTTEN));
            set(
                    waiters,
                    ended,
                    new JsonObject()
                            .put("$unset", new JsonObject().put("dueAtMillis", ""))
                            .put(
                                    "$set",
                                    new JsonObject().put("status", "cancelled").put("cancelReason", "user")));
            waiters.storedPlaces(ticket).forEach(place -> look(waiters, place));
            waiters.storedPlaces(another).forEach(place -> look(waiters, place));

            waiters.start(1);
            waiters.awaitOffer("first", another, 2);
            Eventually.holds(
                    () -> assertThat(waiters.storedOrders(ticket).get(0).getBoolean("awaited"))
                            .isTrue());
            waiters.cancel(held).expect(204);
            waiters.awaitOffer("first", ticket, 2);
        }
    }

    @Test
    void whoever_orders_as_the_hold_ends_the_first_in_line_alone_has_the_ticket(Backends backends) {
        try (var waiters = new Waiters(backends, 2, Map.of("MAX_LIVE_ORDERS", "1000"))) {
            for (int i = 0; i < ROUNDS; i++) {
                var ticket = waiters.list();
                assertThat(race(waiters, ticket)).isSubsetOf(409, 503);
                var live = live(waiters, ticket);
                assertThat(live).singleElement().satisfies(order -> assertThat(order.getString("userId"))
                        .isEqualTo("first"));
                awaitNothingLeft(waiters, ticket);
                assertThat(waiters.storedPlaces(ticket)).hasSize(1);
            }
        }
    }

    /** The control: it is the index that makes one of them. */
    @Test
    void without_the_unique_index_the_same_race_gives_the_ticket_to_several(Backends backends) {
        try (var waiters = new Waiters(backends, 2, Map.of("MAX_LIVE_ORDERS", "1000"))) {
            var key = new JsonObject().put("ticketId", 1).put("reservation", -1);
            Eventually.await(waiters.mongo().dropIndex("orders", key));
            int most = 0;
            for (int i = 0; i < 6 * ROUNDS && most < 2; i++) {
                var ticket = waiters.list();
                race(waiters, ticket);
                most = Math.max(most, live(waiters, ticket).size());
            }
            assertThat(most).isGreaterThan(1);
        }
    }

    /** The hold ends, and at the same moment a crowd orders at both instances; the crowd's statuses. */
    private static List<Integer> race(Waiters waiters, String ticket) {
        var held = waiters.order("holder", ticket).expect(201).json();
        waiters.join("first", ticket).expect(201);
        waiters.join("second", ticket).expect(201);
        var cancelling = waiters.as("holder").send(HttpMethod.DELETE, "/api/orders/" + held.getString("id"), null);
        var orders = IntStream.range(0, BUYERS)
                .mapToObj(i -> waiters.ordering("buyer-" + i, i, ticket))
                .toList();
        Eventually.await(cancelling).expect(204);
        List<Answer> answers = Eventually.await(Future.all(orders)).list();
        Eventually.holds(() -> assertThat(live(waiters, ticket)).isNotEmpty());
        return answers.stream().map(Answer::status).toList();
    }

    private static List<JsonObject> live(Waiters waiters, String ticket) {
        return waiters.storedOrders(ticket).stream()
                .filter(order -> order.getString("status").equals("created"))
                .toList();
    }

    private static void awaitNothingLeft(Waiters waiters, String ticket) {
        Eventually.holds(
                () -> assertThat(waiters.storedOrders(ticket)).noneMatch(order -> order.containsKey("toPassOn")));
    }

    private static void set(Waiters waiters, JsonObject order, JsonObject update) {
        var id = new JsonObject().put("_id", order.getString("id"));
        Eventually.await(waiters.mongo().updateCollection("orders", id, update));
    }

    private static void place(Waiters waiters, String id, String ticket, String user) {
        var place = new JsonObject()
                .put("_id", id)
                .put("ticketId", ticket)
                .put("userId", user)
                .put("lookAtMillis", Long.MAX_VALUE);
        Eventually.await(waiters.mongo().insert("waiting", place));
    }

    private static void look(Waiters waiters, JsonObject place) {
        Eventually.await(waiters.mongo()
                .updateCollection(
                        "waiting",
                        new JsonObject().put("_id", place.getString("_id")),
                        new JsonObject().put("$set", new JsonObject().put("lookAtMillis", 1))));
    }
}
