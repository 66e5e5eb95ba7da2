package dev.ticketing.orders.domain;

import static dev.ticketing.orders.domain.OrderTest.after;
import static dev.ticketing.orders.domain.OrderTest.assertUnchanged;
import static dev.ticketing.orders.domain.OrderTest.eventOf;
import static dev.ticketing.orders.domain.OrderTest.orderThatIs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BannedBuyerTest {

    @ParameterizedTest
    @EnumSource(Status.class)
    void a_live_order_ends_once_and_an_ended_one_stays_as_it_is(Status status) {
        var order = orderThatIs(status);
        var ban = order.loseBuyer(CancelReason.USER_BANNED);
        if (!status.live()) {
            assertUnchanged(order, ban);
            return;
        }
        assertThat(eventOf(ban)).hasValue(EventType.ORDER_CANCELLED);
        assertThat(after(ban).cancelReason()).hasValue(CancelReason.USER_BANNED);
        assertUnchanged(after(ban), after(ban).loseBuyer(CancelReason.USER_BANNED));
    }
}
