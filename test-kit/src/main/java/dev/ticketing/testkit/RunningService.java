package dev.ticketing.testkit;

import dev.ticketing.shared.http.HttpSettings;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.service.Service;
import dev.ticketing.shared.service.Telemetry;
import dev.ticketing.shared.settings.Environment;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A context that runs in this JVM as it would in a process of its own. */
public final class RunningService implements AutoCloseable {

    private final Service service;

    private RunningService(Service service) {
        this.service = service;
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
        var http = HttpSettings.read(environment);
        var verticle = context.apply(environment, clock);
        environment.check();
        var telemetry = new Telemetry();
        var service = new Service(telemetry.vertx(), telemetry, http, List.of(verticle), router -> {});
        Eventually.await(service.start());
        var running = new RunningService(service);
        Eventually.holds(() -> running.managementClient().get("/health/ready").expect(200));
        return running;
    }

    /** Where its API is. */
    public String url() {
        return "http://127.0.0.1:" + service.port();
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
