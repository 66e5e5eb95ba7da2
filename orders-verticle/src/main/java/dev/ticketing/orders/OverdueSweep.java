package dev.ticketing.orders;

import dev.ticketing.orders.domain.Order;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** Ends what no timer ended: whatever Redis loses or fires early, an order outlives its time by one sweep at most. */
final class OverdueSweep {

    private static final int BATCH = 256;

    /** How long the timers have to do it themselves. */
    private static final Duration TIMERS_TURN = Duration.ofSeconds(1);

    private final OrderStore store;
    private final OrderService orders;
    private final Clock clock;
    private final Counter swept = Metrics.counter("orders.swept");

    OverdueSweep(OrderStore store, OrderService orders, Clock clock) {
        this.store = store;
        this.orders = orders;
        this.clock = clock;
    }

    /** Goes through everything overdue, a batch at a time. */
    Future<?> run() {
        return store.overdue(clock.instant().minus(TIMERS_TURN), BATCH)
                .compose(overdue -> Future.join(overdue.stream().map(this::end).toList())
                        .compose(ended -> ended.size() < BATCH ? Future.succeededFuture() : run()));
    }

    private Future<?> end(Order overdue) {
        return orders.expire(overdue.id()).onSuccess(ended -> {
            if (ended.version() > overdue.version()) {
                swept.increment();
            }
        });
    }
}
