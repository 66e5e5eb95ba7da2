package dev.ticketing.shared.http;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Streams of Server-Sent Events (HTML standard, section 9.2): what this instance hears goes to each client that listens
 * to it. Clients resume by Last-Event-ID as far as the backlog reaches. Safe for use by several threads.
 */
public final class LiveStreams {

    /** How often they are looked after. */
    public static final Duration TICK = Duration.ofSeconds(1);

    private static final String TYPE = "text/event-stream";

    /** Some minutes of a busy market; at most a few megabytes. */
    private static final int BACKLOG = 4_096;

    /** Aggregates whose last version is remembered: what comes so late that it is not among them is judged by clients. */
    private static final int MAX_TOLD = 100_000;

    /** An office behind one address, and one user's browsers. */
    private static final int MAX_PER_ADDRESS = 500;

    private static final int MAX_PER_USER = 20;

    private static final int RETRY_MILLIS = 2_000;
    private static final int FULL_RETRY_SECONDS = 10;

    /** Over so long clients move over to another instance. */
    private static final int MOVE_MILLIS = 3_000;

    private final int max;
    private final boolean perClient;
    private final Sessions sessions;
    private final Clock clock;
    private final LiveBacklog backlog = new LiveBacklog(BACKLOG);
    private final Map<String, Long> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_TOLD;
        }
    };
    private final List<LiveLoop> loops = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> openByClient = new ConcurrentHashMap<>();
    private final Counter dropped = Metrics.counter("streams.dropped");
    private volatile boolean closing;

    /**
     * Prepares.
     *
     * @param max how many streams there may be at a time
     */
    public LiveStreams(int max, DoorSettings door, Sessions sessions, Clock clock) {
        this.max = max;
        this.perClient = door.rateLimits();
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The handler for a server's instance, to be asked for on its event loop. */
    public Handler<RoutingContext> handler(Vertx vertx) {
        var loop = new LiveLoop(vertx.getOrCreateContext());
        loops.add(loop);
        return context -> {
            try {
                admit(loop, context);
            } catch (FailureException refused) {
                context.fail(refused);
            }
        };
    }

    /** Tells whom it concerns, unless something newer about the same was told before. */
    public void publish(LiveEvent event) {
        synchronized (backlog) {
            var newest = told.get(event.about());
            if (newest != null && newest >= event.version()) {
                return;
            }
            // Last in line to be forgotten.
            told.remove(event.about());
            told.put(event.about(), event.version());
            backlog.add(event);
        }
        pump();
    }

    /** Something may have happened that this instance has not heard of: everybody has to load again. */
    public void missed() {
        synchronized (backlog) {
            backlog.gap();
        }
        pump();
    }

    /** Keeps streams alive, ends those whose session is over, cuts off who takes nothing; to be done every second. */
    public void tick() {
        var now = clock.instant();
        loops.forEach(loop -> loop.each(stream -> look(stream, now)));
    }

    /** Ends all, each with another moment to come again at, and takes no more. */
    public void close() {
        closing = true;
        loops.forEach(loop ->
                loop.each(stream -> stream.end(ThreadLocalRandom.current().nextInt(MOVE_MILLIS / 10, MOVE_MILLIS))));
    }

    /** How many there are. */
    public int count() {
        return open.get();
    }

    private void pump() {
        loops.forEach(loop -> loop.wake(stream -> stream.pump(clock.instant())));
    }

    private void look(LiveStream stream, Instant now) {
        if (stream.user().filter(sessions::isBanned).isPresent()) {
            stream.end();
        } else if (stream.isStuck(now)) {
            dropped.increment();
            stream.cut();
        }
    }

    /** Lets a client listen; whoever is one too many is told when to come again. */
    private void admit(LiveLoop loop, RoutingContext context) {
        var holder = sessions.holder(context);
        var client = holder.map(it -> "user " + it.userId())
                .orElseGet(() -> "address " + ClientAddress.subscriberOf(context));
        int maxOfClient = holder.isPresent() ? MAX_PER_USER : MAX_PER_ADDRESS;
        if (closing || open.get() >= max) {
            throw new Failure.Unavailable("there are too many streams", FULL_RETRY_SECONDS).asException();
        } else if (openByClient.merge(client, 1, Integer::sum) > maxOfClient && perClient) {
            release(client);
            throw new Failure.TooMany("too many streams", FULL_RETRY_SECONDS).asException();
        }
        open.incrementAndGet();
        var stream = begin(context, holder);
        loop.add(stream);
        context.addEndHandler(ended -> {
            loop.remove(stream);
            open.decrementAndGet();
            release(client);
        });
        stream.pump(clock.instant());
    }

    private LiveStream begin(RoutingContext context, Optional<Sessions.Holder> holder) {
        var request = context.request();
        var accepted = request.getHeader("accept");
        var lastId = request.getHeader("last-event-id");
        long from = lastId == null ? backlog.last() : backlog.numberOf(lastId);
        RequestTimeout.lift(context);
        RequestMetrics.finish(context);
        var response = context.response()
                .setChunked(true)
                .putHeader("content-type", TYPE)
                // Proxies neither keep nor compress it, and NGINX does not hold it back.
                .putHeader("cache-control", "no-store, no-transform")
                .putHeader("x-accel-buffering", "no")
                // Nor do we: a compressor each takes more memory than all the rest.
                .putHeader("content-encoding", "identity");
        response.write(Buffer.buffer(
                "retry: " + RETRY_MILLIS + "\n" + (lastId == null ? "id: " + backlog.id(from) + "\n" : "") + "\n"));
        return new LiveStream(
                backlog,
                response,
                () -> abort(request.connection()),
                holder.map(Sessions.Holder::userId),
                holder.map(Sessions.Holder::until).orElse(Instant.MAX),
                accepted == null || !accepted.contains(TYPE),
                from,
                clock.instant());
    }

    /** As it stands: what closes in order, as the whole pipeline does, waits until all that was written has been read. */
    private static void abort(HttpConnection connection) {
        var unused = ((ConnectionBase) connection).channelHandlerContext().close();
    }

    private void release(String client) {
        openByClient.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
    }
}
