package dev.ticketing.system;

import dev.ticketing.system.Route.Field;
import dev.ticketing.system.Route.Kind;
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

    private final String sellersId = "seller-" + UUID.randomUUID();
    private final String buyersId = "buyer-" + UUID.randomUUID();
    private final Person seller;
    private final Person buyer;

    private Routes(Market market) {
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
                of(HttpMethod.GET, "/api/users/currentuser", "", null, List.of(), 200),
                of(HttpMethod.GET, "/api/users/current", "", null, List.of(), 200),
                of(HttpMethod.GET, "/api/tickets", "", null, List.of(), 200),
                of(HttpMethod.POST, "/api/tickets", "", sellersId, details(), 201),
                of(HttpMethod.GET, "/api/tickets/:id", ticket(), null, List.of(), 200),
                of(HttpMethod.PUT, "/api/tickets/:id", ticket(), sellersId, details(), 200),
                of(HttpMethod.DELETE, "/api/tickets/:id", ticket(), sellersId, List.of(), 204),
                of(HttpMethod.GET, "/api/orders", "", buyersId, List.of(), 200),
                of(HttpMethod.POST, "/api/orders", "", buyersId, purchase(), 200, 404),
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
        return new Route(
                method,
                template,
                id,
                Optional.ofNullable(user),
                fields,
                Arrays.stream(served).collect(Collectors.toUnmodifiableSet()));
    }

    private static List<Field> credentials() {
        return List.of(
                new Field("email", Kind.EMAIL, "\"bad-input@example.com\"", 254),
                new Field("password", Kind.PASSWORD, "\"correct horse\"", 128));
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

    /** Of an order that is paid, so that to ask again and again changes nothing. */
    private List<Field> payment() {
        var paid = "\"" + paidOrder() + "\"";
        return List.of(
                new Field("orderId", Kind.TEXT, paid, MAX_ID), new Field("token", Kind.TEXT, "\"tok_visa\"", 200));
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
