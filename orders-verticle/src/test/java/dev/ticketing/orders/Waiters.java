package dev.ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Refusal;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** The orders context in one or more instances, with tickets that people order and wait for. */
final class Waiters implements AutoCloseable {

    static final String WAITING = "/api/orders/waiting";

    private final Map<String, String> environment;
    private final Events events;
    private final MongoClient mongo;
    private final List<RunningService> instances = new ArrayList<>();

    /** On databases of their own. */
    Waiters(Backends given, int count, Map<String, String> settings) {
        var backends = given.anew();
        events = Events.watch(backends);
        mongo = backends.mongo("orders");
        environment = backends.environment();
        environment.putAll(settings);
        start(count);
    }

    void start(int count) {
        IntStream.range(0, count).forEach(i -> instances.add(RunningService.start(environment, OrdersVerticle::new)));
    }

    void stop() {
        instances.forEach(RunningService::close);
        instances.clear();
    }

    Events events() {
        return events;
    }

    MongoClient mongo() {
        return mongo;
    }

    ApiClient as(String user) {
        return as(user, 0);
    }

    ApiClient as(String user, int instance) {
        return instances.get(instance % instances.size()).client().as(user);
    }

    /** A new ticket of the user "seller". */
    String list() {
        var id = UUID.randomUUID().toString();
        publish(id, 1, 1999, Status.AVAILABLE, Optional.empty());
        Eventually.holds(() -> order("seller", id).expect(403));
        return id;
    }

    void publish(String ticket, long version, long cents, Status status, Optional<Refusal> refused) {
        var snapshot =
                new TicketSnapshot(ticket, version, "Concert", cents, "seller", status, Optional.empty(), 0, refused);
        events.publish(EventType.TICKET_UPDATED, ticket, version, snapshot);
    }

    Answer order(String user, String ticket) {
        return as(user).post("/api/orders", body(ticket));
    }

    Future<Answer> ordering(String user, int instance, String ticket) {
        return as(user, instance).send(HttpMethod.POST, "/api/orders", body(ticket));
    }

    Answer join(String user, String ticket) {
        return as(user).post(WAITING, body(ticket));
    }

    Answer leave(String user, String ticket) {
        return as(user).delete(WAITING + "/" + ticket);
    }

    Answer cancel(JsonObject order) {
        return as(order.getString("userId")).delete("/api/orders/" + order.getString("id"));
    }

    List<JsonObject> placesOf(String user) {
        return list(as(user).get(WAITING));
    }

    List<JsonObject> ordersOf(String user) {
        return list(as(user).get("/api/orders"));
    }

    JsonObject awaitOffer(String user, String ticket, long reservation) {
        return Eventually.value(() -> {
            var offers = ordersOf(user).stream()
                    .filter(order -> order.getLong("reservation") == reservation
                            && order.getJsonObject("ticket").getString("id").equals(ticket))
                    .toList();
            assertThat(offers).singleElement().satisfies(offer -> assertThat(offer.getBoolean("offered"))
                    .isTrue());
            return offers.get(0);
        });
    }

    /** What is stored of a ticket's orders, the first coming first. */
    List<JsonObject> storedOrders(String ticket) {
        return find("orders", ticket).stream()
                .sorted((one, other) -> one.getLong("reservation").compareTo(other.getLong("reservation")))
                .toList();
    }

    List<JsonObject> storedPlaces(String ticket) {
        return find("waiting", ticket);
    }

    private List<JsonObject> find(String collection, String ticket) {
        return Eventually.await(mongo.find(collection, new JsonObject().put("ticketId", ticket)));
    }

    private static List<JsonObject> list(Answer answer) {
        return answer.expect(200).array().stream().map(JsonObject.class::cast).toList();
    }

    private static JsonObject body(String ticket) {
        return new JsonObject().put("ticketId", ticket);
    }

    @Override
    public void close() {
        stop();
        Eventually.await(mongo.close());
        events.close();
    }
}
