package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RabbitMQ is away: writes succeed all the same, their events wait in the outboxes and leave when it is back. */
@WithBackends
class BrokerOutageIT {

    private static Events events;
    private static FaultProxy broker;
    private static Market market;

    private final Person seller = Person.newcomer(market);
    private final Person buyer = Person.newcomer(market);

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        broker = FaultProxy.inFrontOf(backends.rabbitUri());
        market = Market.start(backends, Map.of("RABBITMQ_URI", broker.uri()));
    }

    @AfterAll
    static void stop() {
        market.close();
        broker.close();
        events.close();
    }

    @Test
    void writes_succeed_while_the_broker_refuses_connections_and_are_told_when_it_is_back() {
        writesAreToldAfter(FaultProxy::refuse);
    }

    @Test
    void writes_succeed_while_the_broker_answers_nothing_and_are_told_when_it_is_back() {
        writesAreToldAfter(FaultProxy::blackHole);
    }

    private void writesAreToldAfter(Consumer<FaultProxy> fault) {
        var edited = seller.list("To be edited", 5);
        var withdrawn = seller.list("To be withdrawn", 5);
        var known = seller.list("Known to orders", 5);
        var cancelled = buyer.awaitOrder(buyer.order(seller.list("To be cancelled", 5)), "awaiting:payment");
        var paid = buyer.awaitOrder(buyer.order(seller.list("To be paid", 19.99)), "awaiting:payment");
        var heldUntilNow = buyer.order(known);
        buyer.cancel(heldUntilNow).expect(204);
        buyer.awaitTicket(known, "available");

        fault.accept(broker);
        JsonObject listed;
        JsonObject ordered;
        JsonObject user;
        try {
            user = signUp();
            listed = seller.list("Listed meanwhile", 7);
            seller.client().put(path(edited), details("Edited")).expect(200);
            seller.client().delete(path(withdrawn)).expect(204);
            buyer.cancel(cancelled).expect(204);
            buyer.pay(paid, "tok_visa").expect(201);
            ordered = Person.newcomer(market).order(known);
            assertThat(told(listed)).isEmpty();
            assertThat(told(ordered)).isEmpty();
            assertThat(buyer.see(paid).getString("status")).isEqualTo("awaiting:payment");
        } finally {
            broker.heal();
        }

        awaitTold(EventType.USER_CREATED, user);
        awaitTold(EventType.TICKET_CREATED, listed);
        awaitTold(EventType.TICKET_UPDATED, edited);
        awaitTold(EventType.TICKET_WITHDRAWN, withdrawn);
        awaitTold(EventType.ORDER_CANCELLED, cancelled);
        awaitTold(EventType.CHARGE_CREATED, paid);
        awaitTold(EventType.ORDER_CREATED, ordered);
        buyer.awaitOrder(paid, "complete");
        seller.awaitTicket(paid.getJsonObject("ticket"), "sold");
        seller.awaitTicket(cancelled.getJsonObject("ticket"), "available");
        seller.awaitTicket(known, "reserved");
        Eventually.holds(() -> buyer.tryToOrder(listed).expect(201));
    }

    private static JsonObject signUp() {
        var credentials = new JsonObject()
                .put("email", UUID.randomUUID() + "@example.com")
                .put("password", "correct horse");
        return market.client()
                .post("/api/users/signup", credentials)
                .expect(201)
                .json();
    }

    private static List<?> told(JsonObject aggregate) {
        return events.seenAbout(aggregate.getString("id"));
    }

    private static void awaitTold(EventType type, JsonObject aggregate) {
        events.await(type, event -> event.subject().equals(aggregate.getString("id")));
    }

    private static String path(JsonObject ticket) {
        return "/api/tickets/" + ticket.getString("id");
    }

    private static JsonObject details(String title) {
        return new JsonObject().put("title", title).put("price", 5);
    }
}
