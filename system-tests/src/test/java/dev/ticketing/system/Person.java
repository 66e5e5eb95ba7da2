package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Somebody who buys and sells, as far as a journey's words go. */
public final class Person {

    private final ApiClient client;

    private Person(ApiClient client) {
        this.client = client;
    }

    /** Somebody who is signed in already. */
    public static Person of(ApiClient client) {
        return new Person(client);
    }

    /** Signs somebody new up. */
    public static Person signUp(Market market) {
        var client = market.client();
        var email = UUID.randomUUID() + "@example.com";
        client.post("/api/users/signup", new JsonObject().put("email", email).put("password", "correct horse"))
                .expect(201);
        return new Person(client);
    }

    /** Somebody new who is signed in without having signed up: no service asks another who its user is. */
    public static Person newcomer(Market market) {
        return of(market, "user-" + UUID.randomUUID());
    }

    /** Whoever has this user's id. */
    public static Person of(Market market, String userId) {
        return new Person(market.client().as(userId));
    }

    public ApiClient client() {
        return client;
    }

    /** Their user's id, as the API tells it. */
    public String id() {
        return client.get("/api/users/currentuser")
                .expect(200)
                .json()
                .getJsonObject("currentUser")
                .getString("id");
    }

    public JsonObject list(String title, Number price) {
        return client.post("/api/tickets", new JsonObject().put("title", title).put("price", price))
                .expect(201)
                .json();
    }

    /** Lists so many tickets, each later than the one before; their ids. */
    public List<String> listOneAfterAnother(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var id = list("Ticket " + i, 5).getString("id");
                    awaitNextMillisecond();
                    return id;
                })
                .toList();
    }

    /** Ids sort by the millisecond they were made in. */
    public static void awaitNextMillisecond() {
        long now = System.currentTimeMillis();
        Eventually.holds(() -> assertThat(System.currentTimeMillis()).isGreaterThan(now));
    }

    public JsonObject order(JsonObject ticket) {
        return tryToOrder(ticket).expect(201).json();
    }

    public Answer tryToOrder(JsonObject ticket) {
        return Eventually.await(ordering(ticket));
    }

    /** Orders without waiting for the answer. */
    public Future<Answer> ordering(JsonObject ticket) {
        return client.send(HttpMethod.POST, "/api/orders", new JsonObject().put("ticketId", ticket.getString("id")));
    }

    /** Orders at the price shown, without waiting for the answer. */
    public Future<Answer> orderingAt(Number price, JsonObject ticket) {
        var body = new JsonObject().put("ticketId", ticket.getString("id")).put("price", price);
        return client.send(HttpMethod.POST, "/api/orders", body);
    }

    /** Asks for another price, without waiting for the answer. */
    public Future<Answer> editing(JsonObject ticket, Number price) {
        var body = new JsonObject().put("title", ticket.getString("title")).put("price", price);
        return client.send(HttpMethod.PUT, "/api/tickets/" + ticket.getString("id"), body);
    }

    /** Takes a ticket off the market, without waiting for the answer. */
    public Future<Answer> withdrawing(JsonObject ticket) {
        return client.send(HttpMethod.DELETE, "/api/tickets/" + ticket.getString("id"), null);
    }

    public Answer pay(JsonObject order, String token) {
        return Eventually.await(paying(order, token));
    }

    /** Pays without waiting for the answer. */
    public Future<Answer> paying(JsonObject order, String token) {
        var body = new JsonObject().put("orderId", order.getString("id")).put("token", token);
        return client.send(HttpMethod.POST, "/api/payments", body);
    }

    /** Pays, and again for as long as the answer is to try again. */
    public Answer payUntilDecided(JsonObject order) {
        return Eventually.value(() -> {
            var answer = pay(order, "tok_visa");
            assertThat(answer.status()).isNotEqualTo(503);
            return answer;
        });
    }

    /** Pays, and again for as long as the answer is to try again; the payment. */
    public JsonObject payInTheEnd(JsonObject order) {
        var paid = payUntilDecided(order);
        assertThat(paid.status()).as("paying says %s", paid.json()).isIn(200, 201);
        return paid.json();
    }

    public JsonObject seePayment(JsonObject order) {
        return client.get("/api/payments/" + order.getString("id")).expect(200).json();
    }

    public Answer cancel(JsonObject order) {
        return client.delete("/api/orders/" + order.getString("id"));
    }

    public JsonObject see(JsonObject order) {
        return client.get("/api/orders/" + order.getString("id")).expect(200).json();
    }

    public JsonObject seeTicket(JsonObject ticket) {
        return client.get("/api/tickets/" + ticket.getString("id")).expect(200).json();
    }

    public JsonObject awaitOrder(JsonObject order, String status) {
        return awaitOrder(order, status, Eventually.DEFAULT);
    }

    public JsonObject awaitOrder(JsonObject order, String status, Duration bound) {
        return Eventually.valueWithin(bound, () -> {
            var now = see(order);
            assertThat(now.getString("status")).isEqualTo(status);
            return now;
        });
    }

    public void awaitTicket(JsonObject ticket, String status) {
        Eventually.holds(() -> assertThat(seeTicket(ticket).getString("status")).isEqualTo(status));
    }
}
