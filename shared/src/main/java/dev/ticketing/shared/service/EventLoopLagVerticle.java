package dev.ticketing.shared.service;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;

/** Measures how late a timer of its event loop comes: what everything else on that loop waits, too. */
final class EventLoopLagVerticle extends VerticleBase {

    private static final int INTERVAL_MILLIS = 500;

    private final Timer lag = Timer.builder("event.loop.lag")
            .description("How late an event loop comes to what is due")
            .register(Metrics.globalRegistry);

    @Override
    public Future<?> start() {
        next();
        return Future.succeededFuture();
    }

    private void next() {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
        vertx.setTimer(INTERVAL_MILLIS, tick -> {
            lag.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
            next();
        });
    }
}
