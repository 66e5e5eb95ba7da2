package dev.ticketing.system.restore;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.system.Person;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.Recorded;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Records what this version publishes and stores, for every later one to be held against: {@code -Drecord=VERSION}. */
@WithBackends
@EnabledIfSystemProperty(named = "record", matches = "\\d.*")
class RecorderIT {

    private static final Path TEST_KIT = Path.of(System.getProperty("project.root"), "test-kit");
    private static final int ALWAYS = 100;

    private final String version = System.getProperty("record");

    @Test
    void records_a_market_with_everything_in_every_state(Backends backends) throws Exception {
        var settings = Map.of("ORDER_WINDOW", "PT8S", "PAYMENT_GRACE", "PT1S", "RATE_LIMITS", "off");
        try (var stripe = new SimulatedStripe();
                var events = Events.watch(backends);
                var market = new Installation(backends, stripe.client(), settings)) {
            market.startAll();
            play(market, stripe, backends);
            // Somebody who has not paid yet, and has all the time in the world.
            market.stop();
            var patient = new Installation(backends, stripe.client(), Map.of()).startAll();
            var held = person(patient, "seller@example.com").list("Held", 19.99);
            var buyer = person(patient, "buyer@example.com");
            buyer.awaitOrder(buyer.order(held), "awaiting:payment");
            patient.passQueues();
            patient.stop();
            write(backends, events);
        }
    }

    private static void play(Installation market, SimulatedStripe stripe, Backends backends) throws Exception {
        var seller = signUp(market, "seller@example.com");
        var buyer = signUp(market, "buyer@example.com");
        banAndUnban(signUp(market, "banned@example.com"));
        var sold = seller.list("Sold", 19.99);
        var order = buyer.order(sold);
        buyer.payInTheEnd(order);
        buyer.awaitOrder(order, "complete");
        buyer.cancel(buyer.order(seller.list("Given up", 5))).expect(204);
        var expired = buyer.order(seller.list("Expired", 0.01));
        decline(buyer, buyer.order(seller.list("Declined", 999_999.99)));
        payTooLate(stripe, buyer, buyer.order(seller.list("Paid and given up", 7.5)));
        var edited = seller.list("Edited", 5);
        Eventually.await(seller.editing(edited, 6)).expect(200);
        buyer.awaitOrder(expired, "cancelled");

        var dearer = seller.list("Dearer meanwhile", 5);
        var withdrawn = seller.list("Withdrawn meanwhile", 5);
        market.passQueues();
        market.stop();
        market.start("auth", "tickets");
        Eventually.await(seller.editing(dearer, 6)).expect(200);
        Eventually.await(seller.withdrawing(withdrawn)).expect(204);
        loseEventsOf(backends, "orders", 2);
        market.stop();
        market.startAll();
        // Orders has not heard of it, and so tickets must refuse.
        for (var ticket : List.of(dearer, withdrawn)) {
            buyer.awaitOrder(buyer.order(ticket), "cancelled");
        }
        market.publishSnapshots("tickets");
        market.passQueues();
    }

    private static void banAndUnban(Person somebody) {
        var admin = somebody.client().asAdmin("admin");
        var ban = "/api/users/" + somebody.id() + "/ban";
        admin.post(ban, new JsonObject().put("reason", "to be recorded")).expect(204);
        admin.delete(ban).expect(204);
    }

    private static void decline(Person buyer, JsonObject order) {
        buyer.awaitOrder(order, "awaiting:payment");
        for (int attempt = 1; attempt <= 3; attempt++) {
            buyer.pay(order, "tok_chargeDeclined").expect(402);
        }
        buyer.awaitOrder(order, "cancelled");
    }

    private static void payTooLate(SimulatedStripe stripe, Person buyer, JsonObject order) {
        buyer.awaitOrder(order, "awaiting:payment");
        stripe.client().arm("drop_reply", "/v1/payment_intents/*/confirm", ALWAYS);
        buyer.pay(order, "tok_visa").expect(503);
        buyer.cancel(order).expect(204);
        stripe.client().disarm();
        Eventually.holds(
                () -> assertThat(buyer.see(order).containsKey("refund")).isTrue());
    }

    /** As if its queue had been lost. */
    private static void loseEventsOf(Backends backends, String service, int count) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(backends.rabbitUri());
        try (var connection = factory.newConnection("operator");
                var channel = connection.createChannel()) {
            var queue = Topology.queueOf(service);
            Eventually.holds(() -> assertThat(channel.messageCount(queue)).isEqualTo(count));
            channel.queuePurge(queue);
        }
    }

    private void write(Backends backends, Events events) {
        var byType = events.seen().stream().collect(groupingBy(CloudEvent::type));
        byType.forEach((type, all) -> Recorded.write(
                TEST_KIT,
                version,
                "events/" + type,
                all.stream().map(CloudEvent::toJson).toList()));
        Recorded.COLLECTIONS.forEach((context, collections) -> {
            var mongo = backends.mongo(context);
            collections.forEach(collection -> Recorded.write(
                    TEST_KIT,
                    version,
                    "documents/" + context + "." + collection,
                    Eventually.await(mongo.find(collection, new JsonObject()))));
            Eventually.await(mongo.close());
        });
    }

    private static Person signUp(Installation market, String email) {
        var client = market.client();
        client.post("/api/users/signup", credentials(email)).expect(201);
        return Person.of(client);
    }

    private static Person person(Installation market, String email) {
        ApiClient client = market.client();
        client.post("/api/users/signin", credentials(email)).expect(200);
        return Person.of(client);
    }

    private static JsonObject credentials(String email) {
        return new JsonObject().put("email", email).put("password", "correct horse");
    }
}
