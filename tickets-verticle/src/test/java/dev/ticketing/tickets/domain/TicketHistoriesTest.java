package dev.ticketing.tickets.domain;

import static dev.ticketing.shared.events.OrderSnapshot.Status.AWAITING_PAYMENT;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CANCELLED;
import static dev.ticketing.shared.events.OrderSnapshot.Status.COMPLETE;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CREATED;
import static dev.ticketing.tickets.domain.TicketTest.LISTED;
import static dev.ticketing.tickets.domain.TicketTest.PRICE;
import static dev.ticketing.tickets.domain.TicketTest.SELLER;
import static dev.ticketing.tickets.domain.TicketTest.after;
import static dev.ticketing.tickets.domain.TicketTest.order;
import static dev.ticketing.tickets.domain.TicketTest.orderAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever order the snapshots of a ticket's orders come in, and however often: the newest wins. */
class TicketHistoriesTest {

    private static final int HISTORIES = 10_000;

    @Test
    void every_order_of_arrival_ends_like_the_order_of_events() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            var history = randomHistory(random);
            var arrivals = shuffledWithDuplicates(history, random);
            var ticket = LISTED;
            for (var arrival : arrivals) {
                var transition = ticket.apply(arrival);
                assertThatNoOlderOrderIsObeyed(ticket, transition, arrival, seed);
                ticket = after(transition);
            }
            assertThat(outcome(ticket))
                    .as("seed %d: %s arriving as %s", seed, history, arrivals)
                    .isEqualTo(outcome(inOrder(history)));
        }
    }

    @Test
    void every_live_order_that_is_news_is_locked_at_its_price_or_refused() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            var arrivals = shuffledWithDuplicates(randomHistory(random), random);
            var ticket = LISTED;
            for (var arrival : arrivals) {
                ticket = sellersWhim(ticket, random);
                long price = random.nextInt(4) == 0 ? PRICE - 1 : PRICE;
                var order = orderAt(price, arrival.ticket().reservation(), arrival.version(), arrival.status());
                var transition = ticket.apply(order);
                assertThatLiveNewsIsDecided(ticket, transition, order, seed);
                ticket = after(transition);
            }
        }
    }

    /** Orders 1 to n of a ticket: all but the last are cancelled. */
    private static List<OrderSnapshot> randomHistory(Random random) {
        var history = new ArrayList<OrderSnapshot>();
        int last = 1 + random.nextInt(5);
        for (int reservation = 1; reservation <= last; reservation++) {
            long version = 1;
            history.add(order(reservation, version, CREATED));
            boolean confirmed = random.nextBoolean();
            if (confirmed) {
                history.add(order(reservation, ++version, AWAITING_PAYMENT));
            }
            if (reservation < last || random.nextInt(3) == 0) {
                history.add(order(reservation, ++version, CANCELLED));
                if (random.nextInt(3) == 0) {
                    history.add(order(reservation, ++version, CANCELLED));
                }
            } else if (confirmed && random.nextBoolean()) {
                history.add(order(reservation, ++version, COMPLETE));
            }
        }
        return history;
    }

    private static List<OrderSnapshot> shuffledWithDuplicates(List<OrderSnapshot> history, Random random) {
        var arrivals = new ArrayList<>(history);
        for (var snapshot : history) {
            for (int copies = random.nextInt(3); copies > 0; copies--) {
                arrivals.add(snapshot);
            }
        }
        Collections.shuffle(arrivals, random);
        return arrivals;
    }

    private static Ticket sellersWhim(Ticket ticket, Random random) {
        if (ticket.status() != Status.AVAILABLE) {
            return ticket;
        }
        return switch (random.nextInt(8)) {
            case 0 -> after(ticket.edit(SELLER, new TicketDetails("Concert", PRICE + random.nextInt(2) - 1)));
            case 1 -> after(ticket.withdraw(SELLER));
            default -> ticket;
        };
    }

    private static Ticket inOrder(List<OrderSnapshot> history) {
        var ticket = LISTED;
        for (var snapshot : history) {
            ticket = after(ticket.apply(snapshot));
        }
        return ticket;
    }

    /** What must not depend on what was skipped; how many versions it took may. */
    private static List<Object> outcome(Ticket ticket) {
        long heldBy = ticket.orderId().isPresent() ? ticket.reservation() : 0;
        return List.of(ticket.status(), ticket.orderId(), heldBy, ticket.position(), ticket.refused());
    }

    private static void assertThatNoOlderOrderIsObeyed(
            Ticket before, Transition<Ticket> transition, OrderSnapshot arrival, long seed) {
        var after = after(transition);
        var told = new Position(arrival.ticket().reservation(), arrival.version());
        var newest = told.compareTo(before.position()) > 0 ? told : before.position();
        assertThat(after.position()).as("seed %d", seed).isEqualTo(newest);
        if (after.status() == Status.RESERVED) {
            assertThat(after.reservation())
                    .as("seed %d, the reservation that locks", seed)
                    .isEqualTo(after.position().reservation());
        }
        assertThatSilenceShowsNothing(before, transition, seed);
    }

    private static void assertThatLiveNewsIsDecided(
            Ticket before, Transition<Ticket> transition, OrderSnapshot order, long seed) {
        var after = after(transition);
        boolean holds = after.orderId().filter(order.id()::equals).isPresent();
        boolean held = before.orderId().filter(order.id()::equals).isPresent();
        boolean refused = after.refused()
                .filter(refusal -> refusal.orderId().equals(order.id()))
                .isPresent();
        if (order.status().live() && !after.position().equals(before.position())) {
            assertThat(holds ^ refused)
                    .as("seed %d: %s hears of %s and becomes %s", seed, before, order, after)
                    .isTrue();
        }
        if (order.status().live() && holds && !held) {
            assertThat(before.status()).as("seed %d", seed).isNotIn(Status.WITHDRAWN, Status.SOLD);
            assertThat(before.details().priceCents())
                    .as("seed %d", seed)
                    .isEqualTo(order.ticket().priceCents());
        }
        assertThatSilenceShowsNothing(before, transition, seed);
    }

    private static void assertThatSilenceShowsNothing(Ticket before, Transition<Ticket> transition, long seed) {
        if (transition instanceof Changed<Ticket> changed) {
            assertThat(changed.state().version()).as("seed %d", seed).isEqualTo(before.version() + 1);
            if (changed.event().isEmpty()) {
                assertThat(shownOf(changed.state())).as("seed %d", seed).isEqualTo(shownOf(before));
            }
        }
    }

    /** The snapshot without its version. */
    private static List<Object> shownOf(Ticket ticket) {
        var shown = ticket.snapshot();
        return List.of(
                shown.title(),
                shown.priceCents(),
                shown.userId(),
                shown.status(),
                shown.orderId(),
                shown.reservation(),
                shown.refused());
    }
}
