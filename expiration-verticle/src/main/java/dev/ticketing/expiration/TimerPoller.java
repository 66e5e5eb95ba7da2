package dev.ticketing.expiration;

import dev.ticketing.expiration.Timers.Claimed;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.ConfirmingPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Fires timers: claims a batch, publishes it, and acknowledges what the broker confirmed. What is claimed and never
 * acknowledged, because this poller died or the broker was away, fires again when its lease ends.
 */
final class TimerPoller {

    private static final int BATCH = 256;
    private static final long NO_VERSION = 0;

    private final Timers timers;
    private final ConfirmingPublisher publisher;
    private final String source;
    private final Clock clock;
    private final String token = UUID.randomUUID().toString();
    private final Counter fired = Metrics.counter("timers.fired");
    private final Timer lateness = Timer.builder("timers.lateness")
            .description("From a timer's due time to the broker's confirm of its event")
            .register(Metrics.globalRegistry);

    TimerPoller(Timers timers, ConfirmingPublisher publisher, String source, Clock clock) {
        this.timers = timers;
        this.publisher = publisher;
        this.source = source;
        this.clock = clock;
    }

    /** Fires everything due, a batch at a time; nothing while the broker is away. */
    Future<?> poll() {
        return publisher.isUp() ? fireBatches() : done();
    }

    private Future<Void> fireBatches() {
        return timers.claim(token, BATCH)
                .compose(claimed -> claimed.isEmpty()
                        ? Future.succeededFuture()
                        : fire(claimed).compose(done -> claimed.size() < BATCH ? done() : fireBatches()));
    }

    private Future<Void> fire(List<Claimed> claimed) {
        var published = claimed.stream().map(timer -> publish(timer.orderId())).toList();
        return Future.join(published)
                .transform(all -> {
                    var confirmed = IntStream.range(0, claimed.size())
                            .filter(i -> published.get(i).succeeded())
                            .mapToObj(claimed::get)
                            .toList();
                    confirmed.forEach(this::measure);
                    return confirmed.isEmpty()
                            ? Future.<Integer>failedFuture(all.cause())
                            : timers.acknowledge(
                                    token,
                                    confirmed.stream().map(Claimed::orderId).toList());
                })
                .mapEmpty();
    }

    private void measure(Claimed timer) {
        fired.increment();
        lateness.record(Math.max(0, clock.millis() - timer.dueMillis()), TimeUnit.MILLISECONDS);
    }

    private Future<Void> publish(String orderId) {
        return publisher.publish(CloudEvent.of(
                EventType.EXPIRATION_COMPLETE,
                source,
                orderId,
                NO_VERSION,
                new ExpirationComplete(orderId),
                clock.instant()));
    }

    private static Future<Void> done() {
        return Future.succeededFuture();
    }
}
