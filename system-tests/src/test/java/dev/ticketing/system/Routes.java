package dev.ticketing.system;

import dev.ticketing.system.Route.Field;
import dev.ticketing.system.Route.Kind;
import dev.ticketing.testkit.TestTokens;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Every operation of the API, each with things of its own to be asked about. */
final class Routes {

    private static final int MAX_ID = 100;
    private static final Field EMAIL = new Field("email", Kind.EMAIL, "\"bad-input@example.com\"", 254);

    private final String sellersId = "seller-" + UUID.randomUUID();
    private final String buyersId = "buyer-" + UUID.randomUUID();
    private final String strangersId = "stranger-" + UUID.randomUUID();
    private final Market market;
    private final Person seller;
    private final Person buyer;

    private Routes(Market market) {
        this.market = market;
        this.seller = Person.of(market, sellersId);
        this.buyer = Person.of(market, buyersId);
    }

    /** Lists tickets, makes orders and pays for one, so that each operation has what it needs. */
    static List<Route> of(Market market) {
        return new Routes(market).all();
    }

    private List<Route> all() {
        return List.of(
                of(HttpMethod.POST, "/api/users/signup", "", null, credentials(), 201, 409),
                of(HttpMethod.POST, "/api/users/signin", "", null, credentials(), 200, 401),
                of(HttpMethod.POST, "/api/users/signout", "", null, List.of(), 200),
                of(HttpMethod.POST, "/api/users/refresh", "", null, List.of(), 401),
                of(HttpMethod.PUT, "/api/users/password", "", buyersId, newPassword(), 401),
                of(HttpMethod.POST, "/api/users/forgot", "", null, List.of(EMAIL), 202),
                of(HttpMethod.GET, "/api/users/currentuser", "", null, List.of(), 200),
                of(HttpMethod.GET, "/api/users/current", "", null, List.of(), 200),
                ofAdmins(HttpMethod.GET, "/api/users", "", List.of(), 200),
                ofAdmins(HttpMethod.GET, "/api/users/audit", "", List.of(), 200),
                ofAdmins(HttpMethod.POST, "/api/users/:id/ban", user(), reason(), 204),
                ofAdmins(HttpMethod.DELETE, "/api/users/:id/ban", user(), List.of(), 204),
                of(HttpMethod.GET, "/api/tickets", "", null, List.of(), 200),
                of(HttpMethod.POST, "/api/tickets", "", sellersId, details(), 201),
                of(HttpMethod.GET, "/api/tickets/:id", ticket(), null, List.of(), 200),
                of(HttpMethod.PUT, "/api/tickets/:id", ticket(), sellersId, details(), 200),
                of(HttpMethod.DELETE, "/api/tickets/:id", ticket(), sellersId, List.of(), 204),
                of(HttpMethod.GET, "/api/orders", "", buyersId, List.of(), 200),
                of(HttpMethod.POST, "/api/orders", "", buyersId, purchase(), 200, 404),
                of(HttpMethod.GET, "/api/orders/waiting", "", strangersId, List.of(), 200),
                of(HttpMethod.POST, "/api/orders/waiting", "", strangersId, wish(), 200, 404),
                of(HttpMethod.DELETE, "/api/orders/waiting/:id", ticket(), strangersId, List.of(), 204),
                of(HttpMethod.GET, "/api/orders/:id", order(), buyersId, List.of(), 200),
                of(HttpMethod.DELETE, "/api/orders/:id", order(), buyersId, List.of(), 204),
                of(HttpMethod.GET, "/api/payments", "", buyersId, List.of(), 200),
                of(HttpMethod.POST, "/api/payments", "", buyersId, payment(), 200, 404),
                of(HttpMethod.GET, "/api/payments/config", "", null, List.of(), 200),
                of(HttpMethod.GET, "/api/payments/totals", "", buyersId, List.of(), 403),
                of(HttpMethod.POST, "/api/payments/webhook", "", null, List.of(), 400),
                of(HttpMethod.GET, "/api/payments/:id", paidOrder(), buyersId, List.of(), 200),
                of(HttpMethod.POST, "/api/payments/:id/refresh", paidOrder(), buyersId, List.of(), 200));
    }

    private static Route of(
            HttpMethod method, String template, String id, String user, List<Field> fields, Integer... served) {
        return route(method, template, id, Optional.ofNullable(user).map(TestTokens::forUser), fields, served);
    }

    private static Route ofAdmins(
            HttpMethod method, String template, String id, List<Field> fields, Integer... served) {
        return route(method, template, id, Optional.of(TestTokens.forAdmin("admin")), fields, served);
    }

    private static Route route(
            HttpMethod method,
            String template,
            String id,
            Optional<String> token,
            List<Field> fields,
            Integer... served) {
        return new Route(
                method, template, id, token, fields, Arrays.stream(served).collect(Collectors.toUnmodifiableSet()));
    }

    private static List<Field> reason() {
        return List.of(new Field("reason", Kind.TEXT, "\"a test\"", 500));
    }

    private static List<Field> credentials() {
        return List.of(EMAIL, new Field("password", Kind.PASSWORD, "\"correct horse\"", 128));
    }

    private static List<Field> newPassword() {
        return List.of(
                new Field("currentPassword", Kind.PASSWORD, "\"correct horse\"", 128),
                new Field("password", Kind.PASSWORD, "\"another horse\"", 128));
    }

    private static List<Field> details() {
        return List.of(new Field("title", Kind.TEXT, "\"Concert\"", 200), new Field("price", Kind.PRICE, "5", 0));
    }

    /** Of a ticket that the buyer holds already, so that to ask again and again changes nothing. */
    private List<Field> purchase() {
        var held = "\""
                + buyer.see(new JsonObject().put("id", order()))
                        .getJsonObject("ticket")
                        .getString("id") + "\"";
        return List.of(new Field("ticketId", Kind.TEXT, held, MAX_ID), new Field("price", Kind.OPTIONAL_PRICE, "5", 0));
    }

    /** For a ticket that somebody else holds and the stranger waits for already. */
    private List<Field> wish() {
        var held = buyer.see(new JsonObject().put("id", order())).getJsonObject("ticket");
        var wish = new JsonObject().put("ticketId", held.getString("id"));
        Person.of(market, strangersId)
                .client()
                .post("/api/orders/waiting", wish)
                .expect(201);
        return List.of(new Field("ticketId", Kind.TEXT, "\"" + held.getString("id") + "\"", MAX_ID));
    }

    /** Of an order that is paid, so that to ask again and again changes nothing. */
    private List<Field> payment() {
        var paid = "\"" + paidOrder() + "\"";
        return List.of(
                new Field("orderId", Kind.TEXT, paid, MAX_ID), new Field("token", Kind.TEXT, "\"tok_visa\"", 200));
    }

    /** Somebody who is banned and not in turns. */
    private String user() {
        var credentials = new JsonObject()
                .put("email", UUID.randomUUID() + "@example.com")
                .put("password", "correct horse");
        return market.client()
                .post("/api/users/signup", credentials)
                .expect(201)
                .json()
                .getString("id");
    }

    private String ticket() {
        return seller.list("Concert", 5).getString("id");
    }

    private String order() {
        return buyer.awaitOrder(buyer.order(seller.list("Concert", 5)), "awaiting:payment")
                .getString("id");
    }

    private String paidOrder() {
        var order = new JsonObject().put("id", order());
        buyer.pay(order, "tok_visa").expect(201);
        return buyer.awaitOrder(order, "complete").getString("id");
    }
}
