package dev.ticketing.system.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.history.Finding;
import dev.ticketing.system.history.Promise;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The control of the torture run: with a guard off, its crowd brings about what its checker finds. */
@Tag("long")
@WithBackends
class UnguardedIT {

    private static final Duration BOUND = Duration.ofMinutes(1);

    @Test
    void control_without_the_unique_index_a_ticket_has_two_orders_at_once_and_the_checker_sees_it(Backends backends) {
        try (var market = new CalmMarket(backends)) {
            var orders = backends.mongo("orders");
            Eventually.await(orders.dropIndex(
                    "orders", new JsonObject().put("ticketId", 1).put("reservation", -1)));
            var crowd = market.crowd();
            try {
                Eventually.holdsWithin(BOUND, () -> assertThat(new Verdict(market.history(), market.read()).findings())
                        .extracting(Finding::promise)
                        .contains(Promise.SOLD_ONCE));
            } finally {
                crowd.goHome();
                Eventually.await(orders.close());
            }
        }
    }
}
