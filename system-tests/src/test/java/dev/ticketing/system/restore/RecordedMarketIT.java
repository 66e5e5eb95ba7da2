package dev.ticketing.system.restore;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.system.Person;
import dev.ticketing.system.history.Checker;
import dev.ticketing.system.history.EvidenceReader;
import dev.ticketing.system.history.Promise;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.Recorded;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** This version goes on with what a released one has stored, and handles what it has published. */
@Tag("long")
@WithBackends
class RecordedMarketIT {

    private static final String VERSIONS = "dev.ticketing.testkit.Recorded#VERSIONS";

    private static final Duration REST = Duration.ofSeconds(60);

    private final SimulatedStripe stripe = new SimulatedStripe();
    private Backends backends;
    private Installation market;

    @BeforeEach
    void open(Backends given) {
        backends = given.anew();
        market = new Installation(backends, stripe.client(), Map.of());
    }

    @AfterEach
    void close() {
        market.close();
        stripe.close();
    }

    @ParameterizedTest
    @FieldSource(VERSIONS)
    void documents_of_a_released_version_are_read_and_gone_on_with(String version) {
        load(version, place -> true);
        market.startAll();
        for (var user : Recorded.documents(version, "auth", "users")) {
            var credentials =
                    new JsonObject().put("email", user.getString("email")).put("password", "correct horse");
            market.client().post("/api/users/signin", credentials).expect(200);
        }
        for (var ticket : Recorded.documents(version, "tickets", "tickets")) {
            var shown = market.client().get(path("tickets", ticket)).expect(200).json();
            assertThat(shown.getString("title")).isEqualTo(ticket.getString("title"));
        }
        for (var order : Recorded.documents(version, "orders", "orders")) {
            var shown = as(order.getString("userId"))
                    .get(path("orders", order))
                    .expect(200)
                    .json();
            assertThat(shown.getLong("reservation")).isEqualTo(order.getLong("reservation"));
        }
        for (var charge : Recorded.documents(version, "payments", "charges")) {
            var shown = as(charge.getJsonObject("order").getString("buyerId"))
                    .get(path("payments", charge))
                    .expect(200)
                    .json();
            assertThat(shown.getString("status")).isEqualTo(charge.getString("status"));
        }

        List.of("auth", "tickets", "orders", "payments").forEach(market::publishSnapshots);
        var onSale = Recorded.documents(version, "tickets", "tickets").stream()
                .filter(ticket -> ticket.getString("status").equals("available"))
                .toList();
        assertThat(onSale).isNotEmpty();
        var buyer = Person.newcomer(market);
        for (var ticket : onSale) {
            var order = buyer.order(new JsonObject().put("id", ticket.getString("_id")));
            buyer.payInTheEnd(order);
            buyer.awaitOrder(order, "complete");
        }
        assertAtRest();
    }

    @ParameterizedTest
    @FieldSource(VERSIONS)
    void events_of_a_released_version_are_handled(String version) {
        // What services know of each other alone comes from events, so that is left out.
        load(version, place -> !place.equals("orders.tickets") && !place.equals("payments.charges"));
        market.startAll();
        try (var events = Events.watch(backends)) {
            Arrays.stream(EventType.values())
                    .flatMap(type -> Recorded.events(version, type.wireName()).stream())
                    .map(CloudEvent::fromJson)
                    .forEach(events::publish);
        }
        market.passQueues();

        var live = Recorded.documents(version, "orders", "orders").stream()
                .filter(order -> order.containsKey("dueAtMillis"))
                .map(order -> order.getString("ticketId"))
                .toList();
        var replicas = stored("orders", "tickets");
        for (var replica : Recorded.documents(version, "orders", "tickets")) {
            var now = replicas.get(replica.getString("_id"));
            assertThat(now).as("the replica of %s", replica).isNotNull();
            if (!live.contains(replica.getString("_id"))) {
                assertThat(now).isEqualTo(replica);
            }
        }
        var charges = stored("payments", "charges");
        for (var charge : Recorded.documents(version, "payments", "charges")) {
            var now = charges.get(charge.getString("_id")).getJsonObject("order");
            var order = charge.getJsonObject("order");
            assertThat(now.getString("buyerId")).isEqualTo(order.getString("buyerId"));
            assertThat(now.getLong("amountCents")).isEqualTo(order.getLong("amountCents"));
            assertThat(now.getLong("version")).isGreaterThanOrEqualTo(order.getLong("version"));
        }
        assertThat(Stream.of("tickets", "orders", "payments", "expiration"))
                .allSatisfy(service -> assertThat(market.deadLetters(service)).isEmpty());
    }

    private void load(String version, Predicate<String> which) {
        Recorded.COLLECTIONS.forEach((context, collections) -> {
            var mongo = backends.mongo(context);
            collections.stream()
                    .filter(collection -> which.test(context + "." + collection))
                    .forEach(collection -> {
                        var documents = Recorded.documents(version, context, collection);
                        assertThat(documents).as(collection).isNotEmpty();
                        Eventually.await(mongo.bulkWrite(
                                collection,
                                documents.stream()
                                        .map(BulkOperation::createInsert)
                                        .toList()));
                    });
            Eventually.await(mongo.close());
        });
    }

    private Map<String, JsonObject> stored(String context, String collection) {
        var mongo = backends.mongo(context);
        return Eventually.await(mongo.find(collection, new JsonObject()).eventually(mongo::close)).stream()
                .collect(toMap(document -> document.getString("_id"), document -> document));
    }

    private ApiClient as(String userId) {
        return market.client().as(userId);
    }

    private static String path(String collection, JsonObject document) {
        return "/api/" + collection + "/" + document.getString("_id");
    }

    /** Nothing is left to do, replicas are as their sources, nothing is sold twice, no dead letter. */
    private void assertAtRest() {
        try (var reader = new EvidenceReader(
                backends.vertx(),
                backends::mongo,
                stripe.client(),
                () -> EvidenceReader.queuesOf(backends.rabbitUri()),
                backends.redisUri())) {
            var evidence = Checker.awaitRest(REST, reader::read);
            // Nobody wrote down what was asked of the older version, nor has this Stripe its books.
            var findings = new Checker(Duration.ofMinutes(15), 3, REST, List.of())
                    .check(List.of(), evidence).stream()
                            .filter(finding -> finding.promise() != Promise.EVERY_CENT)
                            .filter(finding -> !finding.rule().name().equals("DONE_UNASKED"))
                            .toList();
            assertThat(findings).isEmpty();
        }
    }
}
