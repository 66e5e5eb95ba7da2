package dev.ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A buyer whose program sends the same order fifty times at once has one. */
@WithBackends
class SamePostIT {

    private static final int TIMES = 50;
    private static final int TICKETS = 5;

    @Test
    void the_same_order_fifty_times_at_once_is_one_order_one_reservation_and_one_event(Backends backends) {
        try (var desk = new Desk(backends, TICKETS + 1)) {
            for (int i = 0; i < TICKETS; i++) {
                var ticket = desk.list();
                desk.assertOneOrder(ticket, desk.orderFiftyTimes("buyer", ticket));
            }
        }
    }

    @Test
    void with_room_for_one_order_only_every_answer_names_the_one(Backends backends) {
        try (var desk = new Desk(backends, 1)) {
            for (int i = 0; i < TICKETS; i++) {
                var ticket = desk.list();
                desk.assertOneOrder(ticket, desk.orderFiftyTimes("buyer-" + i, ticket));
            }
        }
    }

    /** The control: it is the index that makes one of them. */
    @Test
    void without_the_unique_index_the_same_buyer_has_several(Backends backends) {
        try (var desk = new Desk(backends, TIMES)) {
            desk.dropTheUniqueIndex();
            long most = 0;
            for (int i = 0; i < TICKETS && most < 2; i++) {
                var ticket = desk.list();
                desk.orderFiftyTimes("buyer-" + i, ticket);
                most = desk.storedOrdersOf(ticket);
            }
            assertThat(most).isGreaterThan(1);
        }
    }

    /** The orders context and its databases. */
    private static final class Desk implements AutoCloseable {
        private final Events events;
        private final RunningService service;
        private final MongoClient mongo;

        Desk(Backends given, int maxLiveOrders) {
            var backends = given.anew();
            events = Events.watch(backends);
            mongo = backends.mongo("orders");
            var environment = backends.environment();
            environment.put("MAX_LIVE_ORDERS", Integer.toString(maxLiveOrders));
            service = RunningService.start(environment, OrdersVerticle::new);
        }

        void dropTheUniqueIndex() {
            var key = new JsonObject().put("ticketId", 1).put("reservation", -1);
            Eventually.await(mongo.dropIndex("orders", key));
        }

        String list() {
            var id = UUID.randomUUID().toString();
            var ticket = new TicketSnapshot(
                    id, 1, "Concert", 1999, "seller", Status.AVAILABLE, Optional.empty(), 0, Optional.empty());
            events.publish(EventType.TICKET_CREATED, id, 1, ticket);
            Eventually.holds(() ->
                    service.client().as("seller").post("/api/orders", body(id)).expect(403));
            return id;
        }

        List<Answer> orderFiftyTimes(String buyer, String ticket) {
            var client = service.client().as(buyer);
            var posts = Stream.generate(() -> client.send(HttpMethod.POST, "/api/orders", body(ticket)))
                    .limit(TIMES)
                    .toList();
            return Eventually.await(Future.all(posts)).list();
        }

        void assertOneOrder(String ticket, List<Answer> answers) {
            assertThat(answers.stream().map(Answer::status))
                    .containsOnly(200, 201)
                    .containsOnlyOnce(201);
            assertThat(answers.stream().map(answer -> answer.json().getString("id")))
                    .containsOnly(answers.get(0).json().getString("id"));
            assertThat(storedOrdersOf(ticket)).isEqualTo(1);
            // What another buyer orders afterwards is told afterwards.
            var marker = list();
            var other = service.client().as(marker).post("/api/orders", body(marker));
            events.await(EventType.ORDER_CREATED, event -> event.subject()
                    .equals(other.expect(201).json().getString("id")));
            assertThat(told(ticket)).singleElement().satisfies(event -> assertThat(
                            event.data().getJsonObject("ticket").getLong("reservation"))
                    .isEqualTo(1));
        }

        long storedOrdersOf(String ticket) {
            return Eventually.await(mongo.count("orders", new JsonObject().put("ticketId", ticket)));
        }

        private List<CloudEvent> told(String ticket) {
            return events.seen().stream()
                    .filter(event -> event.type().startsWith("order."))
                    .filter(event ->
                            event.data().getJsonObject("ticket").getString("id").equals(ticket))
                    .toList();
        }

        private static JsonObject body(String ticket) {
            return new JsonObject(Map.of("ticketId", ticket));
        }

        @Override
        public void close() {
            service.close();
            Eventually.await(mongo.close());
            events.close();
        }
    }
}
