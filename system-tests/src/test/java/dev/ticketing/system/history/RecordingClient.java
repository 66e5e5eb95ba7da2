package dev.ticketing.system.history;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Somebody who buys and sells and writes everything down. Each call waits for its answer, or until it is lost. */
public final class RecordingClient {

    private static final JsonObject NOTHING = new JsonObject();

    private final History history;
    private final ApiClient client;
    private final String who;

    /** A user who is signed in already. */
    public RecordingClient(History history, ApiClient client, String who) {
        this.history = history;
        this.client = client;
        this.who = who;
    }

    public String who() {
        return who;
    }

    /** Signs up; the client's session is the new user's if that succeeds. */
    public Call signUp(String email, String password) {
        var sent = new JsonObject().put("email", email);
        return call(
                history.invoke(email, Action.SIGN_UP, "", "", sent),
                HttpMethod.POST,
                "/api/users/signup",
                sent.copy().put("password", password));
    }

    public Call list(String title, long cents) {
        var body = details(title, cents);
        return call(history.invoke(who, Action.LIST, "", "", body), HttpMethod.POST, "/api/tickets", body);
    }

    public Call edit(String ticketId, String title, long cents) {
        var body = details(title, cents);
        return call(invoke(Action.EDIT, ticketId, body), HttpMethod.PUT, "/api/tickets/" + ticketId, body);
    }

    public Call withdraw(String ticketId) {
        return call(invoke(Action.WITHDRAW, ticketId, NOTHING), HttpMethod.DELETE, "/api/tickets/" + ticketId, null);
    }

    /** Orders at the price shown. */
    public Call order(String ticketId, long shownCents) {
        var body = new JsonObject().put("ticketId", ticketId).put("price", Currency.DEFAULT.fromCents(shownCents));
        return call(invoke(Action.ORDER, ticketId, body), HttpMethod.POST, "/api/orders", body);
    }

    public Call cancel(String ticketId, String orderId) {
        return call(
                history.invoke(who, Action.CANCEL, ticketId, orderId, NOTHING),
                HttpMethod.DELETE,
                "/api/orders/" + orderId,
                null);
    }

    public Call pay(String ticketId, String orderId, String token) {
        var body = new JsonObject().put("orderId", orderId).put("token", token);
        return call(history.invoke(who, Action.PAY, ticketId, orderId, body), HttpMethod.POST, "/api/payments", body);
    }

    public Call seeTicket(String ticketId) {
        return call(invoke(Action.SEE_TICKET, ticketId, NOTHING), HttpMethod.GET, "/api/tickets/" + ticketId, null);
    }

    public Call seeOrder(String ticketId, String orderId) {
        return call(
                history.invoke(who, Action.SEE_ORDER, ticketId, orderId, NOTHING),
                HttpMethod.GET,
                "/api/orders/" + orderId,
                null);
    }

    /** Looks at the newest on sale; they are the body's {@code tickets}. */
    public Call browse() {
        return call(invoke(Action.BROWSE, "", NOTHING), HttpMethod.GET, "/api/tickets?limit=100", null);
    }

    private Call invoke(Action action, String ticketId, JsonObject sent) {
        return history.invoke(who, action, ticketId, "", sent);
    }

    private Call call(Call invoked, HttpMethod method, String path, JsonObject body) {
        return Eventually.await(client.send(method, path, body)
                .map(answer -> history.answered(invoked, answer.status(), bodyOf(answer)))
                .otherwise(lost -> history.lost(invoked, lost)));
    }

    private static JsonObject details(String title, long cents) {
        return new JsonObject().put("title", title).put("price", Currency.DEFAULT.fromCents(cents));
    }

    private static JsonObject bodyOf(Answer answer) {
        var body = answer.response().bodyAsBuffer();
        if (body == null || body.length() == 0) {
            return new JsonObject();
        }
        var json = Json.decodeValue(body);
        return json instanceof JsonArray array ? new JsonObject().put("tickets", array) : (JsonObject) json;
    }
}
