package dev.ticketing.shared.service;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again, never twice at a time; a failure is logged and the next turn comes all the same. */
final class PeriodicVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicVerticle.class);

    private final String what;
    private final Duration interval;
    private final Supplier<Future<?>> task;
    private boolean busy;

    PeriodicVerticle(String what, Duration interval, Supplier<Future<?>> task) {
        this.what = what;
        this.interval = interval;
        this.task = task;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(interval.toMillis(), tick -> turn());
        return Future.succeededFuture();
    }

    private void turn() {
        if (busy) {
            return;
        }
        busy = true;
        Future.succeededFuture()
                .compose(start -> task.get())
                .onFailure(failure -> LOG.warn("{}: {}", what, failure.getMessage()))
                .onComplete(done -> busy = false);
    }
}
