package dev.ticketing.expiration.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimerChangeTest {

    private static final Instant EXPIRES = Instant.parse("2030-01-01T10:15:00Z");
    private static final Instant DUE = EXPIRES.plusSeconds(5);

    @ParameterizedTest
    @EnumSource(
            value = OrderSnapshot.Status.class,
            names = {"CREATED", "AWAITING_PAYMENT"})
    void a_live_order_has_a_timer_at_the_end_of_the_payments_grace(OrderSnapshot.Status live) {
        assertThat(TimerChange.of(order(live))).isEqualTo(new TimerChange.Set("order", DUE));
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderSnapshot.Status.class,
            names = {"COMPLETE", "CANCELLED"})
    void an_ended_order_has_none(OrderSnapshot.Status ended) {
        assertThat(TimerChange.of(order(ended))).isEqualTo(new TimerChange.Remove("order"));
    }

    private static OrderSnapshot order(OrderSnapshot.Status status) {
        var ticket = new OrderSnapshot.Ticket("ticket", 1999, 1);
        return new OrderSnapshot("order", 1, "buyer", status, EXPIRES, DUE, Optional.empty(), ticket);
    }
}
