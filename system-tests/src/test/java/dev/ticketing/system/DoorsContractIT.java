package dev.ticketing.system;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused at every operation before it is asked: requests of other sites, addresses that are none. */
@WithBackends
class DoorsContractIT {

    private static Market market;

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of());
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/users/signup",
        "POST, /api/users/signin",
        "POST, /api/users/signout",
        "POST, /api/users/some/ban",
        "DELETE, /api/users/some/ban",
        "POST, /api/tickets",
        "PUT, /api/tickets/some",
        "DELETE, /api/tickets/some",
        "POST, /api/orders",
        "DELETE, /api/orders/some",
        "DELETE, /api/orders/waiting/some",
        "POST, /api/payments",
        "POST, /api/payments/webhook",
        "POST, /api/payments/some/refresh"
    })
    void whatever_another_sites_page_sends_is_403(String method, String path) {
        var headers = Map.of("origin", "https://elsewhere.example", "content-type", "application/json");
        var answer = market.client().sendRaw(HttpMethod.valueOf(method), path, headers, Buffer.buffer("{}"));
        Refusal.expect(403, answer).saying("other sites");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/users/%zz/ban",
        "DELETE, /api/users/%zz/ban",
        "GET, /api/tickets/%zz",
        "PUT, /api/tickets/%zz",
        "DELETE, /api/tickets/%zz",
        "GET, /api/orders/%zz",
        "DELETE, /api/orders/%zz",
        "DELETE, /api/orders/waiting/%zz",
        "GET, /api/payments/%zz",
        "POST, /api/payments/%zz/refresh"
    })
    void a_broken_escape_in_the_address_is_400(String method, String path) {
        var answer = market.client().sendRaw(HttpMethod.valueOf(method), path, Map.of(), Buffer.buffer());
        Refusal.expect(400, answer).naming();
    }
}
