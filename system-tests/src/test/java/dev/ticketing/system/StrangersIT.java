package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is somebody's is nobody else's, by every operation that takes an id and by every list. */
@WithBackends
class StrangersIT {

    /** For everybody. */
    private static final String LISTING = "GET /api/tickets/:id";

    /** Whoever asks takes nobody but himself off the list: WaitingContractIT. */
    private static final String NOT_WAITING = "DELETE /api/orders/waiting/:id";

    /** One's own alone, of which strangers know no id: SessionListIT. */
    private static final String SESSION = "/api/users/sessions/{id}";

    private static Market market;
    private static List<Route> routes;
    private static ApiClient stranger;

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of());
        routes = Routes.of(market);
        stranger = market.client().as("stranger");
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void whoever_asks_by_somebody_elses_id_is_refused_and_who_it_belongs_to_is_not() {
        for (var route : aboutOneThing()) {
            var what = route.toString();
            if (!what.equals(LISTING)) {
                assertThat(send(stranger, route).status())
                        .as("a stranger: " + what)
                        .isEqualTo(what.equals(NOT_WAITING) ? 204 : 403);
                assertThat(send(market.client(), route).status())
                        .as("nobody: " + what)
                        .isEqualTo(401);
            }
            assertThat(send(route.client(market), route).status()).as(what).isIn(route.served());
        }
    }

    @Test
    void no_operation_that_takes_an_id_is_left_out() {
        var tried = aboutOneThing().stream()
                .map(route -> route.method() + " " + route.template().replace(":id", "{id}"))
                .collect(Collectors.toUnmodifiableSet());
        var described = Described.all().stream()
                .filter(operation -> operation.template().contains("{")
                        && !operation.template().equals(SESSION))
                .map(Described::toString)
                .collect(Collectors.toUnmodifiableSet());
        assertThat(tried).hasSizeGreaterThan(8).containsAll(described);
    }

    @Test
    void an_order_names_its_buyer_and_a_payment_its_order_and_no_stranger_may_say_who_or_which() {
        for (var route : routes) {
            if (Set.of("POST /api/orders", "POST /api/payments").contains(route.toString())) {
                var forged = new JsonObject(route.validBody())
                        .put("userId", "stranger")
                        .put("status", "complete");
                var answer = Eventually.await(stranger.send(route.method(), route.path(), forged));
                assertThat(answer.status()).as(route.toString()).isIn(403, 404, 409);
            }
        }
    }

    @Test
    void lists_show_ones_own_and_nothing_of_others() {
        for (var path : List.of("/api/orders", "/api/payments", "/api/tickets?seller=me")) {
            assertThat(stranger.get(path).expect(200).array()).as(path).isEmpty();
            assertThat(owners(path).get(path).expect(200).array()).as(path).isNotEmpty();
        }
    }

    private static List<Route> aboutOneThing() {
        return routes.stream().filter(route -> !route.id().isEmpty()).toList();
    }

    private static ApiClient owners(String path) {
        var method = path.startsWith("/api/tickets") ? HttpMethod.POST : HttpMethod.GET;
        return routes.stream()
                .filter(route -> route.method().equals(method) && path.startsWith(route.template()))
                .findFirst()
                .orElseThrow()
                .client(market);
    }

    private static Answer send(ApiClient client, Route route) {
        var body = route.fields().isEmpty() ? null : new JsonObject(route.validBody());
        return Eventually.await(client.send(route.method(), route.path(), body));
    }
}
