package dev.ticketing.shared.http;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures every request by OpenTelemetry's conventions: {@code http.server.request.duration} by method, route and
 * status, and how many are under way; names its span. The labels have a bounded number of values, whatever is asked for.
 */
final class RequestMetrics implements Handler<RoutingContext> {

    /** What no route took, or what was refused before one could. */
    private static final String UNMATCHED = "unmatched";

    private static final String UNDER_WAY = "metrics.begun";

    private static final Set<HttpMethod> KNOWN_METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AtomicInteger ACTIVE = Metrics.gauge("http.server.active.requests", new AtomicInteger());
    private static final MeterProvider<Timer> DURATION = Timer.builder("http.server.request.duration")
            .description("From a request's head to the end of its response")
            .withRegistry(Metrics.globalRegistry);

    @Override
    public void handle(RoutingContext context) {
        long begun = System.nanoTime();
        ACTIVE.incrementAndGet();
        context.put(UNDER_WAY, begun);
        context.addHeadersEndHandler(answered -> name(Span.current(), context));
        context.addEndHandler(ended -> finish(context));
        context.next();
    }

    /** Takes a request for answered: told of one whose answer goes on for as long as its client listens. */
    static void finish(RoutingContext context) {
        Long begun = context.remove(UNDER_WAY);
        if (begun != null) {
            ACTIVE.decrementAndGet();
            DURATION.withTags(
                            "http.request.method", methodOf(context),
                            "http.route", routeOf(context),
                            "http.response.status.code",
                                    Integer.toString(context.response().getStatusCode()))
                    .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    private static void name(Span span, RoutingContext context) {
        if (span.isRecording()) {
            span.updateName(methodOf(context) + " " + routeOf(context)).setAttribute(ROUTE, routeOf(context));
        }
    }

    private static String methodOf(RoutingContext context) {
        var method = context.request().method();
        return KNOWN_METHODS.contains(method) ? method.name() : "_OTHER";
    }

    private static String routeOf(RoutingContext context) {
        var route = context.currentRoute();
        var path = route == null ? null : route.getPath();
        return path == null || !route.isExactPath() ? UNMATCHED : path;
    }
}
