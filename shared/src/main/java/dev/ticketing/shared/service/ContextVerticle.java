package dev.ticketing.shared.service;

import dev.ticketing.shared.docs.ApiContract;
import dev.ticketing.shared.messaging.BrokerSettings;
import dev.ticketing.shared.messaging.ConfirmingPublisher;
import dev.ticketing.shared.messaging.EventConsumerVerticle;
import dev.ticketing.shared.messaging.EventHandler;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.MongoSettings;
import dev.ticketing.shared.store.OutboxRelayVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A context as a process runs it: {@link #start} opens its backends and deploys its verticles, then its routes are
 * mounted, once per event loop that serves HTTP.
 */
public abstract class ContextVerticle extends VerticleBase {

    private static final int CHECK_TIMEOUT_MILLIS = 2_000;

    private final String name;
    private final BrokerSettings broker;
    private final Clock clock;
    private final Map<String, Supplier<Future<Boolean>>> checks = new LinkedHashMap<>();
    private final List<Supplier<Future<Void>>> closings = new ArrayList<>();
    private ConfirmingPublisher publisher;

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
        ready("publisher", () -> Future.succeededFuture(publisher.isUp()));
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

    /** Publishes what the aggregates of a collection have in their outboxes. */
    protected final Future<?> relay(Documents documents) {
        return vertx.deployVerticle(new OutboxRelayVerticle(name, documents, publisher, clock));
    }

    /** Consumes the context's queue; events go to the handler of their source. */
    protected final Future<?> consume(Map<String, EventHandler> handlersBySource) {
        var consumer = new EventConsumerVerticle(name, broker, publisher, handlersBySource);
        ready("consumer", () -> Future.succeededFuture(consumer.isUp()));
        return vertx.deployVerticle(consumer);
    }

    /** Does something again and again, never twice at a time. */
    protected final Future<?> every(Duration interval, String what, Supplier<Future<?>> task) {
        return vertx.deployVerticle(new PeriodicVerticle(name + ", " + what, interval, task));
    }

    /** Something that must hold for the context to be ready. */
    protected final void ready(String what, Supplier<Future<Boolean>> check) {
        checks.put(name + "/" + what, check);
    }

    /** Something to close in the end. */
    protected final void closing(Supplier<Future<Void>> closing) {
        closings.add(closing);
    }

    final void register(HealthChecks readiness) {
        checks.forEach((what, check) -> readiness.register(what, CHECK_TIMEOUT_MILLIS, up -> check.get()
                .map(isUp -> isUp ? Status.OK() : Status.KO())
                .otherwise(failure -> Status.KO(new JsonObject().put("reason", failure.getMessage())))
                .onComplete(up)));
    }
}
