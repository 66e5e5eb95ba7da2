package dev.ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.LiveEvents;
import dev.ticketing.testkit.RunningService;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tickets context; orders are played by the test. */
final class Shelf implements AutoCloseable {

    static final String SELLER = "seller";

    private final Events events;
    private final RunningService service;

    Shelf(Backends backends) {
        this(backends, Map.of());
    }

    /** With settings of its own. */
    Shelf(Backends backends, Map<String, String> settings) {
        events = Events.watch(backends);
        var environment = new HashMap<>(backends.environment());
        environment.putAll(settings);
        service = RunningService.start(environment, TicketsVerticle::new);
    }

    /** Listens to what happens. */
    LiveEvents listen(Map<String, String> headers) {
        return LiveEvents.open(service.url() + "/api/tickets/stream", headers);
    }

    ApiClient as(String user) {
        return service.client().as(user);
    }

    /** A client of the management port. */
    ApiClient operator() {
        return service.managementClient();
    }

    ApiClient nobody() {
        return service.client();
    }

    /** A new ticket of the seller's; its id. */
    String list(String title, Object price) {
        return as(SELLER)
                .post("/api/tickets", details(title, price))
                .expect(201)
                .json()
                .getString("id");
    }

    static JsonObject details(Object title, Object price) {
        return new JsonObject().put("title", title).put("price", price);
    }

    static String path(String id) {
        return "/api/tickets/" + id;
    }

    JsonObject get(String id) {
        return nobody().get(path(id)).expect(200).json();
    }

    JsonObject awaitStatus(String id, String status) {
        return Eventually.value(() -> {
            var ticket = get(id);
            assertThat(ticket.getString("status")).isEqualTo(status);
            return ticket;
        });
    }

    /** A snapshot of an order of a ticket. */
    static OrderSnapshot order(
            String ticketId, String orderId, long reservation, long version, Status status, long priceCents) {
        var expiresAt = Instant.parse("2030-01-01T00:00:00Z");
        return new OrderSnapshot(
                orderId,
                version,
                "buyer",
                status,
                expiresAt,
                expiresAt,
                Optional.empty(),
                new OrderSnapshot.Ticket(ticketId, priceCents, reservation));
    }

    CloudEvent publish(OrderSnapshot order) {
        return events.publish(EventType.ORDER_UPDATED, order.id(), order.version(), order);
    }

    /** Publishes how a user stands. */
    void tell(UserSnapshot user) {
        boolean banned = user.status() == UserSnapshot.Status.BANNED;
        events.publish(banned ? EventType.USER_BANNED : EventType.USER_UNBANNED, user.id(), user.version(), user);
    }

    void replay(CloudEvent event) {
        events.publish(event);
    }

    /** Publishes an order behind everything published before and waits for what comes of it. */
    void passQueue() {
        var marker = list("Marker", 5);
        publish(order(marker, UUID.randomUUID().toString(), 1, 1, Status.CREATED, 500));
        awaitStatus(marker, "reserved");
        awaitTicketEvents(marker, 2);
    }

    /** Waits for so many snapshots of a ticket, in order. */
    List<CloudEvent> awaitTicketEvents(String id, int count) {
        Eventually.holds(() -> assertThat(ticketEvents(id)).hasSize(count));
        return ticketEvents(id);
    }

    List<CloudEvent> ticketEvents(String id) {
        return events.seenAbout(id);
    }

    /** The status in each snapshot of a ticket so far. */
    List<String> statusesPublished(String id) {
        return ticketEvents(id).stream()
                .map(event -> event.data().getString("status"))
                .toList();
    }

    @Override
    public void close() {
        service.close();
        events.close();
    }
}
