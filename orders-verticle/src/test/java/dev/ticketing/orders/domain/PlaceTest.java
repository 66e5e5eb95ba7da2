package dev.ticketing.orders.domain;

import static dev.ticketing.orders.domain.OrderTest.NOW;
import static dev.ticketing.orders.domain.OrderTest.after;
import static dev.ticketing.orders.domain.OrderTest.assertUnchanged;
import static dev.ticketing.orders.domain.OrderTest.eventOf;
import static dev.ticketing.orders.domain.OrderTest.orderThatIs;
import static dev.ticketing.orders.domain.OrderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.TicketSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlaceTest {

    private static final Terms TERMS =
            new Terms(Duration.ofMinutes(15), Duration.ofSeconds(5), Duration.ofMinutes(5), 10, 10, Currency.DEFAULT);
    private static final Place PLACE = new Place("place", "ticket", "waiter");

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CREATED", "AWAITING_PAYMENT"})
    void what_somebody_else_holds_can_be_waited_for(Status live) {
        var taken = Place.take("place", ticketThatIs(TicketSnapshot.Status.AVAILABLE), last(live), "waiter");

        assertThat(taken).isEqualTo(Transition.changedSilently(PLACE));
    }

    @ParameterizedTest
    @CsvSource({
        "waiter, AVAILABLE, CANCELLED, the ticket is available",
        "waiter, RESERVED, CANCELLED, the ticket is available",
        "waiter, WITHDRAWN, CANCELLED, the ticket was withdrawn",
        "waiter, RESERVED, COMPLETE, the ticket is sold",
        "waiter, SOLD, CANCELLED, the ticket is sold",
        "buyer, RESERVED, CREATED, you hold this ticket yourself",
    })
    void what_nobody_else_holds_cannot(String user, TicketSnapshot.Status replica, Status last, String why) {
        assertThat(Place.take("place", ticketThatIs(replica), last(last), user))
                .isEqualTo(new Refused<Place>(new Failure.Conflict(why)));
    }

    @Test
    void nor_what_was_never_ordered_nor_ones_own() {
        var ticket = ticketThatIs(TicketSnapshot.Status.AVAILABLE);

        assertThat(Place.take("place", ticket, Optional.empty(), "waiter"))
                .isEqualTo(new Refused<Place>(new Failure.Conflict("the ticket is available")));
        assertThat(((Refused<Place>) Place.take("place", ticket, last(Status.CREATED), "seller")).failure())
                .isInstanceOf(Failure.Forbidden.class);
    }

    /** In the same write as its end, so that no crash can come between. */
    @Test
    void an_awaited_order_that_ends_says_that_somebody_is_next_until_that_is_seen_to() {
        var awaited = after(orderThatIs(Status.CREATED).markAwaited());
        assertThat(awaited.isToPassOn()).isFalse();
        assertUnchanged(awaited, awaited.markAwaited());

        var ended = after(awaited.cancel("buyer"));
        assertThat(ended.isToPassOn()).isTrue();
        assertThat(orderThatIs(Status.CANCELLED).isToPassOn()).isFalse();

        var done = after(ended.passOn(ended.version()));
        assertThat(done.isToPassOn()).isFalse();
        assertUnchanged(done, done.passOn(done.version()));
    }

    @Test
    void who_comes_while_an_ended_order_is_being_passed_on_is_not_forgotten() {
        var ended = after(after(orderThatIs(Status.CREATED).markAwaited()).cancel("buyer"));
        var withAnother = after(ended.markAwaited());

        assertUnchanged(withAnother, withAnother.passOn(ended.version()));
    }

    @Test
    void marks_are_nothing_that_others_hear_of() {
        var order = orderThatIs(Status.CREATED);
        var marked = order.markAwaited();

        assertThat(((Changed<Order>) marked).event()).isEmpty();
        assertThat(after(marked).snapshot().offered()).isFalse();
    }

    @Test
    void while_it_is_not_seen_to_who_is_next_nobody_can_order() {
        var ended = after(after(orderThatIs(Status.CREATED).markAwaited()).cancel("buyer"));
        var purchase = new Purchase("ticket", OptionalLong.empty());
        var ticket = ticketThatIs(TicketSnapshot.Status.AVAILABLE);

        assertThat(refusal(Order.place("new", ticket, Optional.of(ended), "another", purchase, TERMS, NOW)))
                .isEqualTo(new Failure.Conflict("people are waiting for this ticket"));
        var passedOn = Optional.of(after(ended.passOn(ended.version())));
        assertThat(eventOf(Order.place("new", ticket, passedOn, "another", purchase, TERMS, NOW)))
                .isPresent();
    }

    @Test
    void an_offer_is_the_next_order_at_the_price_of_now_for_the_time_of_an_offer() {
        var offer = offer(ended(CancelReason.USER));

        assertThat(offer.userId()).isEqualTo("waiter");
        assertThat(offer.reservation()).isEqualTo(4);
        assertThat(offer.priceCents()).isEqualTo(2500);
        assertThat(offer.expiresAt()).isEqualTo(NOW.plusSeconds(300));
        assertThat(offer.dueAt()).isEqualTo(NOW.plusSeconds(305));
        assertThat(offer.waiting()).isEqualTo(new Waiting(Optional.of("place"), true));
        assertThat(offer.snapshot().offered()).isTrue();
        assertThat(after(offer.cancel("waiter")).isToPassOn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(CancelReason.class)
    void only_a_changed_price_leaves_the_turn_with_whom_it_was(CancelReason reason) {
        var offered = after(offer(ended(CancelReason.USER)).loseBuyer(reason));

        var first = Place.stillFirst(offered);

        assertThat(first.isPresent()).isEqualTo(reason == CancelReason.PRICE_CHANGED);
        assertThat(first.orElse(PLACE)).isEqualTo(PLACE);
        assertThat(Place.stillFirst(ended(reason))).isEmpty();
    }

    @Test
    void it_is_over_once_the_ticket_is_sold_or_withdrawn() {
        var available = ticketThatIs(TicketSnapshot.Status.AVAILABLE);

        assertThat(Place.isOver(available, ended(CancelReason.EXPIRED))).isFalse();
        assertThat(Place.isOver(available, ended(CancelReason.TICKET_UNAVAILABLE)))
                .isTrue();
        assertThat(Place.isOver(available, orderThatIs(Status.COMPLETE))).isTrue();
        assertThat(Place.isOver(ticketThatIs(TicketSnapshot.Status.WITHDRAWN), ended(CancelReason.USER)))
                .isTrue();
        assertThat(Place.isOver(ticketThatIs(TicketSnapshot.Status.SOLD), ended(CancelReason.USER)))
                .isTrue();
    }

    private static Order offer(Order ended) {
        return PLACE.offer("offer", ticketThatIs(TicketSnapshot.Status.AVAILABLE), ended, TERMS, NOW);
    }

    private static Order ended(CancelReason reason) {
        return after(orderThatIs(Status.CREATED).loseBuyer(reason));
    }

    private static Optional<Order> last(Status status) {
        return Optional.of(orderThatIs(status));
    }

    private static TicketReplica ticketThatIs(TicketSnapshot.Status status) {
        return new TicketReplica("ticket", 7, "Concert", 2500, "seller", status);
    }
}
