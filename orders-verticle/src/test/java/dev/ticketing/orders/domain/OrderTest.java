package dev.ticketing.orders.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.domain.Transition.Unchanged;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Reason;
import dev.ticketing.shared.events.TicketSnapshot.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest {

    static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    static final Instant DUE = Instant.parse("2030-01-01T10:15:05Z");
    private static final Instant CHARGED = Instant.parse("2030-01-01T10:05:00Z");

    /** As orders made it; nobody has confirmed the lock yet. */
    static final Order CREATED = new Order(
            "order",
            1,
            "ticket",
            3,
            "buyer",
            Status.CREATED,
            "Concert",
            1999,
            DUE.minusSeconds(5),
            DUE,
            Optional.empty(),
            Optional.empty(),
            0,
            Waiting.NONE);

    @Test
    void an_order_has_a_window_to_start_paying_and_a_grace_for_the_payment_to_arrive() {
        assertThat(CREATED.snapshot().expiresAt()).isEqualTo("2030-01-01T10:15:00Z");
        assertThat(CREATED.snapshot().dueAt()).isEqualTo("2030-01-01T10:15:05Z");
    }

    @Test
    void a_confirmed_lock_lets_the_buyer_pay() {
        var confirmed = CREATED.apply(lockedFor("order"));

        assertThat(eventOf(confirmed)).hasValue(EventType.ORDER_UPDATED);
        assertThat(after(confirmed).status()).isEqualTo(Status.AWAITING_PAYMENT);
        assertThat(after(confirmed).version()).isEqualTo(2);
        assertUnchanged(after(confirmed), after(confirmed).apply(lockedFor("order")));
    }

    @Test
    void a_lock_for_another_order_confirms_nothing() {
        assertUnchanged(CREATED, CREATED.apply(lockedFor("another")));
    }

    @ParameterizedTest
    @CsvSource({"TICKET_UNAVAILABLE, TICKET_UNAVAILABLE", "PRICE_CHANGED, PRICE_CHANGED"})
    void a_refused_order_is_cancelled_with_the_reason(Reason why, CancelReason reason) {
        var refusal = CREATED.apply(refused("order", why));

        assertThat(eventOf(refusal)).hasValue(EventType.ORDER_CANCELLED);
        assertThat(after(refusal).snapshot().cancelReason()).hasValue(reason);
        assertThat(after(refusal).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void a_refusal_counts_even_while_the_ticket_is_somebody_elses() {
        var sold = ticket(Optional.of("another"), Optional.of(new Refusal("order", 3, Reason.TICKET_UNAVAILABLE)));

        assertThat(after(CREATED.apply(sold)).cancelReason()).hasValue(CancelReason.TICKET_UNAVAILABLE);
    }

    @Test
    void a_refusal_of_another_order_changes_nothing() {
        assertUnchanged(CREATED, CREATED.apply(refused("another", Reason.PRICE_CHANGED)));
    }

    @Test
    void nobody_but_the_buyer_reads_or_cancels_an_order() {
        assertThat(refusal(CREATED.read("stranger"))).isInstanceOf(Failure.Forbidden.class);
        assertThat(refusal(CREATED.cancel("stranger"))).isInstanceOf(Failure.Forbidden.class);
        assertUnchanged(CREATED, CREATED.read("buyer"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CREATED", "AWAITING_PAYMENT"})
    void a_live_order_can_be_given_up_once(Status live) {
        var cancellation = orderThatIs(live).cancel("buyer");
        var cancelled = after(cancellation);

        assertThat(eventOf(cancellation)).hasValue(EventType.ORDER_CANCELLED);
        assertThat(cancelled.cancelReason()).hasValue(CancelReason.USER);
        assertUnchanged(cancelled, cancelled.cancel("buyer"));
    }

    @Test
    void a_complete_order_cannot_be_cancelled() {
        assertThat(refusal(orderThatIs(Status.COMPLETE).cancel("buyer"))).isInstanceOf(Failure.Conflict.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CREATED", "AWAITING_PAYMENT"})
    void an_order_expires_when_it_is_due_and_not_a_moment_earlier(Status live) {
        var order = orderThatIs(live);
        var expiry = order.expire(DUE);

        assertUnchanged(order, order.expire(DUE.minusMillis(1)));
        assertThat(eventOf(expiry)).hasValue(EventType.ORDER_CANCELLED);
        assertThat(after(expiry).cancelReason()).hasValue(CancelReason.EXPIRED);
        assertUnchanged(after(expiry), after(expiry).expire(DUE.plusSeconds(1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"COMPLETE", "CANCELLED"})
    void what_has_ended_neither_expires_nor_is_locked_nor_refused(Status ended) {
        var order = orderThatIs(ended);

        assertUnchanged(order, order.expire(DUE.plus(Duration.ofDays(365))));
        assertUnchanged(order, order.apply(lockedFor("order")));
        assertUnchanged(order, order.apply(refused("order", Reason.PRICE_CHANGED)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CREATED", "AWAITING_PAYMENT"})
    void a_captured_charge_completes_a_live_order(Status live) {
        var completion = orderThatIs(live).apply(charge(2, ChargeSnapshot.Status.COMPLETED), CHARGED);

        assertThat(eventOf(completion)).hasValue(EventType.ORDER_COMPLETED);
        assertThat(after(completion).status()).isEqualTo(Status.COMPLETE);
        assertThat(after(completion).cancelReason()).isEmpty();
        assertThat(after(completion).chargeVersion()).isEqualTo(2);
    }

    @Test
    void a_charge_that_failed_for_good_cancels_the_order() {
        var failure = orderThatIs(Status.AWAITING_PAYMENT).apply(charge(2, ChargeSnapshot.Status.FAILED), CHARGED);

        assertThat(eventOf(failure)).hasValue(EventType.ORDER_CANCELLED);
        assertThat(after(failure).cancelReason()).hasValue(CancelReason.PAYMENT_FAILED);
    }

    @Test
    void a_cancelled_order_cannot_complete() {
        var order = orderThatIs(Status.CANCELLED);
        var heard = order.apply(charge(2, ChargeSnapshot.Status.COMPLETED), CHARGED);

        assertThat(eventOf(heard)).isEmpty();
        assertThat(after(heard).status()).isEqualTo(Status.CANCELLED);
        assertThat(after(heard).cancelReason()).isEqualTo(order.cancelReason());
        assertThat(after(heard).chargeVersion()).isEqualTo(2);
    }

    @Test
    void a_complete_order_cannot_fail() {
        var heard = orderThatIs(Status.COMPLETE).apply(charge(9, ChargeSnapshot.Status.FAILED), CHARGED);

        assertThat(eventOf(heard)).isEmpty();
        assertThat(after(heard).status()).isEqualTo(Status.COMPLETE);
        assertThat(after(heard).cancelReason()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ChargeSnapshot.Status.class)
    void what_is_doubled_or_late_about_a_charge_changes_nothing(ChargeSnapshot.Status status) {
        var heardOf5 = after(CREATED.apply(charge(5, ChargeSnapshot.Status.CREATED), CHARGED));

        assertThat(heardOf5.chargeVersion()).isEqualTo(5);
        assertUnchanged(heardOf5, heardOf5.apply(charge(5, status), CHARGED));
        assertUnchanged(heardOf5, heardOf5.apply(charge(4, status), CHARGED));
    }

    @ParameterizedTest
    @EnumSource(
            value = ChargeSnapshot.Status.class,
            names = {"CREATED", "REQUIRES_ACTION"})
    void a_charge_under_way_only_moves_the_position(ChargeSnapshot.Status underWay) {
        var heard = CREATED.apply(charge(5, underWay), CHARGED);

        assertThat(eventOf(heard)).isEmpty();
        assertThat(after(heard).snapshot())
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(CREATED.snapshot());
    }

    @Test
    void a_refund_is_noted_and_told_once() {
        var order = orderThatIs(Status.CANCELLED);
        var refund = order.apply(charge(3, ChargeSnapshot.Status.REFUNDED), CHARGED);

        assertThat(eventOf(refund)).hasValue(EventType.ORDER_UPDATED);
        assertThat(after(refund).refund()).hasValue(new Refund(1999, CHARGED));
        assertThat(after(refund).status()).isEqualTo(Status.CANCELLED);
        assertThat(after(refund).cancelReason()).isEqualTo(order.cancelReason());
        assertUnchanged(
                after(refund), after(refund).apply(charge(3, ChargeSnapshot.Status.REFUNDED), NOW.plusSeconds(999)));
    }

    @Test
    void a_newer_snapshot_of_the_same_refund_does_not_make_it_a_later_one() {
        var refunded = after(orderThatIs(Status.CANCELLED).apply(charge(3, ChargeSnapshot.Status.REFUNDED), CHARGED));
        var again = refunded.apply(charge(4, ChargeSnapshot.Status.REFUNDED), NOW.plusSeconds(999));

        assertThat(eventOf(again)).isEmpty();
        assertThat(after(again).refund()).isEqualTo(refunded.refund());
    }

    @ParameterizedTest
    @EnumSource(
            value = ChargeSnapshot.Status.class,
            names = {"CREATED", "REQUIRES_ACTION", "FAILED"})
    void a_refund_stays_noted_whatever_comes_after_it(ChargeSnapshot.Status status) {
        var refunded = after(orderThatIs(Status.CANCELLED).apply(charge(3, ChargeSnapshot.Status.REFUNDED), CHARGED));

        assertThat(after(refunded.apply(charge(4, status), CHARGED)).refund()).isEqualTo(refunded.refund());
    }

    @Test
    void a_refund_that_came_back_from_the_bank_is_noted_no_more_until_another_arrives() {
        var refunded = after(orderThatIs(Status.CANCELLED).apply(charge(3, ChargeSnapshot.Status.REFUNDED), CHARGED));
        var failed = refunded.apply(charge(4, ChargeSnapshot.Status.COMPLETED), CHARGED);

        assertThat(eventOf(failed)).hasValue(EventType.ORDER_UPDATED);
        assertThat(after(failed).refund()).isEmpty();
        assertThat(after(after(failed).apply(charge(5, ChargeSnapshot.Status.REFUNDED), NOW))
                        .refund())
                .hasValue(new Refund(1999, NOW));
    }

    @Test
    void a_part_that_went_back_is_noted_with_its_amount_and_the_sale_stands() {
        var part = charge(3, ChargeSnapshot.Status.COMPLETED).withRefunded(500);
        var noted = orderThatIs(Status.COMPLETE).apply(part, CHARGED);

        assertThat(eventOf(noted)).hasValue(EventType.ORDER_UPDATED);
        assertThat(after(noted).status()).isEqualTo(Status.COMPLETE);
        assertThat(after(noted).refund()).hasValue(new Refund(500, CHARGED));
        var all = charge(4, ChargeSnapshot.Status.REFUNDED);
        assertThat(after(after(noted).apply(all, NOW)).refund()).hasValue(new Refund(1999, NOW));
    }

    @Test
    void a_snapshot_carries_all_that_others_judge_by() {
        var snapshot = after(CREATED.cancel("buyer")).snapshot();

        assertThat(snapshot.id()).isEqualTo("order");
        assertThat(snapshot.version()).isEqualTo(2);
        assertThat(snapshot.userId()).isEqualTo("buyer");
        assertThat(snapshot.status()).isEqualTo(Status.CANCELLED);
        assertThat(snapshot.ticket().id()).isEqualTo("ticket");
        assertThat(snapshot.ticket().priceCents()).isEqualTo(1999);
        assertThat(snapshot.ticket().reservation()).isEqualTo(3);
    }

    static Order orderThatIs(Status status) {
        return switch (status) {
            case CREATED -> CREATED;
            case AWAITING_PAYMENT -> after(CREATED.apply(lockedFor("order")));
            case COMPLETE -> after(CREATED.apply(charge(1, ChargeSnapshot.Status.COMPLETED), CHARGED));
            case CANCELLED -> after(CREATED.cancel("buyer"));
        };
    }

    static TicketSnapshot lockedFor(String orderId) {
        return ticket(Optional.of(orderId), Optional.empty());
    }

    static TicketSnapshot refused(String orderId, Reason reason) {
        return ticket(Optional.empty(), Optional.of(new Refusal(orderId, 3, reason)));
    }

    private static TicketSnapshot ticket(Optional<String> orderId, Optional<Refusal> refusal) {
        var status = orderId.isPresent() ? TicketSnapshot.Status.RESERVED : TicketSnapshot.Status.AVAILABLE;
        return new TicketSnapshot("ticket", 7, "Concert", 1999, "seller", status, orderId, 3, refusal);
    }

    static ChargeSnapshot charge(long version, ChargeSnapshot.Status status) {
        return new ChargeSnapshot("order", version, "order", status, 1999, "usd", Optional.of("pi"), Optional.empty());
    }

    static Order after(Transition<Order> transition) {
        return transition instanceof Unchanged<Order> same ? same.state() : ((Changed<Order>) transition).state();
    }

    static Optional<EventType> eventOf(Transition<Order> transition) {
        return ((Changed<Order>) transition).event();
    }

    static Failure refusal(Transition<Order> transition) {
        return ((Refused<Order>) transition).failure();
    }

    static void assertUnchanged(Order before, Transition<Order> transition) {
        assertThat(transition).isEqualTo(Transition.unchanged(before));
    }
}
