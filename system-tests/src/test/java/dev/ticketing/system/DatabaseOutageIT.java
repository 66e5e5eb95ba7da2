package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.Pages;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MongoDB is away: what needs it is refused at once and in the agreed shape, and works again by itself afterwards. */
@Tag("long")
@WithBackends
class DatabaseOutageIT {

    private static final String PASSWORD = "correct horse";

    /** The driver waits a second for a server, and once more. */
    private static final Duration WITHOUT_A_SERVER = Duration.ofSeconds(5);

    /** The driver would wait 3 s for an answer, and ask once more; requests are answered after 3.5 s at the latest. */
    private static final Duration WITHOUT_AN_ANSWER = Duration.ofSeconds(5);

    private static FaultProxy mongo;
    private static Market market;

    private final String email = UUID.randomUUID() + "@example.com";
    private final Person seller = Person.newcomer(market);
    private final Person buyer = Person.newcomer(market);
    private final ApiClient account = market.client();
    private JsonObject ticket;
    private JsonObject ordered;
    private JsonObject order;

    @BeforeAll
    static void start(Backends backends) {
        mongo = FaultProxy.inFrontOf(backends.mongoUri());
        market = Market.start(backends, Map.of("MONGO_URI", mongo.uri()));
    }

    @AfterAll
    static void stop() {
        market.close();
        mongo.close();
    }

    @BeforeEach
    void trade() {
        account.post("/api/users/signup", credentials(email)).expect(201);
        ticket = seller.list("Concert", 5);
        ordered = seller.list("Ordered", 19.99);
        order = buyer.awaitOrder(buyer.order(ordered), "awaiting:payment");
    }

    @Test
    void every_operation_that_needs_the_database_is_503_with_retry_after_while_it_refuses_connections() {
        refusesAll(FaultProxy::refuse, WITHOUT_A_SERVER);
        assertEverythingIsThereAndWorks();
    }

    @Test
    void every_operation_that_needs_the_database_is_503_with_retry_after_while_it_answers_nothing() {
        refusesAll(FaultProxy::blackHole, WITHOUT_AN_ANSWER);
        assertAllGoesOn();
    }

    private void refusesAll(Consumer<FaultProxy> fault, Duration longest) {
        fault.accept(mongo);
        try {
            market.client().post("/api/users/signout", null).expect(200);
            market.client().get("/api/users/currentuser").expect(200);
            market.client().get("/api/payments/config").expect(200);
            assertThat(seller.id()).isNotBlank();
            long from = System.nanoTime();
            operations().forEach(DatabaseOutageIT::assertUnavailable);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(longest);
        } finally {
            mongo.heal();
        }
    }

    /** Every operation that needs the store, sent side by side. */
    private Map<String, Future<Answer>> operations() {
        var operations = new LinkedHashMap<String, Future<Answer>>();
        var nobody = market.client();
        send(operations, nobody, HttpMethod.POST, "/api/users/signup", credentials("new" + email));
        send(operations, nobody, HttpMethod.POST, "/api/users/signin", credentials(email));
        var admin = market.client().asAdmin("admin");
        send(operations, admin, HttpMethod.GET, "/api/users", null);
        send(operations, admin, HttpMethod.GET, "/api/users/audit", null);
        send(operations, admin, HttpMethod.POST, "/api/users/some/ban", json("reason", "a test"));
        send(operations, admin, HttpMethod.DELETE, "/api/users/some/ban", null);
        send(operations, nobody, HttpMethod.POST, "/api/users/forgot", json("email", email));
        var link = json("token", "0".repeat(32) + "." + "A".repeat(43));
        send(operations, nobody, HttpMethod.POST, "/api/users/verify", link);
        send(
                operations,
                nobody,
                HttpMethod.POST,
                "/api/users/reset",
                link.copy().put("password", PASSWORD));
        send(operations, account, HttpMethod.POST, "/api/users/refresh", null);
        send(operations, account, HttpMethod.GET, "/api/users/sessions", null);
        send(operations, account, HttpMethod.DELETE, "/api/users/sessions", null);
        send(operations, account, HttpMethod.DELETE, "/api/users/sessions/some", null);
        // Wrong, so that nothing comes of it if it is only answered too late.
        var wrong = json("currentPassword", "wrong");
        var another = wrong.copy().put("password", PASSWORD).put("email", "new" + email);
        send(operations, account, HttpMethod.PUT, "/api/users/password", another);
        send(operations, account, HttpMethod.PUT, "/api/users/email", another);
        send(operations, account, HttpMethod.DELETE, "/api/users", wrong);
        send(operations, account, HttpMethod.POST, "/api/users/signout", null);
        send(operations, nobody, HttpMethod.GET, "/api/tickets", null);
        send(operations, nobody, HttpMethod.GET, path(ticket), null);
        send(operations, seller.client(), HttpMethod.GET, "/api/tickets?seller=me", null);
        send(operations, seller.client(), HttpMethod.POST, "/api/tickets", details("Another"));
        send(operations, seller.client(), HttpMethod.PUT, path(ticket), details("Edited"));
        send(operations, seller.client(), HttpMethod.DELETE, path(ticket), null);
        send(operations, buyer.client(), HttpMethod.POST, "/api/orders", json("ticketId", id(ticket)));
        send(operations, buyer.client(), HttpMethod.GET, "/api/orders", null);
        send(operations, buyer.client(), HttpMethod.GET, "/api/orders/waiting", null);
        send(operations, buyer.client(), HttpMethod.POST, "/api/orders/waiting", json("ticketId", id(ticket)));
        send(operations, buyer.client(), HttpMethod.DELETE, "/api/orders/waiting/some", null);
        send(operations, buyer.client(), HttpMethod.GET, "/api/orders/" + id(order), null);
        send(operations, buyer.client(), HttpMethod.DELETE, "/api/orders/" + id(order), null);
        var payment = json("orderId", id(order)).put("token", "tok_visa");
        send(operations, buyer.client(), HttpMethod.POST, "/api/payments", payment);
        send(operations, buyer.client(), HttpMethod.GET, "/api/payments", null);
        send(operations, buyer.client(), HttpMethod.GET, "/api/payments/" + id(order), null);
        send(operations, admin, HttpMethod.GET, "/api/payments/totals?from=2026-11-01&to=2026-11-02", null);
        return operations;
    }

    private static void send(
            Map<String, Future<Answer>> operations, ApiClient client, HttpMethod method, String path, JsonObject body) {
        operations.put(method + " " + path, client.send(method, path, body));
    }

    private static void assertUnavailable(String operation, Future<Answer> sent) {
        var answer = Eventually.await(sent);
        assertThat(answer.status())
                .as("%s: %s", operation, answer.response().bodyAsString())
                .isEqualTo(503);
        assertThat(answer.header("retry-after")).as(operation).matches("[1-9][0-9]?");
        Refusal.of(answer).naming();
    }

    /** Nothing of what was refused was done, all of what was acknowledged before is there, and all goes on. */
    private void assertEverythingIsThereAndWorks() {
        Eventually.holds(() -> assertThat(buyer.see(order)).isEqualTo(order));
        Eventually.holds(() -> assertThat(seller.seeTicket(ticket)).isEqualTo(ticket));
        Eventually.holds(() ->
                market.client().post("/api/users/signin", credentials(email)).expect(200));
        market.client().post("/api/users/signin", credentials("new" + email)).expect(401);
        assertThat(Pages.ids(market.client().get("/api/tickets?seller=" + seller.id())))
                .containsExactly(id(ticket));
        assertThat(Pages.ids(buyer.client().get("/api/orders"))).containsExactly(id(order));

        Eventually.holds(() -> buyer.pay(order, "tok_visa").expect(201));
        buyer.awaitOrder(order, "complete");
        buyer.awaitTicket(ordered, "sold");
        buyer.awaitOrder(buyer.order(seller.list("Afterwards", 5)), "awaiting:payment");
    }

    /** What was answered because time was up may have been done or be done yet: it is only there, in some state. */
    private void assertAllGoesOn() {
        Eventually.holds(() -> {
            buyer.client().get("/api/orders/" + id(order)).expect(200);
            seller.client().get(path(ticket)).expect(200);
            market.client().post("/api/users/signin", credentials(email)).expect(200);
        });
        var newcomer = Person.newcomer(market);
        var listed = Eventually.value(() -> seller.list("Afterwards", 19.99));
        var placed = Eventually.value(() -> {
            var answer = newcomer.tryToOrder(listed);
            assertThat(answer.status()).isIn(200, 201);
            return answer.json();
        });
        newcomer.awaitOrder(placed, "awaiting:payment");
        newcomer.payInTheEnd(placed);
        newcomer.awaitOrder(placed, "complete");
        newcomer.awaitTicket(listed, "sold");
    }

    private static String path(JsonObject ticket) {
        return "/api/tickets/" + id(ticket);
    }

    private static String id(JsonObject json) {
        return json.getString("id");
    }

    private static JsonObject credentials(String email) {
        return json("email", email).put("password", PASSWORD);
    }

    private static JsonObject details(String title) {
        return json("title", title).put("price", 5);
    }

    private static JsonObject json(String name, Object value) {
        return new JsonObject().put(name, value);
    }
}
