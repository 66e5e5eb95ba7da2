package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do with the marketplace, across all services. */
@WithBackends
class JourneyIT {

    private static final int ROUNDS = 20;

    private static Market market;

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of());
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void two_people_one_ticket_from_sign_up_to_sold() {
        var seller = Person.signUp(market);
        var buyer = Person.signUp(market);

        var ticket = seller.list("Concert", 19.99);
        var order = buyer.order(ticket);
        buyer.awaitOrder(order, "awaiting:payment");
        assertThat(seller.seeTicket(ticket).getString("status")).isEqualTo("reserved");
        var payment = buyer.pay(order, "tok_visa").expect(201).json();

        buyer.awaitOrder(order, "complete");
        seller.awaitTicket(ticket, "sold");
        assertThat(payment.getDouble("amount")).isEqualTo(19.99);
        assertThat(buyer.pay(order, "tok_visa").expect(200).json().getString("stripeId"))
                .isEqualTo(payment.getString("stripeId"));
        assertThat(buyer.cancel(order).expect(409).error()).contains("complete");
    }

    @Test
    void a_buyer_can_pay_the_moment_the_order_is_made() {
        var ticket = Person.signUp(market).list("Concert", 5);
        var buyer = Person.signUp(market);
        var order = buyer.order(ticket);
        buyer.pay(order, "tok_visa").expect(201);
        buyer.awaitOrder(order, "complete");
    }

    @Test
    void a_declined_card_can_be_tried_again_until_the_third_time() {
        var ticket = Person.signUp(market).list("Concert", 5);
        var buyer = Person.signUp(market);
        var order = buyer.order(ticket);
        buyer.pay(order, "tok_chargeDeclined").expect(402);
        buyer.pay(order, "tok_chargeDeclined").expect(402);
        buyer.pay(order, "tok_chargeDeclined").expect(402);
        assertThat(buyer.awaitOrder(order, "cancelled").getString("cancelReason"))
                .isEqualTo("payment-failed");
        buyer.awaitTicket(ticket, "available");
    }

    @Test
    void a_cancelled_tickets_next_buyer_gets_it() {
        var ticket = Person.signUp(market).list("Concert", 5);
        var first = Person.signUp(market);
        var second = Person.signUp(market);
        var cancelled = first.order(ticket);
        assertThat(second.tryToOrder(ticket).expect(409).error()).contains("reserved");
        first.cancel(cancelled).expect(204);

        var order = second.order(ticket);
        second.pay(order, "tok_visa").expect(201);
        second.awaitOrder(order, "complete");
        assertThat(first.pay(cancelled, "tok_visa").expect(409).error()).contains("cancelled");
    }

    @Test
    void a_price_changed_while_the_order_is_on_its_way_is_never_charged() {
        var seller = Person.signUp(market);
        var buyer = Person.signUp(market);
        for (int round = 0; round < ROUNDS; round++) {
            var ticket = seller.list("Concert", 10);
            seller.tryToOrder(ticket).expect(403);
            var ordering = buyer.client()
                    .send(HttpMethod.POST, "/api/orders", new JsonObject().put("ticketId", ticket.getString("id")));
            var edited = seller.client()
                    .put(
                            "/api/tickets/" + ticket.getString("id"),
                            new JsonObject().put("title", "Concert").put("price", 99));
            var order = Eventually.await(ordering).expect(201).json();

            var shown = order.getJsonObject("ticket").getDouble("price");
            var paid = buyer.pay(order, "tok_visa");
            if (edited.status() == 200 && shown == 10) {
                paid.expect(409);
                assertThat(buyer.see(order).getString("cancelReason")).isEqualTo("price-changed");
            } else {
                assertThat(paid.expect(201).json().getDouble("amount")).isEqualTo(shown);
            }
        }
    }
}
