package dev.ticketing.testkit;

import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.service.ProcessSettings;
import dev.ticketing.shared.service.Service;
import dev.ticketing.shared.service.Telemetry;
import dev.ticketing.shared.settings.Environment;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A context that runs in this JVM as it would in a process of its own. */
public final class RunningService implements AutoCloseable {

    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    private final Vertx vertx;
    private final Service service;
    private final ContextVerticle context;

    private RunningService(Vertx vertx, Service service, ContextVerticle context) {
        this.vertx = vertx;
        this.service = service;
        this.context = context;
    }

    /** Starts a context and waits until it is ready. */
    public static RunningService start(
            Map<String, String> variables, BiFunction<Environment, Clock, ContextVerticle> context) {
        return start(variables, context, Service.CLOCK);
    }

    /** Starts a context that goes by another clock. */
    public static RunningService start(
            Map<String, String> variables, BiFunction<Environment, Clock, ContextVerticle> context, Clock clock) {
        var environment = new Environment(variables);
        var settings = ProcessSettings.read(environment);
        var verticle = context.apply(environment, clock);
        environment.check();
        var telemetry = new Telemetry(settings.tracing(), verticle.name());
        var vertx = telemetry.vertx();
        var service = new Service(vertx, telemetry, settings.http(), List.of(verticle), router -> {});
        Eventually.await(service.start());
        var running = new RunningService(vertx, service, verticle);
        Eventually.holds(() -> running.managementClient().get("/health/ready").expect(200));
        return running;
    }

    /** Where its API is. */
    public String url() {
        return "http://127.0.0.1:" + service.port();
    }

    /** The routes that the context mounts, each as a contract writes it: {@code GET /api/tickets/{id}}. */
    public Set<String> routes() {
        var router = Router.router(vertx);
        context.mount(router);
        return router.getRoutes().stream()
                .flatMap(RunningService::methodsAndTemplate)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> methodsAndTemplate(Route route) {
        var template = PARAMETER.matcher(String.valueOf(route.getPath())).replaceAll("{$1}");
        return route.methods() == null
                ? Stream.of("any method of " + template)
                : route.methods().stream().map(method -> method + " " + template);
    }

    /** A client that is not signed in. */
    public ApiClient client() {
        return ApiClient.of(url());
    }

    /** A client of the management port. */
    public ApiClient managementClient() {
        return ApiClient.of("http://127.0.0.1:" + service.managementPort());
    }

    @Override
    public void close() {
        service.stop();
    }
}
