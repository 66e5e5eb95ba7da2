package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.orders.OrdersVerticle;
import dev.ticketing.payments.PaymentsVerticle;
import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The seller changes their mind while an order is on its way. Orders and payments are real; the ticket is played, so
 * that it surely hears of the order too late. The controls play one that does not refuse.
 */
@WithBackends
class HeldBackTicketsIT {

    private static final long OLD_CENTS = 1000;
    private static final long NEW_CENTS = 9900;

    private static final SimulatedStripe STRIPE = new SimulatedStripe();
    private static Events events;
    private static RunningService orders;
    private static RunningService payments;

    private PlayedTicket ticket;
    private Person buyer;
    private Person next;

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        var environment = backends.environment();
        environment.putAll(STRIPE.client().environment());
        orders = RunningService.start(environment, OrdersVerticle::new);
        payments = RunningService.start(environment, PaymentsVerticle::new);
    }

    @AfterAll
    static void stop() {
        payments.close();
        orders.close();
        STRIPE.close();
        events.close();
    }

    @BeforeEach
    void list() {
        ticket = PlayedTicket.list(events, OLD_CENTS);
        buyer = somebody();
        next = somebody();
    }

    @Test
    void a_price_changed_while_the_order_is_on_its_way_ends_the_order_and_takes_nothing_of_who_pays_at_once() {
        var order = buyer.order(ticket.json());
        var paying = buyer.paying(order, "tok_visa");
        ticket.edit(NEW_CENTS);
        ticket.hear(EventType.ORDER_CREATED, order);

        assertThat(Eventually.await(paying).status()).isIn(409, 503);
        assertThat(buyer.payUntilDecided(order).expect(409).error()).contains("cancelled");
        assertCancelledAndNothingTaken(order, "price-changed");
        assertThatTheNextBuyerPays(NEW_CENTS);
    }

    @Test
    void a_price_changed_while_the_order_is_on_its_way_ends_the_order_before_anybody_pays() {
        var order = buyer.order(ticket.json());
        ticket.edit(NEW_CENTS);
        ticket.hear(EventType.ORDER_CREATED, order);

        assertCancelledAndNothingTaken(order, "price-changed");
        buyer.payUntilDecided(order).expect(409);
        assertThatTheNextBuyerPays(NEW_CENTS);
    }

    @Test
    void a_ticket_withdrawn_while_the_order_is_on_its_way_ends_the_order_and_takes_nothing_of_who_pays_at_once() {
        var order = buyer.order(ticket.json());
        var paying = buyer.paying(order, "tok_visa");
        ticket.withdraw();
        ticket.hear(EventType.ORDER_CREATED, order);

        assertThat(Eventually.await(paying).status()).isIn(409, 503);
        assertThat(buyer.payUntilDecided(order).expect(409).error()).contains("cancelled");
        assertCancelledAndNothingTaken(order, "ticket-unavailable");
        Eventually.holds(() ->
                assertThat(next.tryToOrder(ticket.json()).expect(409).error()).contains("withdrawn"));
    }

    @Test
    void a_buyer_who_gave_up_meanwhile_has_cancelled_and_the_refusal_that_comes_later_changes_nothing() {
        var order = buyer.order(ticket.json());
        ticket.edit(NEW_CENTS);
        buyer.cancel(order).expect(204);
        ticket.hear(EventType.ORDER_CREATED, order);
        ticket.hear(EventType.ORDER_CANCELLED, order);

        assertThatTheNextBuyerPays(NEW_CENTS);
        assertCancelledAndNothingTaken(order, "user");
    }

    @Test
    void control_tickets_that_compare_no_prices_sell_at_a_price_already_changed() {
        var order = buyer.order(ticket.json());
        ticket.edit(NEW_CENTS);
        ticket.confirmRegardless(order);

        buyer.payInTheEnd(order);
        buyer.awaitOrder(order, "complete");
        assertThat(capturedCents(order)).containsExactly(OLD_CENTS);
        assertThat(ticket.now().details().priceCents()).isEqualTo(NEW_CENTS);
    }

    @Test
    void control_tickets_that_confirm_after_the_withdrawal_sell_what_is_not_for_sale() {
        var order = buyer.order(ticket.json());
        ticket.withdraw();
        ticket.confirmRegardless(order);

        buyer.payInTheEnd(order);
        buyer.awaitOrder(order, "complete");
        assertThat(capturedCents(order)).containsExactly(OLD_CENTS);
    }

    /** Payments waits for {@code awaiting:payment}; here it hears so before tickets has said anything. */
    @Test
    void control_payments_that_do_not_wait_for_the_ticket_take_money_for_what_is_withdrawn() {
        var order = buyer.order(ticket.json());
        ticket.withdraw();
        var created = events.await(
                        EventType.ORDER_CREATED, event -> event.subject().equals(order.getString("id")))
                .dataAs(OrderSnapshot.class);
        var tooEarly = new OrderSnapshot(
                created.id(),
                created.version() + 1,
                created.userId(),
                Status.AWAITING_PAYMENT,
                created.expiresAt(),
                created.dueAt(),
                created.cancelReason(),
                created.ticket());
        events.publish(EventType.ORDER_UPDATED, created.id(), tooEarly.version(), tooEarly);
        buyer.payInTheEnd(order);
        buyer.awaitOrder(order, "complete");
        ticket.hear(EventType.ORDER_CREATED, order);

        assertThat(ticket.now().status()).isEqualTo(TicketSnapshot.Status.WITHDRAWN);
        assertThat(capturedCents(order)).containsExactly(OLD_CENTS);
    }

    private void assertCancelledAndNothingTaken(JsonObject order, String reason) {
        assertThat(buyer.awaitOrder(order, "cancelled").getString("cancelReason"))
                .isEqualTo(reason);
        assertThat(capturedCents(order)).isEmpty();
    }

    private void assertThatTheNextBuyerPays(long cents) {
        var order = Eventually.value(
                () -> Eventually.await(next.orderingAt(Currency.DEFAULT.fromCents(cents), ticket.json()))
                        .expect(201)
                        .json());
        ticket.hear(EventType.ORDER_CREATED, order);
        next.payInTheEnd(order);
        next.awaitOrder(order, "complete");
        assertThat(capturedCents(order)).containsExactly(cents);
    }

    private static List<Long> capturedCents(JsonObject order) {
        return STRIPE.client().booksOf(order.getString("id")).captures().stream()
                .map(capture -> capture.getLong("amount"))
                .toList();
    }

    private static Person somebody() {
        var client = ApiClient.of(path -> path.startsWith("/api/payments") ? payments.url() : orders.url());
        return Person.of(client.as(UUID.randomUUID().toString()));
    }
}
