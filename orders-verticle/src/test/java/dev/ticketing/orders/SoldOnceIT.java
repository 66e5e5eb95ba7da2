package dev.ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two hundred buyers, one ticket: the unique index on ticket and reservation lets one of them have it. */
@WithBackends
class SoldOnceIT {

    private static final int BUYERS = 200;
    private static final int TICKETS = 20;

    @Test
    void two_hundred_buyers_at_once_twenty_times_in_a_row_exactly_one_gets_each_ticket(Backends backends) {
        try (var market = new Market(backends)) {
            for (int i = 0; i < TICKETS; i++) {
                var statuses = market.race();
                assertThat(statuses).containsEntry(201, 1L);
                assertThat(statuses.keySet()).isSubsetOf(201, 409, 503);
            }
        }
    }

    /** The control: what the test above sees must be the index's doing. */
    @Test
    void without_the_unique_index_the_same_race_oversells(Backends backends) {
        try (var market = new Market(backends)) {
            market.dropTheUniqueIndex();
            long most = 0;
            for (int i = 0; i < TICKETS && most < 2; i++) {
                most = Math.max(most, market.race().getOrDefault(201, 0L));
            }
            assertThat(most).isGreaterThan(1);
        }
    }

    /** The orders context with many buyers. */
    private static final class Market implements AutoCloseable {
        private final Backends backends;
        private final Events events;
        private final RunningService service;
        private final List<ApiClient> buyers;

        Market(Backends given) {
            backends = given.anew();
            events = Events.watch(backends);
            var environment = backends.environment();
            environment.put("MAX_LIVE_ORDERS", "1000");
            service = RunningService.start(environment, OrdersVerticle::new);
            buyers = IntStream.range(0, BUYERS)
                    .mapToObj(i -> service.client().as("buyer-" + i))
                    .toList();
        }

        void dropTheUniqueIndex() {
            var key = new JsonObject().put("ticketId", 1).put("reservation", -1);
            Eventually.await(backends.mongo("orders").dropIndex("orders", key));
        }

        /** All buyers order a new ticket at once; how many got which status. */
        Map<Integer, Long> race() {
            var body = new JsonObject().put("ticketId", list());
            Stream<Future<Answer>> attempts =
                    buyers.stream().map(buyer -> buyer.send(HttpMethod.POST, "/api/orders", body));
            return Eventually.await(Future.all(attempts.toList())).<Answer>list().stream()
                    .collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
        }

        private String list() {
            var id = UUID.randomUUID().toString();
            var ticket = new TicketSnapshot(
                    id, 1, "Concert", 1999, "seller", Status.AVAILABLE, Optional.empty(), 0, Optional.empty());
            events.publish(EventType.TICKET_CREATED, id, 1, ticket);
            var body = new JsonObject().put("ticketId", id);
            Eventually.holds(() ->
                    service.client().as("seller").post("/api/orders", body).expect(403));
            return id;
        }

        @Override
        public void close() {
            service.close();
            events.close();
        }
    }
}
