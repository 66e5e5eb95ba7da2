package dev.ticketing.shared.store;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.messaging.ConfirmingPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the current snapshots of a collection's aggregates again. It heals what no retry can: a queue that was lost
 * with its events, an event that was given up, timers that Redis forgot. Whoever has seen the snapshot already sees a
 * position that is not newer and forgets it.
 *
 * <p>On request: what an operator selects, one request at a time, {@value #REQUESTED_PER_SECOND} a second. By itself:
 * every ten minutes what changed in the last day, {@value #BACKGROUND_PER_SECOND} a second, while there is no request.
 */
public final class ReemissionVerticle extends VerticleBase {

    static final int REQUESTED_PER_SECOND = 250;
    static final int BACKGROUND_PER_SECOND = 20;

    private static final Logger LOG = LoggerFactory.getLogger(ReemissionVerticle.class);
    private static final int TICK_MILLIS = 1_000;
    private static final Duration BACKGROUND_INTERVAL = Duration.ofMinutes(10);
    private static final Duration BACKGROUND_WINDOW = Duration.ofDays(1);

    private final AggregateStore<?> store;
    private final ConfirmingPublisher publisher;
    private final Clock clock;
    private final Duration interval;
    private final Counter reemitted;
    private volatile Optional<Progress> progress = Optional.empty();
    private SnapshotWalk requested;
    private SnapshotWalk background;
    private long nextPassNanos;
    private boolean busy;

    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * How an operator's request is getting on.
     *
     * @param published how many snapshots so far
     * @param problem why the last try failed; empty when it did not
     */
    public record Progress(State state, Instant startedAt, int published, Optional<String> problem) {}

    public ReemissionVerticle(AggregateStore<?> store, ConfirmingPublisher publisher, Clock clock) {
        this(store, publisher, clock, BACKGROUND_INTERVAL);
    }

    ReemissionVerticle(AggregateStore<?> store, ConfirmingPublisher publisher, Clock clock, Duration interval) {
        this.store = store;
        this.publisher = publisher;
        this.clock = clock;
        this.interval = interval;
        this.reemitted = Metrics.counter("snapshots.reemitted", "service", store.source());
    }

    @Override
    public Future<?> start() {
        nextPassNanos = System.nanoTime() + interval.toNanos();
        vertx.setPeriodic(TICK_MILLIS, tick -> tick());
        return Future.succeededFuture();
    }

    /** Starts on a selection; fails with {@link Failure.Conflict} while it is at work on another. */
    public Future<Progress> request(Selection selection) {
        var promise = Promise.<Progress>promise();
        context.runOnContext(turn -> {
            if (requested != null) {
                promise.fail(new Failure.Conflict("snapshots are being published already").asException());
                return;
            }
            LOG.info("{}: publishes snapshots again: {}", store.source(), selection);
            requested = new SnapshotWalk(store, publisher, selection);
            var started = new Progress(State.RUNNING, clock.instant(), 0, Optional.empty());
            progress = Optional.of(started);
            promise.complete(started);
        });
        return promise.future();
    }

    /** Of the last request; empty before the first. May be asked on any thread. */
    public Optional<Progress> progress() {
        return progress;
    }

    /** At most one batch a second, so that the batches' size is the rate. */
    private void tick() {
        if (busy) {
            return;
        } else if (requested != null) {
            take(requested, REQUESTED_PER_SECOND).onComplete(taken -> {
                report(requested, taken);
                requested = isOver(requested) ? null : requested;
            });
        } else if (background != null) {
            take(background, BACKGROUND_PER_SECOND)
                    .onComplete(taken -> background = isOver(background) ? null : background);
        } else if (System.nanoTime() - nextPassNanos >= 0) {
            nextPassNanos = System.nanoTime() + interval.toNanos();
            var since = new Selection.Since(clock.instant().minus(BACKGROUND_WINDOW));
            background = new SnapshotWalk(store, publisher, since);
        }
    }

    private Future<Integer> take(SnapshotWalk walk, int batch) {
        busy = true;
        int before = walk.published();
        return Future.succeededFuture().compose(turn -> walk.next(batch)).onComplete(taken -> {
            busy = false;
            reemitted.increment(walk.published() - before);
        });
    }

    private void report(SnapshotWalk walk, AsyncResult<Integer> taken) {
        var state = walk.isDone() ? State.DONE : walk.isBroken() ? State.FAILED : State.RUNNING;
        var problem = Optional.ofNullable(taken.cause()).map(Throwable::getMessage);
        progress = progress.map(now -> new Progress(state, now.startedAt(), walk.published(), problem));
    }

    private static boolean isOver(SnapshotWalk walk) {
        return walk.isDone() || walk.isBroken();
    }
}
