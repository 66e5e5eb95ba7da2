package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rows that say what holds between the last moment to start paying and the end of an order. */
@WithBackends
class LateContractIT {

    private static Market market;

    private final Person seller = Person.newcomer(market);
    private final Person buyer = Person.newcomer(market);

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of("ORDER_WINDOW", "PT2S", "PAYMENT_GRACE", "PT60S"));
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void post_payments_409_when_the_order_has_expired() {
        var order = late();
        Refusal.expect(409, buyer.pay(order, "tok_visa")).saying("expired");
        assertThat(buyer.see(order).getString("status")).isEqualTo("awaiting:payment");
    }

    @Test
    void delete_order_204_when_it_has_expired_and_the_ticket_can_be_ordered_again() {
        var order = late();
        buyer.cancel(order).expect(204);
        var ticket = order.getJsonObject("ticket");
        assertThat(Person.newcomer(market).order(ticket).getLong("reservation")).isEqualTo(2);
    }

    private JsonObject late() {
        var order = buyer.awaitOrder(buyer.order(seller.list("Concert", 5)), "awaiting:payment");
        var expiresAt = Instant.parse(order.getString("expiresAt"));
        Eventually.holds(() -> assertThat(Instant.now()).isAfter(expiresAt));
        return order;
    }
}
