package dev.ticketing.shared.service;

import dev.ticketing.shared.docs.ApiContract;
import dev.ticketing.shared.http.LiveStreams;
import dev.ticketing.shared.messaging.BrokerSettings;
import dev.ticketing.shared.messaging.ConfirmingPublisher;
import dev.ticketing.shared.messaging.DeadLetters;
import dev.ticketing.shared.messaging.EventConsumerVerticle;
import dev.ticketing.shared.messaging.EventHandler;
import dev.ticketing.shared.messaging.InstanceEventsVerticle;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.shared.store.AggregateStore;
import dev.ticketing.shared.store.MongoSettings;
import dev.ticketing.shared.store.OutboxRelayVerticle;
import dev.ticketing.shared.store.ReemissionVerticle;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A context as a process runs it: {@link #start} opens its backends and deploys its verticles, then its routes are
 * mounted, once per event loop that serves HTTP.
 */
public abstract class ContextVerticle extends VerticleBase {

    private static final int CHECK_TIMEOUT_MILLIS = 2_000;
    private static final int AGAIN_MILLIS = 500;
    private static final Duration MEASURE_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ContextVerticle.class);

    private final String name;
    private final BrokerSettings broker;
    private final Clock clock;
    private final Map<String, ReadinessCheck> checks = new LinkedHashMap<>();
    private final List<Supplier<Future<Void>>> closings = new ArrayList<>();
    private final Map<String, Supplier<Number>> gauges = new LinkedHashMap<>();
    private ConfirmingPublisher publisher;
    private volatile DeadLetters deadLetters;
    private volatile ReemissionVerticle reemission;
    private volatile LiveStreams live;

    /**
     * Prepares a context.
     *
     * @param name the context's name, as in its events' source
     */
    protected ContextVerticle(String name, BrokerSettings broker, Clock clock) {
        this.name = name;
        this.broker = broker;
        this.clock = clock;
    }

    /** The context's name, as in its events' source. */
    public final String name() {
        return name;
    }

    /** Mounts the routes, by their whole paths. Called after start, on each event loop that serves HTTP. */
    public void mount(Router router) {
        // A context without an API mounts nothing.
    }

    /** Mounts the operator's commands of this context alone on the management port. Called before start. */
    public void mountCommands(Router router) {
        // Most contexts have none but those that every context has.
    }

    /** What the routes promise: the OpenAPI document beside the context's verticle; empty for one without an API. */
    final Optional<ApiContract> contract() {
        return ApiContract.beside(getClass(), name);
    }

    /** Opens what every context publishes through. */
    @Override
    public void init(Vertx vertx, Context context) {
        super.init(vertx, context);
        publisher = new ConfirmingPublisher(vertx, name, broker);
        publisher.open();
        closing(publisher::close);
        readyToStart("publisher", publisher::isUp);
    }

    /** Closes what the context opened, the last opened first. Its verticles have ended by then. */
    @Override
    public Future<?> stop() {
        var all = Future.<Void>succeededFuture();
        for (int i = closings.size() - 1; i >= 0; i--) {
            all = all.eventually(closings.get(i));
        }
        return all;
    }

    protected final Clock clock() {
        return clock;
    }

    protected final ConfirmingPublisher publisher() {
        return publisher;
    }

    /** Opens the context's own database. */
    protected final MongoClient database(MongoSettings settings) {
        var mongo = settings.client(vertx, name);
        closing(mongo::close);
        ready("database", () -> mongo.runCommand("ping", new JsonObject().put("ping", 1))
                .map(pong -> true));
        return mongo;
    }

    /** Publishes what aggregates have in their outboxes, and their snapshots again. */
    protected final Future<?> relay(AggregateStore<?> aggregates) {
        var again = new ReemissionVerticle(aggregates, publisher, clock);
        var backlog = aggregates.backlog();
        return vertx.deployVerticle(new OutboxRelayVerticle(name, aggregates.documents(), publisher, clock))
                .compose(relaying -> vertx.deployVerticle(again))
                .compose(deployed -> {
                    reemission = again;
                    return measure("outbox.waiting", backlog::count);
                })
                .compose(measuring -> measure("outbox.oldest.seconds", backlog::oldestSeconds));
    }

    /** Consumes the context's queue; events go to the handler of their source. */
    protected final Future<?> consume(Map<String, EventHandler> handlersBySource) {
        var consumer = new EventConsumerVerticle(name, broker, publisher, handlersBySource);
        readyToStart("consumer", consumer::isUp);
        return vertx.deployVerticle(consumer).compose(deployed -> {
            deadLetters = consumer.deadLetters();
            return measure("events.dead.waiting", deadLetters::count);
        });
    }

    /** Keeps to the bans from now on: succeeds once it is known who is banned. The context's queue feeds them. */
    protected final Future<?> enforce(Bans bans) {
        var heard = new InstanceEventsVerticle(name, broker, Topology.USERS, bans::hear, bans::connected);
        ready("bans", () -> Future.succeededFuture(bans.isLoaded() && heard.isUp()));
        return vertx.deployVerticle(heard)
                .compose(hearing -> untilDone(bans::load))
                .compose(loaded -> every(Bans.LOOK_INTERVAL, "bans", bans::refresh))
                .compose(refreshing -> every(Bans.SWEEP_INTERVAL, "what banned users have", bans::sweep))
                .compose(sweeping -> measure(
                        "users.banned", () -> Future.succeededFuture(bans.list().size())));
    }

    /** Tells streams of sales: each event goes to the teller, who may tell them, and what may be missing they hear. */
    protected final Future<?> stream(LiveStreams streams, EventHandler teller) {
        live = streams;
        var heard = new InstanceEventsVerticle(name, broker, Topology.SALES, teller, streams::missed);
        readyToStart("streams", heard::isUp);
        return vertx.deployVerticle(heard)
                .compose(hearing -> every(LiveStreams.TICK, "streams", () -> {
                    streams.tick();
                    return Future.succeededFuture();
                }))
                .compose(ticking -> measure("streams.open", () -> Future.succeededFuture(streams.count())));
    }

    /** Ends what would not end by itself: told before the HTTP server stops. */
    final void drain() {
        if (live != null) {
            live.close();
        }
    }

    private Future<Void> untilDone(Supplier<Future<Void>> task) {
        return task.get().recover(failure -> {
            LOG.warn("{}: {}, trying again", name, failure.getMessage());
            return vertx.timer(AGAIN_MILLIS).compose(again -> untilDone(task));
        });
    }

    /** Does something again and again, never twice at a time. */
    protected final Future<?> every(Duration interval, String what, Supplier<Future<?>> task) {
        return vertx.deployVerticle(new PeriodicVerticle(name + ", " + what, interval, task));
    }

    /**
     * A gauge that is asked for now and then; not a number while the answer is not known.
     *
     * @param name of the metric, which is tagged with the context as its service
     */
    protected final Future<?> measure(String name, Supplier<? extends Future<? extends Number>> measurement) {
        var last = new AtomicReference<Number>(Double.NaN);
        gauges.put(name, last::get);
        return every(MEASURE_INTERVAL, name, () -> measurement
                .get()
                .<Number>map(value -> value)
                .otherwise(Double.NaN)
                .onSuccess(last::set));
    }

    /** Something that must hold for the context to be ready. */
    protected final void ready(String what, Supplier<Future<Boolean>> check) {
        checks.put(name + "/" + what, ReadinessCheck.always(check));
    }

    /**
     * Something that must have been there once for the context to be ready. The broker is: while it is away events wait in
     * the outboxes, and that must not take every instance out of service at once.
     */
    private void readyToStart(String what, BooleanSupplier isUp) {
        checks.put(name + "/" + what, ReadinessCheck.toStart(() -> Future.succeededFuture(isUp.getAsBoolean())));
    }

    /** Something to close in the end. */
    protected final void closing(Supplier<Future<Void>> closing) {
        closings.add(closing);
    }

    /** What the context gave up on; empty for one that consumes nothing, or not yet. */
    final Optional<DeadLetters> deadLetters() {
        return Optional.ofNullable(deadLetters);
    }

    /** What publishes the context's snapshots again; empty for one without aggregates, or not yet. */
    final Optional<ReemissionVerticle> reemission() {
        return Optional.ofNullable(reemission);
    }

    /** Registers what is measured, and from now on whether all that must hold holds. */
    final void register(MeterRegistry metrics) {
        measure("service.ready", this::isReady)
                .onFailure(failure -> LOG.warn("{}: readiness is not measured", name, failure));
        gauges.forEach(
                (what, value) -> Gauge.builder(what, value).tag("service", name).register(metrics));
    }

    private Future<Integer> isReady() {
        var all = checks.values().stream().map(ReadinessCheck::isUp).toList();
        return Future.all(all)
                .map(answers -> answers.list().contains(false) ? 0 : 1)
                .otherwise(0);
    }

    final void register(HealthChecks readiness) {
        checks.forEach((what, check) -> readiness.register(
                what, CHECK_TIMEOUT_MILLIS, result -> check.status().onComplete(result)));
    }
}
