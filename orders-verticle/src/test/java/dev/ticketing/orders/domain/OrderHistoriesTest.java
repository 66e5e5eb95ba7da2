package dev.ticketing.orders.domain;

import static dev.ticketing.orders.domain.OrderTest.CREATED;
import static dev.ticketing.orders.domain.OrderTest.DUE;
import static dev.ticketing.orders.domain.OrderTest.after;
import static dev.ticketing.orders.domain.OrderTest.charge;
import static dev.ticketing.orders.domain.OrderTest.lockedFor;
import static dev.ticketing.orders.domain.OrderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.TicketSnapshot.Reason;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Cancel, pay, expire and refuse in every order: one winner, and nothing undoes it. */
class OrderHistoriesTest {

    private static final int HISTORIES = 20_000;
    private static final int STEPS = 12;

    @Test
    void the_first_end_stands_whatever_comes_after_it() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            var order = CREATED;
            for (int step = 0; step < STEPS; step++) {
                var transition = somethingHappens(order, random);
                var next = transition instanceof Transition.Refused ? order : after(transition);
                assertThatItHolds(order, transition, next, seed);
                order = next;
            }
        }
    }

    private static Transition<Order> somethingHappens(Order order, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> order.cancel("buyer");
            case 1 -> order.expire(DUE.plusSeconds(random.nextInt(3) - 2));
            case 2 -> order.apply(lockedFor(random.nextBoolean() ? "order" : "another"));
            case 3 -> order.apply(refused(random.nextInt(4) == 0 ? "order" : "another", Reason.PRICE_CHANGED));
            default -> {
                var statuses = ChargeSnapshot.Status.values();
                yield order.apply(charge(1 + random.nextInt(6), statuses[random.nextInt(statuses.length)]), DUE);
            }
        };
    }

    private static void assertThatItHolds(Order before, Transition<Order> transition, Order after, long seed) {
        if (!before.status().live()) {
            assertThat(after.status()).as("seed %d", seed).isEqualTo(before.status());
            assertThat(after.cancelReason()).as("seed %d", seed).isEqualTo(before.cancelReason());
        }
        assertThat(after.cancelReason().isPresent()).as("seed %d", seed).isEqualTo(after.status() == Status.CANCELLED);
        assertThat(after.chargeVersion()).as("seed %d", seed).isGreaterThanOrEqualTo(before.chargeVersion());
        if (!after.refund().equals(before.refund())) {
            assertThat(((Changed<Order>) transition).event())
                    .as("seed %d", seed)
                    .isPresent();
        }
        if (transition instanceof Changed<Order> changed) {
            assertThat(after.version()).as("seed %d", seed).isEqualTo(before.version() + 1);
            boolean shows = !after.snapshot()
                    .equals(OrderHistoriesTest.at(after.version(), before).snapshot());
            assertThat(changed.event().isPresent() || !shows)
                    .as("seed %d: %s silently became %s", seed, before, after)
                    .isTrue();
        }
    }

    /** The same order, were this its version. */
    private static Order at(long version, Order order) {
        return new Order(
                order.id(),
                version,
                order.ticketId(),
                order.reservation(),
                order.userId(),
                order.status(),
                order.title(),
                order.priceCents(),
                order.expiresAt(),
                order.dueAt(),
                order.cancelReason(),
                order.refund(),
                order.chargeVersion(),
                order.waiting());
    }
}
