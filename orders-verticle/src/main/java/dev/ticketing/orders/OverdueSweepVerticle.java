package dev.ticketing.orders;

import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what no timer ended: whatever Redis loses or fires early, an order outlives its time by one sweep at most. */
final class OverdueSweepVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueSweepVerticle.class);
    private static final int SWEEP_MILLIS = 2_000;
    private static final int BATCH = 256;

    private final OrderStore store;
    private final OrderService orders;
    private final Clock clock;
    private boolean sweeping;

    OverdueSweepVerticle(OrderStore store, OrderService orders, Clock clock) {
        this.store = store;
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
        return Future.succeededFuture();
    }

    private void sweep() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        store.overdue(clock.instant(), BATCH)
                .compose(overdue -> Future.join(
                        overdue.stream().map(order -> orders.expire(order.id())).toList()))
                .onSuccess(ended -> Metrics.counter("orders.swept").increment(ended.size()))
                .onFailure(failure -> LOG.warn("the sweep of overdue orders failed: {}", failure.getMessage()))
                .onComplete(done -> sweeping = false);
    }
}
