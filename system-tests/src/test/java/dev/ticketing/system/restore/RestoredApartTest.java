package dev.ticketing.system.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.Purchase;
import dev.ticketing.orders.domain.Terms;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Step;
import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Unchanged;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * What the contexts' rules do when their databases are restored to different moments: the reasons for what
 * docs/backup.md says about the order of backups.
 */
class RestoredApartTest {

    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    private static final Instant LATE = NOW.plus(Duration.ofDays(1));
    private static final Terms TERMS =
            new Terms(Duration.ofMinutes(15), Duration.ofSeconds(5), Duration.ofMinutes(5), 10, 10, Currency.DEFAULT);
    private static final Ticket LISTED = Ticket.list("ticket", "seller", new TicketDetails("Concert", 1999));

    /** Orders older than tickets: the number of an order that is gone is given to another one. */
    @Test
    void a_number_given_twice_gets_no_lock_and_the_next_one_does() {
        var gone = order("gone", Optional.empty());
        var locked = state(LISTED.apply(gone.snapshot()));

        var again = order("again", Optional.empty());
        assertThat(again.reservation()).isEqualTo(gone.reservation());
        assertThat(locked.apply(again.snapshot())).isInstanceOf(Unchanged.class);
        // Nobody can pay for it, as nobody confirms it. Its end frees the ticket, and the next order is as usual.
        var ended = state(again.expire(LATE));
        var free = state(locked.apply(ended.snapshot()));
        assertThat(free.status()).isEqualTo(Status.AVAILABLE);
        var next = order("next", Optional.of(ended));
        assertThat(state(free.apply(next.snapshot())).orderId()).hasValue("next");
    }

    /** The same where the order that is gone was paid. */
    @Test
    void a_ticket_sold_to_an_order_that_is_gone_is_never_sold_again() {
        var sold = state(LISTED.apply(completed(order("gone", Optional.empty())).snapshot()));
        var replica = TicketReplica.of(sold.snapshot());

        assertThat(Order.place("again", replica, Optional.empty(), "buyer", purchase(), TERMS, NOW))
                .isInstanceOf(Transition.Refused.class);
    }

    /** Orders older than payments: this is where money is kept. */
    @Test
    void the_end_of_an_older_order_is_not_heard_by_a_charge_that_knows_a_newer_one() {
        var order = order("order", Optional.empty());
        var complete = completed(order);
        var charge = paid(Charge.of(order.snapshot(), "usd"));
        charge = state(charge.apply(complete.snapshot(), NOW));

        var ended = state(order.expire(LATE));
        assertThat(charge.apply(ended.snapshot(), LATE)).isInstanceOf(Unchanged.class);
        assertThat(charge.nextStep(LATE)).isInstanceOf(Step.Nothing.class);
    }

    /** The same as it should be: payments as old as the order or older. */
    @Test
    void the_end_of_an_order_is_heard_by_an_older_charge_and_the_money_goes_back() {
        var order = order("order", Optional.empty());
        var charge = paid(Charge.of(order.snapshot(), "usd"));

        charge = state(charge.apply(state(order.expire(LATE)).snapshot(), LATE));
        assertThat(charge.nextStep(LATE)).isInstanceOf(Step.Refund.class);
    }

    /** Payments older than orders: what Stripe has captured since is found out, as far as its intent was stored. */
    @Test
    void an_older_charge_of_an_ended_order_closes_its_intent_and_so_finds_what_was_captured() {
        var order = awaiting(order("order", Optional.empty()));
        var charge = state(state(Charge.of(order.snapshot(), "usd").startAttempt("buyer", "tok_visa", "", NOW))
                .intentCreated("pi"));

        charge = state(charge.apply(state(order.expire(LATE)).snapshot(), LATE));
        assertThat(charge.nextStep(LATE)).isInstanceOf(Step.CancelIntent.class);
        assertThat(state(charge.captured(LATE)).nextStep(LATE)).isInstanceOf(Step.Refund.class);
    }

    /** And where it was not: only Stripe's own list knows. */
    @Test
    void a_charge_from_before_the_first_attempt_asks_stripe_nothing() {
        var order = awaiting(order("order", Optional.empty()));
        var charge = state(Charge.of(order.snapshot(), "usd")
                .apply(state(order.expire(LATE)).snapshot(), LATE));

        assertThat(charge.nextStep(LATE)).isInstanceOf(Step.Nothing.class);
    }

    /** Tickets older than orders: what orders has done since is done again. */
    @Test
    void an_older_ticket_hears_of_its_last_order_and_is_where_it_was() {
        var complete = completed(order("order", Optional.empty()));

        assertThat(state(LISTED.apply(complete.snapshot())).status()).isEqualTo(Status.SOLD);
    }

    private static Order order(String id, Optional<Order> last) {
        var replica = TicketReplica.of(LISTED.snapshot());
        return state(Order.place(id, replica, last, "buyer", purchase(), TERMS, NOW));
    }

    private static Purchase purchase() {
        return new Purchase("ticket", OptionalLong.of(1999));
    }

    private static Order awaiting(Order order) {
        return state(order.apply(state(LISTED.apply(order.snapshot())).snapshot()));
    }

    private static Order completed(Order order) {
        var charge = paid(Charge.of(order.snapshot(), "usd"));
        return state(awaiting(order).apply(charge.snapshot(), NOW));
    }

    private static Charge paid(Charge charge) {
        return state(state(charge.intentCreated("pi")).captured(NOW));
    }

    private static <T> T state(Transition<T> transition) {
        assertThat(transition).isInstanceOf(Changed.class);
        return ((Changed<T>) transition).state();
    }
}
