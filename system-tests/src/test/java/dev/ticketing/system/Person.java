package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Somebody who buys and sells, as far as a journey's words go. */
final class Person {

    private final ApiClient client;

    private Person(ApiClient client) {
        this.client = client;
    }

    /** Signs somebody new up. */
    static Person signUp(Market market) {
        var client = market.client();
        var email = UUID.randomUUID() + "@example.com";
        client.post("/api/users/signup", new JsonObject().put("email", email).put("password", "correct horse"))
                .expect(201);
        return new Person(client);
    }

    /** Somebody new who is signed in without having signed up: no service asks another who its user is. */
    static Person newcomer(Market market) {
        return of(market, "user-" + UUID.randomUUID());
    }

    /** Whoever has this user's id. */
    static Person of(Market market, String userId) {
        return new Person(market.client().as(userId));
    }

    ApiClient client() {
        return client;
    }

    /** Their user's id, as the API tells it. */
    String id() {
        return client.get("/api/users/currentuser")
                .expect(200)
                .json()
                .getJsonObject("currentUser")
                .getString("id");
    }

    JsonObject list(String title, double price) {
        return client.post("/api/tickets", new JsonObject().put("title", title).put("price", price))
                .expect(201)
                .json();
    }

    /** Lists so many tickets, each later than the one before; their ids. */
    List<String> listOneAfterAnother(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var id = list("Ticket " + i, 5).getString("id");
                    awaitNextMillisecond();
                    return id;
                })
                .toList();
    }

    /** Ids sort by the millisecond they were made in. */
    static void awaitNextMillisecond() {
        long now = System.currentTimeMillis();
        Eventually.holds(() -> assertThat(System.currentTimeMillis()).isGreaterThan(now));
    }

    JsonObject order(JsonObject ticket) {
        return tryToOrder(ticket).expect(201).json();
    }

    Answer tryToOrder(JsonObject ticket) {
        return client.post("/api/orders", new JsonObject().put("ticketId", ticket.getString("id")));
    }

    Answer pay(JsonObject order, String token) {
        return client.post(
                "/api/payments",
                new JsonObject().put("orderId", order.getString("id")).put("token", token));
    }

    Answer cancel(JsonObject order) {
        return client.delete("/api/orders/" + order.getString("id"));
    }

    JsonObject see(JsonObject order) {
        return client.get("/api/orders/" + order.getString("id")).expect(200).json();
    }

    JsonObject seeTicket(JsonObject ticket) {
        return client.get("/api/tickets/" + ticket.getString("id")).expect(200).json();
    }

    JsonObject awaitOrder(JsonObject order, String status) {
        return Eventually.value(() -> {
            var now = see(order);
            assertThat(now.getString("status")).isEqualTo(status);
            return now;
        });
    }

    void awaitTicket(JsonObject ticket, String status) {
        Eventually.holds(() -> assertThat(seeTicket(ticket).getString("status")).isEqualTo(status));
    }
}
