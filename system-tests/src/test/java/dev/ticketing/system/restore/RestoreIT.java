package dev.ticketing.system.restore;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.system.Person;
import dev.ticketing.system.history.Call;
import dev.ticketing.system.history.Cards;
import dev.ticketing.system.history.Checker;
import dev.ticketing.system.history.EvidenceReader;
import dev.ticketing.system.history.Finding;
import dev.ticketing.system.history.History;
import dev.ticketing.system.history.Promise;
import dev.ticketing.system.history.RecordingClient;
import dev.ticketing.system.history.Rule;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The databases are lost and restored from a copy, while RabbitMQ and Redis are empty and Stripe has gone on. */
@Tag("long")
@WithBackends
class RestoreIT {

    private static final Duration WINDOW = Duration.ofSeconds(40);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofSeconds(60);
    private static final Map<String, String> SETTINGS =
            Map.of("ORDER_WINDOW", WINDOW.toString(), "PAYMENT_GRACE", GRACE.toString(), "RATE_LIMITS", "off");

    private final SimulatedStripe stripe = new SimulatedStripe();
    private final History history = new History();
    private final ApiClient client = ApiClient.of(path -> market().addressOf(path));
    private Backends original;
    private Installation market;

    @BeforeEach
    void open(Backends backends) {
        original = backends.anew();
        market = new Installation(original, stripe.client(), SETTINGS);
    }

    @AfterEach
    void close() {
        market.stop();
        stripe.close();
    }

    @Test
    void a_market_restored_to_one_point_in_time_keeps_what_was_acknowledged_before_and_converges() throws Exception {
        market.startAll();
        client.get("/api/tickets").expect(200);
        var seller = recorded("seller");
        var buyer = recorded("buyer");
        recorded("nobody").signUp("ann@example.com", "correct horse");
        var cancelled = order(buyer, list(seller, "Given up"));
        buyer.cancel(cancelled.ticket(), cancelled.order());
        var held = awaitStatus(buyer, order(buyer, list(seller, "Held")), "awaiting:payment");
        var untried = awaitStatus(buyer, order(buyer, list(seller, "Not tried to pay")), "awaiting:payment");
        var declined = awaitStatus(buyer, order(buyer, list(seller, "Declined once")), "awaiting:payment");
        buyer.pay(declined.ticket(), declined.order(), Cards.DECLINED);
        var free = list(seller, "On sale");
        buy(buyer, list(seller, "Sold, behind everything else"));
        market.stop();
        var backup = original.anew();
        DatabaseCopy.ofAll(original, backup);

        // What is acknowledged from here on will be gone, but for Stripe's part of it.
        market.startAll();
        var later = person("later");
        var unknown = later.order(new JsonObject().put("id", free));
        later.payInTheEnd(unknown);
        var paying = person("buyer");
        for (var placed : List.of(untried, declined)) {
            paying.payInTheEnd(new JsonObject().put("id", placed.order()));
        }
        market.stop();

        emptyRabbit();
        original.emptyRedis();
        var restored = original.anew();
        DatabaseCopy.ofAll(backup, restored);
        market = new Installation(restored, stripe.client(), SETTINGS);
        try (var events = Events.watch(restored)) {
            // Money first: an order that was paid must hear of it before its time is found to be over.
            market.start("auth", "payments", "tickets", "expiration");
            market.publishSnapshots("payments");
            market.start("orders");
            List.of("auth", "tickets", "orders").forEach(market::publishSnapshots);

            assertThat(later.client()
                            .get("/api/orders/" + unknown.getString("id"))
                            .status())
                    .isEqualTo(404);
            signIn("ann@example.com");
            // A timer says so, not the sweep: Redis has been told again.
            Eventually.holdsWithin(WINDOW.plus(REST), () -> assertThat(events.seenAbout(held.order()))
                    .extracting(CloudEvent::type)
                    .contains(EventType.EXPIRATION_COMPLETE.wireName()));
        }
        awaitStatus(buyer, held, "cancelled");
        var next = recorded("next");
        for (var ticket : List.of(held.ticket(), free)) {
            buy(next, ticket);
        }

        // The charge that had its intent finds out by itself, while the order can be completed or after that; these two
        // only
        // Stripe's list tells of.
        Eventually.holds(() -> {
            boolean sold = statusOf(buyer, declined).equals("complete");
            assertThat(sold || statusOf(buyer, declined).equals("cancelled")).isTrue();
            assertThat(stripe.client().booksOf(declined.order()).refunds()).hasSize(sold ? 0 : 1);
        });
        var unaccounted = capturedAndUnknown(restored);
        assertThat(unaccounted.keySet()).isEqualTo(Set.of(unknown.getString("id"), untried.order()));
        unaccounted.forEach(this::refund);

        assertThat(findings(restored)).allSatisfy(finding -> {
            assertThat(finding.rule().promise()).as("%s", finding).isEqualTo(Promise.EVERY_CENT);
            assertThat(finding.rule()).as("%s", finding).isNotEqualTo(Rule.MONEY_KEPT);
            assertThat(finding.subject()).isIn(unknown.getString("id"), untried.order(), declined.order());
        });
        for (var order : List.of(unknown.getString("id"), untried.order())) {
            var books = stripe.client().booksOf(order);
            assertThat(books.refunds()).hasSameSizeAs(books.captures()).hasSize(1);
        }
    }

    /** Tickets alone is older: whoever has its replicas has newer ones, and does not believe it. */
    @Test
    void where_only_tickets_is_restored_orders_must_forget_its_replicas() throws Exception {
        market.startAll();
        var seller = person("seller");
        var buyer = person("buyer");
        var ticket = seller.list("Concert", 19.99);
        market.passQueues();
        market.stop();
        var backup = original.anew();
        DatabaseCopy.of("tickets", original, backup);

        market.startAll();
        for (var title : List.of("Concert!", "Concert!!", "Concert!!!")) {
            var body = new JsonObject().put("title", title).put("price", 19.99);
            seller.client().put("/api/tickets/" + ticket.getString("id"), body).expect(200);
        }
        market.passQueues();
        market.stop();

        emptyRabbit();
        var restored = original.anew();
        DatabaseCopy.of("tickets", backup, restored);
        List.of("auth", "orders", "payments").forEach(context -> DatabaseCopy.of(context, original, restored));
        market = new Installation(restored, stripe.client(), SETTINGS).startAll();
        market.publishSnapshots("tickets");
        var order = buyer.order(ticket);
        market.passQueues();
        // The control: the ticket is reserved, and orders does not hear it.
        assertThat(buyer.seeTicket(ticket).getString("status")).isEqualTo("reserved");
        assertThat(buyer.see(order).getString("status")).isEqualTo("created");
        market.stop();

        forgetReplicas(restored);
        market.startAll();
        market.publishSnapshots("tickets");
        buyer.payInTheEnd(order);
        buyer.awaitOrder(order, "complete");
        buyer.awaitTicket(ticket, "sold");
    }

    /** Orders is older than payments: what must not be done shows, where orders does not know what was paid for. */
    @Test
    void where_orders_is_older_than_payments_the_dead_letters_name_what_was_paid_and_is_gone() throws Exception {
        market.startAll();
        var ticket = person("seller").list("Concert", 19.99);
        market.passQueues();
        market.stop();
        var backup = original.anew();
        DatabaseCopy.of("orders", original, backup);

        market.startAll();
        var buyer = person("buyer");
        var order = buyer.order(ticket);
        buyer.payInTheEnd(order);
        buyer.awaitTicket(ticket, "sold");
        market.stop();

        emptyRabbit();
        var restored = original.anew();
        DatabaseCopy.of("orders", backup, restored);
        List.of("auth", "tickets", "payments").forEach(context -> DatabaseCopy.of(context, original, restored));
        market = new Installation(restored, stripe.client(), SETTINGS).startAll();
        market.publishSnapshots("payments");
        Eventually.holds(() -> assertThat(market.deadLetters("orders"))
                .singleElement()
                .asString()
                .contains(order.getString("id")));
        assertThat(buyer.client().get("/api/orders/" + order.getString("id")).status())
                .isEqualTo(404);
        emptyRabbit();
    }

    /** An order and its ticket. */
    private record Placed(String ticket, String order) {}

    private RecordingClient recorded(String user) {
        return new RecordingClient(history, client.as(user), user);
    }

    private Person person(String user) {
        return Person.of(client.as(user));
    }

    private Installation market() {
        return market;
    }

    private static String list(RecordingClient seller, String title) {
        return okay(seller.list(title, 1999)).getString("id");
    }

    private static Placed order(RecordingClient buyer, String ticket) {
        return new Placed(
                ticket, Eventually.value(() -> okay(buyer.order(ticket, 1999))).getString("id"));
    }

    private static void buy(RecordingClient buyer, String ticket) {
        var placed = order(buyer, ticket);
        Eventually.value(() -> okay(buyer.pay(placed.ticket(), placed.order(), Cards.GOOD)));
        awaitStatus(buyer, placed, "complete");
    }

    private static Placed awaitStatus(RecordingClient buyer, Placed placed, String status) {
        Eventually.holdsWithin(
                WINDOW.plus(REST), () -> assertThat(statusOf(buyer, placed)).isEqualTo(status));
        return placed;
    }

    private static String statusOf(RecordingClient buyer, Placed placed) {
        return okay(buyer.seeOrder(placed.ticket(), placed.order())).getString("status");
    }

    private static JsonObject okay(Call call) {
        assertThat(call.isOk()).as("%s", call).isTrue();
        return call.body();
    }

    private void signIn(String email) {
        var credentials = new JsonObject().put("email", email).put("password", "correct horse");
        client.anew().post("/api/users/signin", credentials).expect(200);
    }

    private void emptyRabbit() throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(original.rabbitUri());
        try (var connection = factory.newConnection("operator");
                var channel = connection.createChannel()) {
            for (var queue : Topology.queues()) {
                channel.queuePurge(queue);
            }
        }
    }

    private static void forgetReplicas(Backends backends) {
        var orders = backends.mongo("orders");
        Eventually.await(orders.dropCollection("tickets").eventually(orders::close));
    }

    /** What Stripe has captured, no charge knows of and no complete order accounts for: the intents, by their orders. */
    private Map<String, String> capturedAndUnknown(Backends restored) {
        var stored = ids(restored, "payments", "charges", new JsonObject(), "intentId");
        var sold = ids(restored, "orders", "orders", new JsonObject().put("status", "complete"), "_id");
        return stripe(HttpMethod.GET, "/v1/payment_intents?limit=100", "", "").getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(intent -> intent.getString("status").equals("succeeded"))
                .filter(intent -> !stored.contains(intent.getString("id")))
                .filter(intent -> !sold.contains(orderOf(intent)))
                .collect(Collectors.toMap(RestoreIT::orderOf, intent -> intent.getString("id")));
    }

    private static String orderOf(JsonObject intent) {
        return intent.getJsonObject("metadata").getString("orderId");
    }

    private static Set<String> ids(
            Backends backends, String context, String collection, JsonObject query, String field) {
        var mongo = backends.mongo(context);
        return Eventually.await(mongo.find(collection, query).eventually(mongo::close)).stream()
                .map(document -> document.getString(field, ""))
                .collect(toSet());
    }

    private void refund(String order, String intent) {
        stripe(HttpMethod.POST, "/v1/refunds", "refund-" + order, "payment_intent=" + intent);
    }

    private JsonObject stripe(HttpMethod method, String path, String key, String form) {
        var headers = new HashMap<>(Map.of("authorization", "Bearer " + SimulatedStripe.KEY));
        if (!key.isEmpty()) {
            headers.put("idempotency-key", key);
            headers.put("content-type", "application/x-www-form-urlencoded");
        }
        return ApiClient.of(stripe.client().apiBase())
                .sendRaw(method, path, headers, Buffer.buffer(form))
                .expect(200)
                .json();
    }

    private List<Finding> findings(Backends restored) {
        try (var reader = new EvidenceReader(
                restored.vertx(),
                restored::mongo,
                stripe.client(),
                () -> EvidenceReader.queuesOf(restored.rabbitUri()),
                restored.redisUri())) {
            var evidence = Checker.awaitRest(REST, reader::read);
            return new Checker(WINDOW, 3, Duration.ofSeconds(10), List.of()).check(history.calls(), evidence);
        }
    }
}
