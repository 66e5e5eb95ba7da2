package dev.ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances of orders: what a banned user holds is let go, and what raced with the ban as well. */
@WithBackends
class BannedBuyersIT {

    private static final int RACES = 12;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private static Events events;
    private static List<RunningService> instances;

    private final String buyer = "buyer-" + UUID.randomUUID();

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        instances = IntStream.range(0, 2)
                .mapToObj(i -> RunningService.start(backends.environment(), OrdersVerticle::new))
                .toList();
    }

    @AfterAll
    static void stop() {
        instances.forEach(RunningService::close);
        events.close();
    }

    @Test
    void live_orders_are_cancelled_as_user_banned_and_every_instance_refuses_within_a_second() {
        var held = listed();
        var order = order(buyer, held).expect(201).json();
        var given = order(buyer, listed()).expect(201).json();
        instances
                .get(0)
                .client()
                .as(buyer)
                .delete("/api/orders/" + given.getString("id"))
                .expect(204);
        var others = order("somebody-else", listed()).expect(201).json();

        ban(buyer, 2);
        Eventually.holdsWithin(
                A_SECOND,
                () -> instances.forEach(instance -> assertThat(instance.client()
                                .as(buyer)
                                .get("/api/orders")
                                .expect(401)
                                .error())
                        .isEqualTo("this account is suspended or deleted")));
        awaitEnd(order, "user-banned");
        awaitEnd(given, "user");
        assertThat(endOf(others)).isEmpty();
        Eventually.holds(() -> order("next-buyer", held).expect(201));
    }

    @Test
    void what_somebody_holds_who_deletes_the_account_ends_by_his_own_doing() {
        var order = order(buyer, listed()).expect(201).json();
        var deleted = new UserSnapshot(buyer, 2, "deleted@deleted.invalid", UserSnapshot.Status.DELETED);
        events.publish(EventType.USER_UPDATED, buyer, 2, deleted);
        awaitEnd(order, "user");
        Eventually.holds(() -> order(buyer, listed()).expect(401));
    }

    /** Some of these requests have passed the door when the ban comes. */
    @Test
    void an_order_that_races_with_the_ban_ends_cancelled_as_well() {
        for (int race = 0; race < RACES; race++) {
            var racer = "racer-" + UUID.randomUUID();
            var tickets = IntStream.range(0, 6).mapToObj(i -> listed()).toList();
            var orders = IntStream.range(0, tickets.size())
                    .mapToObj(i -> ordering(instances.get(i % 2), racer, tickets.get(i)))
                    .toList();
            ban(racer, 2);
            Eventually.await(Future.all(orders));
            orders.stream()
                    .map(Future::result)
                    .filter(answer -> answer.status() == 201)
                    .forEach(placed -> awaitEnd(placed.json(), "user-banned"));
        }
    }

    @Test
    void a_user_whose_ban_is_over_may_order_again() {
        var order = order(buyer, listed()).expect(201).json();
        ban(buyer, 2);
        awaitEnd(order, "user-banned");
        unban(buyer, 3);
        Eventually.holds(() -> order(buyer, listed()).expect(201));
        ban(buyer, 2);
        listed();
        order(buyer, listed()).expect(201);
    }

    @Test
    void a_restarted_instance_refuses_from_its_first_request_on(Backends backends) {
        ban(buyer, 2);
        Eventually.holds(
                () -> instances.get(0).client().as(buyer).get("/api/orders").expect(401));
        try (var restarted = RunningService.start(backends.environment(), OrdersVerticle::new)) {
            restarted.client().as(buyer).get("/api/orders").expect(401);
            restarted.client().as("somebody-else").get("/api/orders").expect(200);
        }
    }

    private static void ban(String user, long version) {
        var banned = new UserSnapshot(user, version, "somebody@example.com", UserSnapshot.Status.BANNED);
        events.publish(EventType.USER_BANNED, user, version, banned);
    }

    private static void unban(String user, long version) {
        var active = new UserSnapshot(user, version, "somebody@example.com", UserSnapshot.Status.ACTIVE);
        events.publish(EventType.USER_UNBANNED, user, version, active);
    }

    private static void awaitEnd(JsonObject order, String reason) {
        Eventually.holds(() -> assertThat(endOf(order)).hasValue(reason));
    }

    /** Why it was cancelled, as everybody is told: the buyer may not look any more. */
    private static Optional<String> endOf(JsonObject order) {
        return events.seenAbout(order.getString("id")).stream()
                .filter(event -> event.type().equals(EventType.ORDER_CANCELLED.wireName()))
                .map(event -> event.data().getString("cancelReason"))
                .findFirst();
    }

    private static String listed() {
        var id = UUID.randomUUID().toString();
        events.publish(
                EventType.TICKET_CREATED,
                id,
                1,
                new TicketSnapshot(
                        id,
                        1,
                        "Concert",
                        1999,
                        "seller",
                        TicketSnapshot.Status.AVAILABLE,
                        Optional.empty(),
                        0,
                        Optional.empty()));
        order("seller", id).expect(403);
        return id;
    }

    private static Answer order(String user, String ticket) {
        return Eventually.await(ordering(instances.get(0), user, ticket));
    }

    private static Future<Answer> ordering(RunningService instance, String user, String ticket) {
        var body = new JsonObject().put("ticketId", ticket);
        return instance.client().as(user).send(HttpMethod.POST, "/api/orders", body);
    }
}
