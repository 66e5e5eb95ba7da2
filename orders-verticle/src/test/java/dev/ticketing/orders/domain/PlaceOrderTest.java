package dev.ticketing.orders.domain;

import static dev.ticketing.orders.domain.OrderTest.NOW;
import static dev.ticketing.orders.domain.OrderTest.after;
import static dev.ticketing.orders.domain.OrderTest.assertUnchanged;
import static dev.ticketing.orders.domain.OrderTest.eventOf;
import static dev.ticketing.orders.domain.OrderTest.orderThatIs;
import static dev.ticketing.orders.domain.OrderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.domain.Fields;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.TicketSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlaceOrderTest {

    private static final Terms TERMS =
            new Terms(Duration.ofMinutes(15), Duration.ofSeconds(5), Duration.ofMinutes(5), 10, 10, Currency.DEFAULT);
    private static final TicketReplica TICKET = ticketThatIs(TicketSnapshot.Status.AVAILABLE);
    private static final Optional<Order> NONE = Optional.empty();

    @Test
    void the_first_order_of_a_ticket_has_number_1_and_the_terms_of_its_moment() {
        var placed = place(TICKET, NONE, "buyer");

        assertThat(eventOf(placed)).hasValue(EventType.ORDER_CREATED);
        assertThat(after(placed))
                .isEqualTo(new Order(
                        "new",
                        1,
                        "ticket",
                        1,
                        "buyer",
                        Status.CREATED,
                        "Concert",
                        1999,
                        NOW.plusSeconds(900),
                        NOW.plusSeconds(905),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Waiting.NONE));
    }

    @Test
    void after_a_cancelled_order_the_next_number_is_free() {
        var next = after(place(TICKET, last(Status.CANCELLED), "buyer"));

        assertThat(next.id()).isEqualTo("new");
        assertThat(next.reservation()).isEqualTo(4);
    }

    /** The last order is the truth; that the replica still shows its lock is only late. */
    @Test
    void a_lock_of_a_cancelled_order_does_not_stand_in_the_next_ones_way() {
        var late = ticketThatIs(TicketSnapshot.Status.RESERVED);

        assertThat(after(place(late, last(Status.CANCELLED), "buyer")).reservation())
                .isEqualTo(4);
    }

    @Test
    void sellers_cannot_buy_their_own_ticket() {
        assertThat(refusal(place(TICKET, NONE, "seller"))).isInstanceOf(Failure.Forbidden.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CREATED", "AWAITING_PAYMENT"})
    void the_same_request_twice_gives_the_same_order(Status live) {
        assertUnchanged(orderThatIs(live), place(TICKET, last(live), "buyer"));
    }

    /** The price they agreed to stands, whatever the ticket costs others by now. */
    @Test
    void who_holds_the_ticket_gets_their_order_back_even_with_another_price() {
        var held = Order.place("new", TICKET, last(Status.CREATED), "buyer", shown(1), TERMS, NOW);

        assertUnchanged(orderThatIs(Status.CREATED), held);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CREATED", "AWAITING_PAYMENT"})
    void a_ticket_has_one_live_order(Status live) {
        assertThat(refusal(place(TICKET, last(live), "another")))
                .isEqualTo(new Failure.Conflict("the ticket is reserved"));
    }

    @ParameterizedTest
    @CsvSource({"buyer, AVAILABLE", "buyer, RESERVED", "another, AVAILABLE", "another, SOLD"})
    void a_complete_order_has_bought_the_ticket_whatever_the_replica_says(String who, TicketSnapshot.Status replica) {
        assertThat(refusal(place(ticketThatIs(replica), last(Status.COMPLETE), who)))
                .isEqualTo(new Failure.Conflict("the ticket is sold"));
    }

    @Test
    void what_the_replica_knows_as_sold_cannot_be_ordered() {
        assertThat(refusal(place(ticketThatIs(TicketSnapshot.Status.SOLD), NONE, "buyer")))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void a_withdrawn_ticket_cannot_be_ordered() {
        assertThat(refusal(place(ticketThatIs(TicketSnapshot.Status.WITHDRAWN), last(Status.CANCELLED), "buyer")))
                .isEqualTo(new Failure.Conflict("the ticket was withdrawn"));
    }

    @Test
    void who_was_shown_another_price_is_told_the_price_of_now() {
        var refused = Order.place("new", TICKET, NONE, "buyer", shown(1998), TERMS, NOW);

        assertThat(refusal(refused)).isInstanceOf(Failure.Conflict.class);
        assertThat(refusal(refused).message()).contains("19.99");
    }

    @Test
    void who_was_shown_the_price_of_now_orders_at_it() {
        assertThat(after(Order.place("new", TICKET, NONE, "buyer", shown(1999), TERMS, NOW))
                        .priceCents())
                .isEqualTo(1999);
    }

    @Test
    void a_request_names_a_ticket_and_perhaps_the_price_shown() {
        assertThat(Purchase.from(new Fields(Map.of("ticketId", "t")), Currency.DEFAULT))
                .isEqualTo(new Purchase("t", OptionalLong.empty()));
        assertThat(Purchase.from(new Fields(Map.of("ticketId", "t", "price", 19.99)), Currency.DEFAULT))
                .isEqualTo(new Purchase("t", OptionalLong.of(1999)));
        var malformed = new Fields(Map.of("ticketId", Map.of("$gt", ""), "price", "19.99"));
        var thrown = catchThrowableOfType(FailureException.class, () -> Purchase.from(malformed, Currency.DEFAULT));
        assertThat(((Failure.Invalid) thrown.failure()).problems())
                .extracting(Failure.Problem::field)
                .containsExactly("ticketId", "price");
    }

    @Test
    void a_replica_is_what_the_snapshot_says() {
        var snapshot = new TicketSnapshot(
                "ticket",
                7,
                "Concert",
                1999,
                "seller",
                TicketSnapshot.Status.RESERVED,
                Optional.of("order"),
                3,
                Optional.empty());

        assertThat(TicketReplica.of(snapshot)).isEqualTo(ticketThatIs(TicketSnapshot.Status.RESERVED));
    }

    private static Transition<Order> place(TicketReplica ticket, Optional<Order> last, String buyer) {
        return Order.place("new", ticket, last, buyer, new Purchase("ticket", OptionalLong.empty()), TERMS, NOW);
    }

    private static Purchase shown(long cents) {
        return new Purchase("ticket", OptionalLong.of(cents));
    }

    private static Optional<Order> last(Status status) {
        return Optional.of(orderThatIs(status));
    }

    private static TicketReplica ticketThatIs(TicketSnapshot.Status status) {
        return new TicketReplica("ticket", 7, "Concert", 1999, "seller", status);
    }
}
