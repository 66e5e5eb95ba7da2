package dev.ticketing.shared.http;

import dev.ticketing.shared.domain.Failure;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The management port: {@code GET /health/live} (200 while the process runs), {@code GET /health/ready} (503 until
 * everything needed is there, and from the moment a stop begins), {@code GET /metrics} for Prometheus, and an operator's
 * commands. These are for programs: a browser sends them for somebody else's page, since there is none of ours here.
 */
public final class ManagementVerticle extends VerticleBase {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final HttpSettings settings;
    private final HealthChecks readiness;
    private final PrometheusMeterRegistry metrics;
    private final Consumer<Router> commands;
    private HttpServer server;

    /**
     * Prepares the port.
     *
     * @param commands mounts what else an operator can do
     */
    public ManagementVerticle(
            HttpSettings settings, HealthChecks readiness, PrometheusMeterRegistry metrics, Consumer<Router> commands) {
        this.settings = settings;
        this.readiness = readiness;
        this.metrics = metrics;
        this.commands = commands;
    }

    @Override
    public Future<?> start() {
        var router = Router.router(vertx);
        ErrorHandler.install(router);
        router.route()
                .handler(this::ownNameOnly)
                .handler(ManagementVerticle::noBrowser)
                .handler(new BodyReader());
        router.get("/health/live").handler(context -> context.json(Map.of("status", "UP")));
        router.get("/health/ready").handler(HealthCheckHandler.createWithHealthChecks(readiness));
        router.get("/metrics").handler(this::scrape);
        commands.accept(router);
        // Who looks whether all is well is no part of what is looked at.
        var options = new HttpServerOptions().setTracingPolicy(TracingPolicy.IGNORE);
        server = vertx.createHttpServer(options).requestHandler(router);
        return server.listen(settings.managementPort(), settings.managementHost());
    }

    /** The port it listens on. */
    public int actualPort() {
        return server.actualPort();
    }

    /**
     * A page of another name that was made to lead to this machine may read what a browser here is answered, and no header
     * but Host tells it from us.
     */
    private void ownNameOnly(RoutingContext context) {
        var asked = context.request().authority();
        if (asked != null && LOOPBACK.contains(settings.managementHost()) && !LOOPBACK.contains(asked.host())) {
            context.fail(new Failure.Forbidden("this port is for this machine alone").asException());
        } else {
            context.next();
        }
    }

    private static void noBrowser(RoutingContext context) {
        var request = context.request();
        boolean fromPage = request.getHeader("origin") != null || request.getHeader("sec-fetch-site") != null;
        if (fromPage && !request.method().equals(HttpMethod.GET)) {
            context.fail(new Failure.Forbidden("commands are not for browsers").asException());
        } else {
            context.next();
        }
    }

    private void scrape(RoutingContext context) {
        vertx.executeBlocking(metrics::scrape)
                .onSuccess(text -> context.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(context::fail);
    }
}
