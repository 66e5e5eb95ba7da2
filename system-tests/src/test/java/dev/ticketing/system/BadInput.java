package dev.ticketing.system;

import dev.ticketing.testkit.Backends;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A market of a test class's own that is sent what nobody should send, at every route. */
@TestMethodOrder(OrderAnnotation.class)
abstract class BadInput {

    static Market market;
    static List<Route> routes;
    private static Aftermath aftermath;

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of());
        routes = Routes.of(market);
        aftermath = new Aftermath(market, routes);
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    static List<Route> all() {
        return routes;
    }

    static Stream<Route> changes() {
        return routes.stream().filter(Route::changesState);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void after_all_of_it_everything_is_served_no_error_is_logged_and_no_memory_is_lost() {
        aftermath.check();
    }
}
