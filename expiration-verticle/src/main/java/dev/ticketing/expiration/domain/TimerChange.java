package dev.ticketing.expiration.domain;

import dev.ticketing.shared.events.OrderSnapshot;
import java.time.Instant;

/** What an order's snapshot means for its timer. No position is kept: orders looks at the time again in any case. */
public sealed interface TimerChange {

    String orderId();

    /** A live order has a timer. */
    record Set(String orderId, Instant dueAt) implements TimerChange {}

    /** An ended order has none. */
    record Remove(String orderId) implements TimerChange {}

    static TimerChange of(OrderSnapshot order) {
        return order.status().live() ? new Set(order.id(), order.dueAt()) : new Remove(order.id());
    }
}
