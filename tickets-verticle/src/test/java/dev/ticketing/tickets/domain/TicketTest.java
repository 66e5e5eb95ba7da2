package dev.ticketing.tickets.domain;

import static dev.ticketing.shared.events.OrderSnapshot.Status.AWAITING_PAYMENT;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CANCELLED;
import static dev.ticketing.shared.events.OrderSnapshot.Status.COMPLETE;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.domain.Transition.Unchanged;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Reason;
import dev.ticketing.shared.events.TicketSnapshot.Refusal;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TicketTest {

    static final long PRICE = 1999;
    static final String SELLER = "seller";
    private static final TicketDetails CHEAPER = new TicketDetails("Concert", 1500);

    static final Ticket LISTED = Ticket.list("ticket", SELLER, new TicketDetails("Concert", PRICE));

    @Test
    void a_new_listing_is_available_and_has_heard_of_no_order() {
        assertThat(LISTED.status()).isEqualTo(Status.AVAILABLE);
        assertThat(LISTED.version()).isEqualTo(1);
        assertThat(LISTED.position()).isEqualTo(Position.NONE);
        assertThat(LISTED.orderId()).isEmpty();
    }

    @Test
    void an_edit_shows_in_the_snapshot_and_is_told() {
        var edit = LISTED.edit(SELLER, CHEAPER);

        assertThat(eventOf(edit)).hasValue(EventType.TICKET_UPDATED);
        assertThat(after(edit).snapshot().priceCents()).isEqualTo(1500);
        assertThat(after(edit).version()).isEqualTo(2);
    }

    @Test
    void an_edit_to_what_is_there_already_writes_nothing() {
        assertUnchanged(LISTED, LISTED.edit(SELLER, LISTED.details()));
    }

    @Test
    void a_withdrawal_is_told_once() {
        var withdrawal = LISTED.withdraw(SELLER);
        var withdrawn = after(withdrawal);

        assertThat(eventOf(withdrawal)).hasValue(EventType.TICKET_WITHDRAWN);
        assertThat(withdrawn.status()).isEqualTo(Status.WITHDRAWN);
        assertUnchanged(withdrawn, withdrawn.withdraw(SELLER));
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void a_banned_sellers_ticket_is_taken_down_when_nobody_holds_it(Status status) {
        var ticket = ticketThatIs(status);
        if (status == Status.AVAILABLE) {
            assertThat(eventOf(ticket.takeDown())).hasValue(EventType.TICKET_WITHDRAWN);
            assertUnchanged(after(ticket.takeDown()), after(ticket.takeDown()).takeDown());
        } else {
            assertUnchanged(ticket, ticket.takeDown());
        }
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void only_the_seller_edits_and_withdraws(Status status) {
        var ticket = ticketThatIs(status);

        assertThat(refusal(ticket.edit("buyer", CHEAPER))).isInstanceOf(Failure.Forbidden.class);
        assertThat(refusal(ticket.withdraw("buyer"))).isInstanceOf(Failure.Forbidden.class);
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, mode = EnumSource.Mode.EXCLUDE, names = "AVAILABLE")
    void only_what_is_available_can_be_edited(Status status) {
        assertThat(refusal(ticketThatIs(status).edit(SELLER, CHEAPER))).isInstanceOf(Failure.Conflict.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"RESERVED", "SOLD"})
    void what_is_reserved_or_sold_cannot_be_withdrawn(Status status) {
        assertThat(refusal(ticketThatIs(status).withdraw(SELLER))).isInstanceOf(Failure.Conflict.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderSnapshot.Status.class,
            names = {"CREATED", "AWAITING_PAYMENT"})
    void a_live_order_locks_the_ticket(OrderSnapshot.Status live) {
        var lock = LISTED.apply(order(1, 1, live));

        assertThat(eventOf(lock)).hasValue(EventType.TICKET_UPDATED);
        assertThat(after(lock).status()).isEqualTo(Status.RESERVED);
        assertThat(after(lock).orderId()).hasValue("order-1");
        assertThat(after(lock).reservation()).isEqualTo(1);
        assertThat(after(lock).position()).isEqualTo(new Position(1, 1));
        assertThat(after(lock).version()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"WITHDRAWN", "SOLD"})
    void an_order_for_what_is_not_for_sale_is_refused(Status status) {
        var ticket = ticketThatIs(status);
        var decision = ticket.apply(order(9, 1, CREATED));

        assertThat(eventOf(decision)).hasValue(EventType.TICKET_UPDATED);
        assertThat(after(decision).status()).isEqualTo(status);
        assertThat(after(decision).orderId()).isEqualTo(ticket.orderId());
        assertThat(after(decision).refused()).hasValue(new Refusal("order-9", 9, Reason.TICKET_UNAVAILABLE));
    }

    @ParameterizedTest
    @CsvSource({"1500, 1999", "2000, 1999"})
    void nobody_buys_at_a_price_that_has_changed(long priceNow, long agreed) {
        var edited = after(LISTED.edit(SELLER, new TicketDetails("Concert", priceNow)));
        var decision = edited.apply(orderAt(agreed, 1, 1, CREATED));

        assertThat(eventOf(decision)).hasValue(EventType.TICKET_UPDATED);
        assertThat(after(decision).status()).isEqualTo(Status.AVAILABLE);
        assertThat(after(decision).refused()).hasValue(new Refusal("order-1", 1, Reason.PRICE_CHANGED));
    }

    @Test
    void a_new_title_alone_refuses_nobody() {
        var edited = after(LISTED.edit(SELLER, new TicketDetails("Concert, front row", PRICE)));

        assertThat(after(edited.apply(order(1, 1, CREATED))).status()).isEqualTo(Status.RESERVED);
    }

    @Test
    void an_order_once_refused_stays_refused_when_the_old_price_is_back() {
        var refused = refusedForItsPrice();
        var oldPrice = after(refused.edit(SELLER, LISTED.details()));
        var heardAgain = oldPrice.apply(order(1, 2, CREATED));

        assertThat(eventOf(heardAgain)).isEmpty();
        assertThat(after(heardAgain).status()).isEqualTo(Status.AVAILABLE);
    }

    @Test
    void a_refusal_outlives_edits_unlocks_and_the_withdrawal() {
        var refused = refusedForItsPrice();
        var cancelled = after(refused.apply(order(1, 2, CANCELLED)));
        var edited = after(cancelled.edit(SELLER, LISTED.details()));
        var withdrawn = after(edited.withdraw(SELLER));

        assertThat(withdrawn.snapshot().refused()).isEqualTo(refused.refused()).isPresent();
    }

    @Test
    void a_refusal_outlives_the_older_lock_that_goes_with_it() {
        var refused = after(locked().apply(orderAt(1, 2, 1, CREATED)));
        var unlocked = after(refused.apply(orderAt(1, 2, 2, CANCELLED)));

        assertThat(refused.orderId()).hasValue("order-1");
        assertThat(unlocked.status()).isEqualTo(Status.AVAILABLE);
        assertThat(unlocked.refused()).hasValue(new Refusal("order-2", 2, Reason.PRICE_CHANGED));
    }

    @Test
    void the_next_lock_ends_a_refusal() {
        var locked = after(refusedForItsPrice().apply(orderAt(1500, 2, 1, CREATED)));

        assertThat(locked.status()).isEqualTo(Status.RESERVED);
        assertThat(locked.refused()).isEmpty();
    }

    @Test
    void the_next_refusal_replaces_a_refusal() {
        var again = after(refusedForItsPrice().apply(orderAt(1, 2, 1, CREATED)));

        assertThat(again.refused()).hasValue(new Refusal("order-2", 2, Reason.PRICE_CHANGED));
    }

    @Test
    void a_cancelled_order_gives_the_ticket_back() {
        var unlock = locked().apply(order(1, 2, CANCELLED));

        assertThat(eventOf(unlock)).hasValue(EventType.TICKET_UPDATED);
        assertThat(after(unlock).status()).isEqualTo(Status.AVAILABLE);
        assertThat(after(unlock).orderId()).isEmpty();
    }

    @Test
    void a_cancelled_order_also_ends_an_older_orders_lock() {
        var unlock = locked().apply(order(2, 2, CANCELLED));

        assertThat(after(unlock).status()).isEqualTo(Status.AVAILABLE);
        assertThat(after(unlock).orderId()).isEmpty();
    }

    @Test
    void a_stale_timer_cannot_unlock_the_next_buyers_ticket() {
        var next = after(locked().apply(order(2, 1, CREATED)));

        assertThat(next.orderId()).hasValue("order-2");
        assertUnchanged(next, next.apply(order(1, 3, CANCELLED)));
    }

    @Test
    void a_late_cancellation_of_the_first_buyer_does_not_sell_the_next_buyers_ticket_again() {
        var sold = after(after(locked().apply(order(2, 1, CREATED))).apply(order(2, 2, COMPLETE)));

        assertUnchanged(sold, sold.apply(order(1, 7, CANCELLED)));
        assertThat(sold.orderId()).hasValue("order-2");
    }

    @Test
    void the_next_order_need_not_wait_for_the_cancellation_of_the_last_one() {
        var next = locked().apply(order(2, 1, CREATED));

        assertThat(eventOf(next)).hasValue(EventType.TICKET_UPDATED);
        assertThat(after(next).reservation()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, mode = EnumSource.Mode.EXCLUDE, names = "SOLD")
    void a_complete_order_has_bought_the_ticket_whatever_was_skipped(Status before) {
        var sale = ticketThatIs(before).apply(order(2, 3, COMPLETE));

        assertThat(eventOf(sale)).hasValue(EventType.TICKET_UPDATED);
        assertThat(after(sale).status()).isEqualTo(Status.SOLD);
        assertThat(after(sale).orderId()).hasValue("order-2");
        assertThat(after(sale).reservation()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(OrderSnapshot.Status.class)
    void sold_is_for_good(OrderSnapshot.Status later) {
        var sold = ticketThatIs(Status.SOLD);
        var after = after(sold.apply(order(2, 9, later)));

        assertThat(after.status()).isEqualTo(Status.SOLD);
        assertThat(after.orderId()).isEqualTo(sold.orderId());
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, CREATED",
        "2, 3, CANCELLED",
        "2, 3, COMPLETE",
        "2, 2, CANCELLED",
        "1, 99, COMPLETE",
        "1, 99, CREATED"
    })
    void what_is_doubled_or_late_changes_nothing(long reservation, long version, OrderSnapshot.Status status) {
        var heardOf23 = after(LISTED.apply(order(2, 3, AWAITING_PAYMENT)));

        assertUnchanged(heardOf23, heardOf23.apply(order(reservation, version, status)));
    }

    @Test
    void the_position_is_stored_even_when_nothing_else_changes() {
        var confirmed = locked().apply(order(1, 2, AWAITING_PAYMENT));

        assertThat(eventOf(confirmed)).isEmpty();
        assertThat(after(confirmed).position()).isEqualTo(new Position(1, 2));
        assertThat(after(confirmed).version()).isEqualTo(locked().version() + 1);
    }

    @Test
    void an_order_first_heard_of_when_it_was_over_never_locks() {
        var heard = LISTED.apply(order(1, 2, CANCELLED));

        assertThat(eventOf(heard)).isEmpty();
        assertUnchanged(after(heard), after(heard).apply(order(1, 1, CREATED)));
    }

    private static Ticket locked() {
        return after(LISTED.apply(order(1, 1, CREATED)));
    }

    /** Order 1 came with the price before the edit. */
    private static Ticket refusedForItsPrice() {
        return after(after(LISTED.edit(SELLER, CHEAPER)).apply(order(1, 1, CREATED)));
    }

    private static Ticket ticketThatIs(Status status) {
        return switch (status) {
            case AVAILABLE -> LISTED;
            case RESERVED -> locked();
            case SOLD -> after(locked().apply(order(1, 2, COMPLETE)));
            case WITHDRAWN -> after(LISTED.withdraw(SELLER));
        };
    }

    static OrderSnapshot order(long reservation, long version, OrderSnapshot.Status status) {
        return orderAt(PRICE, reservation, version, status);
    }

    static OrderSnapshot orderAt(long priceCents, long reservation, long version, OrderSnapshot.Status status) {
        return new OrderSnapshot(
                "order-" + reservation,
                version,
                "buyer",
                status,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                new OrderSnapshot.Ticket("ticket", priceCents, reservation));
    }

    static Ticket after(Transition<Ticket> transition) {
        return transition instanceof Unchanged<Ticket> same ? same.state() : ((Changed<Ticket>) transition).state();
    }

    static Optional<EventType> eventOf(Transition<Ticket> transition) {
        return ((Changed<Ticket>) transition).event();
    }

    private static Failure refusal(Transition<Ticket> transition) {
        return ((Refused<Ticket>) transition).failure();
    }

    private static void assertUnchanged(Ticket before, Transition<Ticket> transition) {
        assertThat(transition).isEqualTo(Transition.unchanged(before));
    }
}
