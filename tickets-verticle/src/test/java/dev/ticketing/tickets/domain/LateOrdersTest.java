package dev.ticketing.tickets.domain;

import static dev.ticketing.shared.events.OrderSnapshot.Status.AWAITING_PAYMENT;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CANCELLED;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CREATED;
import static dev.ticketing.tickets.domain.TicketTest.LISTED;
import static dev.ticketing.tickets.domain.TicketTest.after;
import static dev.ticketing.tickets.domain.TicketTest.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.OrderSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Order 1 is over and order 2 holds the ticket; whatever is told of order 1 comes again, in every sequence. A guard is
 * taken away by letting the ticket forget, before each arrival, what the guard compares with.
 */
class LateOrdersTest {

    private static final int MAX_ARRIVALS = 4;

    private static final OrderSnapshot FIRST_CREATED = order(1, 1, CREATED);
    private static final OrderSnapshot FIRST_CONFIRMED = order(1, 2, AWAITING_PAYMENT);
    private static final OrderSnapshot FIRST_CANCELLED = order(1, 3, CANCELLED);
    private static final OrderSnapshot SECOND_CREATED = order(2, 1, CREATED);

    private static final List<OrderSnapshot> OF_THE_FIRST = List.of(FIRST_CREATED, FIRST_CONFIRMED, FIRST_CANCELLED);
    private static final Ticket FREE_AGAIN = hearsOf(LISTED, OF_THE_FIRST, UnaryOperator.identity());
    private static final Ticket HELD = after(FREE_AGAIN.apply(SECOND_CREATED));

    @Test
    void no_sequence_of_late_arrivals_changes_anything() {
        assertThat(OF_THE_FIRST).allSatisfy(late -> assertThat(HELD.apply(late)).isEqualTo(Transition.unchanged(HELD)));
        assertThat(sequences()).noneMatch(late -> isLost(late, UnaryOperator.identity()));
    }

    @Test
    void control_without_the_position_each_late_order_that_is_live_takes_the_hold_and_a_late_cancel_alone_does_not() {
        assertThat(sequences()).allSatisfy(late -> assertThat(isLost(late, LateOrdersTest::withoutPosition))
                .as("hold lost to %s", late)
                .isEqualTo(late.contains(FIRST_CREATED) || late.contains(FIRST_CONFIRMED)));
    }

    @Test
    void the_position_alone_protects_the_hold_when_the_number_of_the_lock_is_forgotten() {
        assertThat(sequences()).noneMatch(late -> isLost(late, LateOrdersTest::withoutReservation));
    }

    @Test
    void control_without_both_any_late_arrival_ends_the_hold() {
        assertThat(sequences()).allMatch(late -> isLost(late, LateOrdersTest::withNeither));
    }

    /** The position must start with the reservation, for every order counts its versions from 1. */
    @Test
    void control_a_position_of_the_version_alone_takes_the_second_order_for_old_and_never_locks_for_it() {
        UnaryOperator<Ticket> versionAlone = ticket -> with(
                ticket,
                new Position(
                        SECOND_CREATED.ticket().reservation(), ticket.position().version()),
                ticket.reservation());
        assertThat(hearsOf(FREE_AGAIN, List.of(SECOND_CREATED), versionAlone).orderId())
                .isEmpty();
        assertThat(HELD.orderId()).hasValue(SECOND_CREATED.id());
    }

    private static boolean isLost(List<OrderSnapshot> late, UnaryOperator<Ticket> forgetting) {
        return hearsOf(HELD, late, forgetting)
                .orderId()
                .filter(SECOND_CREATED.id()::equals)
                .isEmpty();
    }

    private static Ticket hearsOf(Ticket ticket, List<OrderSnapshot> arrivals, UnaryOperator<Ticket> forgetting) {
        var now = ticket;
        for (var arrival : arrivals) {
            now = after(forgetting.apply(now).apply(arrival));
        }
        return now;
    }

    /** Every sequence of one to four late arrivals. */
    private static List<List<OrderSnapshot>> sequences() {
        var all = new ArrayList<List<OrderSnapshot>>();
        var longest = List.of(List.<OrderSnapshot>of());
        for (int arrivals = 1; arrivals <= MAX_ARRIVALS; arrivals++) {
            longest = longest.stream()
                    .flatMap(late -> OF_THE_FIRST.stream().map(one -> Stream.concat(late.stream(), Stream.of(one))
                            .toList()))
                    .toList();
            all.addAll(longest);
        }
        return all;
    }

    private static Ticket withoutPosition(Ticket ticket) {
        return with(ticket, Position.NONE, ticket.reservation());
    }

    private static Ticket withoutReservation(Ticket ticket) {
        return with(ticket, ticket.position(), 0);
    }

    private static Ticket withNeither(Ticket ticket) {
        return withoutPosition(withoutReservation(ticket));
    }

    private static Ticket with(Ticket ticket, Position position, long reservation) {
        return new Ticket(
                ticket.id(),
                ticket.version(),
                ticket.details(),
                ticket.userId(),
                ticket.status(),
                ticket.orderId(),
                reservation,
                position,
                ticket.refused());
    }
}
