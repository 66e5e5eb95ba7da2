package dev.ticketing.orders;

import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import java.time.Clock;

/** Ends what no timer ended: whatever Redis loses or fires early, an order outlives its time by one sweep at most. */
final class OverdueSweep {

    private static final int BATCH = 256;

    private final OrderStore store;
    private final OrderService orders;
    private final Clock clock;

    OverdueSweep(OrderStore store, OrderService orders, Clock clock) {
        this.store = store;
        this.orders = orders;
        this.clock = clock;
    }

    /** Goes through everything overdue, a batch at a time. */
    Future<?> run() {
        return store.overdue(clock.instant(), BATCH).compose(overdue -> Future.join(
                        overdue.stream().map(order -> orders.expire(order.id())).toList())
                .onSuccess(ended -> Metrics.counter("orders.swept").increment(ended.size()))
                .compose(ended -> ended.size() < BATCH ? Future.succeededFuture() : run()));
    }
}
