package dev.ticketing.shared.service;

import dev.ticketing.shared.docs.ApiDocs;
import dev.ticketing.shared.http.HttpServerVerticle;
import dev.ticketing.shared.http.HttpSettings;
import dev.ticketing.shared.http.ManagementVerticle;
import dev.ticketing.shared.http.RateLimits;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Contexts that run in one process behind one HTTP port and one management port. */
public final class Service {

    /** The system's time, no finer than what is stored: milliseconds. */
    public static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final int STOP_SECONDS = 20;
    private static final int LOOK_AGAIN_MILLIS = 50;

    private final Vertx vertx;
    private final List<ContextVerticle> contexts;
    private final Consumer<Router> moreRoutes;
    private final ApiDocs docs;
    private final HttpSettings settings;
    private final RateLimits limits;
    private final HealthChecks readiness;
    private final Telemetry telemetry;
    private final ManagementVerticle management;
    private final AtomicReference<HttpServerVerticle> server = new AtomicReference<>();
    private final List<String> contextIds = new ArrayList<>();
    private String serverId;
    private volatile boolean serving;

    /**
     * Prepares a service.
     *
     * @param moreRoutes mounted after the contexts' own
     */
    public Service(
            Vertx vertx,
            Telemetry telemetry,
            HttpSettings settings,
            List<ContextVerticle> contexts,
            Consumer<Router> moreRoutes) {
        this.vertx = vertx;
        this.settings = settings;
        this.limits = RateLimits.perAddress(settings.door());
        this.contexts = List.copyOf(contexts);
        this.moreRoutes = moreRoutes;
        this.docs = new ApiDocs(contexts.stream()
                .flatMap(context -> context.contract().stream())
                .toList());
        this.readiness = HealthChecks.create(vertx);
        this.telemetry = telemetry;
        this.management = new ManagementVerticle(settings, readiness, telemetry.registry(), router -> {
            var named = new NamedContexts(this.contexts);
            new DeadLetterRoutes(named).mount(router);
            new SnapshotRoutes(named).mount(router);
            this.contexts.forEach(context -> context.mountCommands(router));
        });
    }

    /** Starts everything; succeeds once it listens. Waits for backends that are away, reporting not ready. */
    public Future<Service> start() {
        if (!settings.door().rateLimits()) {
            LOG.warn("RATE_LIMITS is off: any client may ask for as much as it likes");
        }
        readiness.register("serving", up -> up.complete(serving ? Status.OK() : Status.KO()));
        var perEventLoop = new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE);
        return vertx.deployVerticle(EventLoopLagVerticle::new, perEventLoop)
                .compose(measuring -> vertx.deployVerticle(management))
                .compose(deployed ->
                        Future.all(contexts.stream().map(this::deploy).toList()))
                .compose(deployed -> serve())
                .map(id -> {
                    serverId = id;
                    serving = true;
                    return this;
                });
    }

    /** Waits until everything needed is there, for as long as it takes. */
    public Future<Void> ready() {
        return readiness
                .checkStatus()
                .compose(result -> CheckResult.isUp(result)
                        ? Future.succeededFuture()
                        : vertx.timer(LOOK_AGAIN_MILLIS).compose(again -> ready()));
    }

    /** The port that serves HTTP. */
    public int port() {
        return server.get().actualPort();
    }

    /** The port of health, metrics and the operator's commands. */
    public int managementPort() {
        return management.actualPort();
    }

    /**
     * Reports not ready, lets what is in hand finish, and closes everything, Vert.x with it. Blocks; never to be called
     * on an event loop. What takes longer than {@value #STOP_SECONDS} s is left behind.
     */
    public void stop() {
        serving = false;
        contexts.forEach(ContextVerticle::drain);
        await(serverId == null ? Future.succeededFuture() : vertx.undeploy(serverId));
        await(Future.join(contextIds.stream().map(vertx::undeploy).toList()));
        await(vertx.close());
        telemetry.close();
    }

    /** Whatever does not close well must not keep the rest from closing. */
    private static void await(Future<?> closing) {
        try {
            closing.toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            LOG.warn("did not close cleanly", e.getCause());
        } catch (TimeoutException e) {
            LOG.warn("did not close within {} s", STOP_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping", e);
        }
    }

    private Future<Void> deploy(ContextVerticle context) {
        return vertx.deployVerticle(context).map(id -> {
            contextIds.add(id);
            context.register(readiness);
            context.register(telemetry.registry());
            return null;
        });
    }

    private Future<String> serve() {
        var perCore = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        return vertx.deployVerticle(this::newServer, perCore);
    }

    private HttpServerVerticle newServer() {
        server.set(new HttpServerVerticle(settings, limits, this::mount));
        return server.get();
    }

    private void mount(Router router) {
        contexts.forEach(context -> context.mount(router));
        docs.mount(router);
        moreRoutes.accept(router);
    }
}
