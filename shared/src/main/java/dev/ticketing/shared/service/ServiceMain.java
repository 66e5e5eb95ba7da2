package dev.ticketing.shared.service;

import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.settings.SettingsException;
import java.net.BindException;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one context as a process of its own: settings, start, and a clean stop on SIGTERM or Ctrl-C. */
public final class ServiceMain {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

    private ServiceMain() {}

    /**
     * Runs a context.
     *
     * @param context made from the environment; it notes what is wrong there and must not use it before it starts
     */
    public static void run(BiFunction<Environment, Clock, ContextVerticle> context) {
        reportUncaught();
        try {
            start(context);
        } catch (RuntimeException e) {
            exit(explain(e));
        }
    }

    /** Has what ends a thread logged, and said in one line on stderr in case it is the logging that fails. */
    public static void reportUncaught() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            System.err.println(oneLine("thread " + thread.getName() + " ended, " + failure));
            LOG.error("thread {} ended", thread.getName(), failure);
        });
    }

    private static void start(BiFunction<Environment, Clock, ContextVerticle> context) {
        var environment = new Environment(System.getenv());
        var settings = ProcessSettings.read(environment);
        var verticle = context.apply(environment, Service.CLOCK);
        environment.check();
        var telemetry = new Telemetry(settings.tracing(), verticle.name());
        var service = new Service(telemetry.vertx(), telemetry, settings.http(), List.of(verticle), router -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(service::stop, "stop"));
        service.start()
                .onSuccess(started -> LOG.info(
                        "{} listens on port {}, management on port {}",
                        verticle.name(),
                        started.port(),
                        started.managementPort()))
                .onFailure(failure -> exit(explain(failure)));
    }

    /** One line about why a service did not start. */
    public static String explain(Throwable failure) {
        if (failure instanceof BindException) {
            return "cannot start, the port is in use: " + failure.getMessage();
        } else if (failure instanceof SettingsException) {
            return failure.getMessage();
        }
        boolean hasWords = failure instanceof Exception && failure.getMessage() != null;
        return oneLine("cannot start, " + (hasWords ? failure.getMessage() : failure));
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }

    private static void exit(String message) {
        System.err.println(message);
        // Not on an event loop: the exit waits for the stop, and the stop for the event loops.
        new Thread(() -> System.exit(1), "exit").start();
    }
}
