package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import dev.ticketing.expiration.ExpirationVerticle;
import dev.ticketing.orders.OrdersVerticle;
import dev.ticketing.payments.PaymentsVerticle;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.WithBackends;
import dev.ticketing.tickets.TicketsVerticle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Snapshots published again, by an operator's command, heal what was lost and change nothing else. */
@Tag("long")
@WithBackends
class SnapshotsHealIT {

    private static final JsonObject EVERYTHING = new JsonObject();

    private final Map<String, RunningService> services = new HashMap<>();
    private final SimulatedStripe stripe = new SimulatedStripe();
    private Backends backends;
    private Map<String, String> environment;
    private Events events;
    private Person seller;
    private Person buyer;

    @BeforeEach
    void open(Backends given) {
        backends = given.anew();
        events = Events.watch(backends);
        environment = backends.environment();
        environment.putAll(stripe.client().environment());
        var client =
                ApiClient.of(path -> services.get(path.split("[/?]", -1)[2]).url());
        seller = Person.of(client.as("seller"));
        buyer = Person.of(client.as("buyer"));
    }

    @AfterEach
    void close() {
        services.values().forEach(RunningService::close);
        stripe.close();
        events.close();
    }

    @Test
    void all_snapshots_once_more_change_nothing() {
        startAll();
        var tickets = Stream.of("Sold", "Cancelled", "Held", "Listed", "Withdrawn")
                .map(title -> seller.list(title, 5))
                .toList();
        buy(tickets.get(0));
        buyer.cancel(buyer.order(tickets.get(1))).expect(204);
        buyer.awaitTicket(tickets.get(1), "available");
        buyer.awaitOrder(buyer.order(tickets.get(2)), "awaiting:payment");
        Eventually.await(seller.withdrawing(tickets.get(4)));
        buyer.awaitTicket(tickets.get(4), "withdrawn");
        passQueues();
        awaitNothingToSend();
        var before = documents();
        assertThat(before).hasSizeGreaterThan(3 * tickets.size());

        int seen = events.seen().size();
        // Each twice: what the first round changed silently, if anything, the second would tell.
        for (int round = 0; round < 2; round++) {
            List.of("tickets", "orders", "payments").forEach(this::publishAllAgain);
            passQueues();
        }
        assertThat(events.seen().size()).isGreaterThan(seen + before.size() / 2);
        assertThat(documents(before)).isEqualTo(before);

        // The control: somebody who says something newer is heard.
        var sold = events.seenAbout(tickets.get(0).getString("id"));
        var last = sold.get(sold.size() - 1);
        events.publish(new CloudEvent(
                UUID.randomUUID().toString(),
                last.type(),
                last.source(),
                last.subject(),
                last.time(),
                last.aggregateVersion() + 1,
                last.data(),
                last.traceparent()));
        Eventually.holds(() -> assertThat(documents(before)).isNotEqualTo(before));
    }

    @Test
    void a_queue_lost_with_everything_in_it_is_made_up_for() throws Exception {
        start("tickets", TicketsVerticle::new);
        var listed = Stream.of("One", "Two", "Three")
                .map(title -> seller.list(title, 5))
                .toList();
        // Orders is down: its queue has all of it, until it is deleted.
        Eventually.holds(
                () -> assertThat(events.waiting(Topology.queueOf("orders"))).isEqualTo(listed.size()));
        deleteQueue("orders");
        start("orders", OrdersVerticle::new);
        // The control: by itself nobody tells it again so soon.
        assertThat(buyer.tryToOrder(listed.get(0)).status()).isEqualTo(404);

        publishAllAgain("tickets");
        Eventually.holds(() -> assertThat(versions("orders", "tickets")).isEqualTo(versions("tickets", "tickets")));
        listed.forEach(buyer::order);
    }

    @Test
    void timers_that_redis_forgot_are_back() {
        environment.put("ORDER_WINDOW", "PT8S");
        environment.put("PAYMENT_GRACE", "PT0S");
        startAll();
        var order = buyer.order(seller.list("Held", 5));
        buyer.awaitOrder(order, "awaiting:payment");
        passQueues();
        backends.emptyRedis();
        double before = timersAdded();
        services.get("orders")
                .managementClient()
                .post("/snapshots/orders", new JsonObject().put("ids", new JsonArray().add(order.getString("id"))))
                .expect(202);
        // The sweep ends orders whose timers are lost; only a timer says so.
        events.await(EventType.EXPIRATION_COMPLETE, event -> event.subject().equals(order.getString("id")));
        assertThat(timersAdded()).isGreaterThan(before);
        assertThat(buyer.awaitOrder(order, "cancelled").getString("cancelReason"))
                .isEqualTo("expired");
    }

    @Test
    void what_an_operator_asks_wrongly_is_refused() {
        start("tickets", TicketsVerticle::new);
        var operator = services.get("tickets").managementClient();
        assertThat(operator.get("/snapshots").expect(200).array()).isEmpty();
        assertThat(operator.post("/snapshots/expiration", EVERYTHING)
                        .expect(404)
                        .error())
                .isEqualTo("service not found");
        for (var wrong : List.of(
                new JsonObject().put("since", "yesterday"),
                new JsonObject().put("since", "2999-01-01T00:00:00Z"),
                new JsonObject().put("since", 5),
                new JsonObject().put("ids", "one"),
                new JsonObject().put("ids", new JsonArray()),
                new JsonObject().put("ids", new JsonArray().add("one")).put("since", "2026-11-20T13:51:07Z"))) {
            operator.post("/snapshots/tickets", wrong).expect(400);
        }
    }

    private void startAll() {
        start("tickets", TicketsVerticle::new);
        start("orders", OrdersVerticle::new);
        start("payments", PaymentsVerticle::new);
        start("expiration", ExpirationVerticle::new);
    }

    private void start(String context, BiFunction<Environment, Clock, ContextVerticle> verticle) {
        services.put(context, RunningService.start(environment, verticle));
    }

    private void publishAllAgain(String context) {
        Snapshots.publishAll(services.get(context).managementClient(), context, Eventually.DEFAULT);
    }

    private void buy(JsonObject ticket) {
        var order = buyer.order(ticket);
        buyer.payInTheEnd(order);
        buyer.awaitOrder(order, "complete");
        buyer.awaitTicket(ticket, "sold");
    }

    /** A purchase goes through every service, behind all events published before. */
    private void passQueues() {
        buy(seller.list("Marker", 1));
    }

    private void awaitNothingToSend() {
        Eventually.holds(() -> assertThat(documents().values())
                .noneMatch(document ->
                        document.containsKey("unsentSince") || document.containsKey("unpostedSinceMillis")));
    }

    /** Every document of tickets, orders and charges and every replica, by where it is. */
    private Map<String, JsonObject> documents() {
        var all = new TreeMap<String, JsonObject>();
        for (var place : List.of("tickets/tickets", "orders/orders", "orders/tickets", "payments/charges")) {
            var names = place.split("/", 2);
            find(names[0], names[1]).forEach(document -> all.put(place + "/" + document.getString("_id"), document));
        }
        return all;
    }

    /** What has become of these. */
    private Map<String, JsonObject> documents(Map<String, JsonObject> these) {
        var now = documents();
        now.keySet().retainAll(these.keySet());
        return now;
    }

    private Map<String, Long> versions(String context, String collection) {
        var versions = new TreeMap<String, Long>();
        find(context, collection)
                .forEach(document -> versions.put(document.getString("_id"), document.getLong("version")));
        return versions;
    }

    private List<JsonObject> find(String context, String collection) {
        MongoClient mongo = backends.mongo(context);
        try {
            return Eventually.await(mongo.find(collection, new JsonObject()));
        } finally {
            Eventually.await(mongo.close());
        }
    }

    private double timersAdded() {
        var metrics =
                services.get("expiration").managementClient().get("/metrics").expect(200);
        return metrics.response()
                .bodyAsString()
                .lines()
                .filter(line -> line.startsWith("timers_added_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private void deleteQueue(String service) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(backends.rabbitUri());
        try (var connection = factory.newConnection("operator");
                var channel = connection.createChannel()) {
            channel.queueDelete(Topology.queueOf(service));
        }
    }
}
