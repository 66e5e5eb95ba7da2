package dev.ticketing.shared.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.Map;

/**
 * The management port: {@code GET /health/live} (200 while the process runs), {@code GET /health/ready} (503 until
 * everything needed is there, and from the moment a stop begins) and {@code GET /metrics} for Prometheus.
 */
public final class ManagementVerticle extends VerticleBase {

    private final HttpSettings settings;
    private final HealthChecks readiness;
    private final PrometheusMeterRegistry metrics;
    private HttpServer server;

    public ManagementVerticle(HttpSettings settings, HealthChecks readiness, PrometheusMeterRegistry metrics) {
        this.settings = settings;
        this.readiness = readiness;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        var router = Router.router(vertx);
        ErrorHandler.install(router);
        router.get("/health/live").handler(context -> context.json(Map.of("status", "UP")));
        router.get("/health/ready").handler(HealthCheckHandler.createWithHealthChecks(readiness));
        router.get("/metrics").handler(this::scrape);
        server = vertx.createHttpServer().requestHandler(router);
        return server.listen(settings.managementPort(), settings.managementHost());
    }

    /** The port it listens on. */
    public int actualPort() {
        return server.actualPort();
    }

    private void scrape(RoutingContext context) {
        vertx.executeBlocking(metrics::scrape)
                .onSuccess(text -> context.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(context::fail);
    }
}
