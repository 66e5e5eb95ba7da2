package dev.ticketing.standalone;

import dev.ticketing.standalone.DemoApi.Answer;
import dev.ticketing.standalone.DemoApi.Refused;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** Somebody in the demo: what people do, each through the API with a session cookie of their own. */
final class DemoPerson {

    /** Everybody's in the demo, and no secret. */
    static final String PASSWORD = "just looking round";

    private static final String CARD_THAT_SUCCEEDS = "tok_visa";

    private final DemoApi api;
    private final String name;
    private volatile String cookie = "";
    private volatile String id = "";

    DemoPerson(DemoApi api, String name) {
        this.api = api;
        this.name = name;
    }

    String name() {
        return name;
    }

    static String emailOf(String name) {
        return name + "@demo.example";
    }

    /** Signs up, or in where that was done before. */
    Future<?> signUpOrIn() {
        return enter("/api/users/signup").recover(failure -> Refused.isOf(failure, 409) ? signIn() : fail(failure));
    }

    /** Signs in; the Set-Cookie headers that do so. */
    Future<List<String>> signIn() {
        return enter("/api/users/signin");
    }

    /** Whether this person could sign in. */
    Future<Boolean> tryToSignIn() {
        return signIn().map(true)
                .recover(failure -> Refused.isOf(failure, 401) ? Future.succeededFuture(false) : fail(failure));
    }

    /** Lists a ticket; its id. */
    Future<String> list(DemoListing listing) {
        var ticket = new JsonObject().put("title", listing.title()).put("price", listing.price());
        return send(HttpMethod.POST, "/api/tickets", ticket)
                .map(listed -> listed.json().getString("id"));
    }

    Future<?> withdraw(String ticket) {
        return send(HttpMethod.DELETE, "/api/tickets/" + ticket, null);
    }

    /** The tickets this person has listed so far, a hundred at most, the newest first. */
    Future<List<String>> listed() {
        return get("/api/tickets?seller=me&limit=100").map(tickets -> strings(tickets, "id"));
    }

    /** The newest tickets that somebody has on sale. */
    Future<List<String>> seeTickets(DemoPerson seller, int limit) {
        return get("/api/tickets?seller=%s&limit=%d".formatted(seller.id, limit))
                .map(tickets -> strings(tickets, "id"));
    }

    /** Takes a ticket; the order's id. */
    Future<String> order(String ticket) {
        return send(HttpMethod.POST, "/api/orders", new JsonObject().put("ticketId", ticket))
                .map(order -> order.json().getString("id"));
    }

    Future<?> orderAndPay(String ticket) {
        return order(ticket).compose(order -> {
            var payment = new JsonObject().put("orderId", order).put("token", CARD_THAT_SUCCEEDS);
            return send(HttpMethod.POST, "/api/payments", payment);
        });
    }

    Future<?> orderAndCancel(String ticket) {
        return order(ticket).compose(order -> send(HttpMethod.DELETE, "/api/orders/" + order, null));
    }

    /** What became of this person's orders. */
    Future<List<String>> orders() {
        return get("/api/orders?limit=100").map(orders -> strings(orders, "status"));
    }

    private Future<List<String>> enter(String path) {
        var credentials = new JsonObject().put("email", emailOf(name)).put("password", PASSWORD);
        return api.send(HttpMethod.POST, path, "", credentials).map(entered -> {
            id = entered.json().getString("id");
            cookie = entered.cookies().stream()
                    .map(header -> header.substring(0, header.indexOf(';')))
                    .collect(Collectors.joining("; "));
            return entered.cookies();
        });
    }

    private Future<JsonArray> get(String path) {
        return send(HttpMethod.GET, path, null).map(Answer::array);
    }

    private Future<Answer> send(HttpMethod method, String path, JsonObject body) {
        return api.send(method, path, cookie, body);
    }

    private static List<String> strings(JsonArray objects, String field) {
        return objects.stream()
                .map(object -> ((JsonObject) object).getString(field))
                .toList();
    }

    private static <T> Future<T> fail(Throwable failure) {
        return Future.failedFuture(failure);
    }
}
