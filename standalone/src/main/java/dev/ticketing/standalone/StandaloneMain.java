package dev.ticketing.standalone;

import dev.ticketing.shared.service.LogSettings;
import dev.ticketing.shared.service.ServiceMain;
import dev.ticketing.shared.settings.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of {@code ./ticketing}. */
@Command(
        name = "ticketing",
        description = "Runs the whole ticket marketplace in one process, with everything it needs.",
        sortOptions = false)
public final class StandaloneMain implements Runnable {

    private static final List<String> FOR_SERVICES = List.of(
            "MONGO_URI",
            "RABBITMQ_URI",
            "REDIS_URI",
            "STRIPE_API_BASE",
            "STRIPE_SECRET_KEY",
            "STRIPE_WEBHOOK_SECRET",
            "JWT_PRIVATE_KEY",
            "JWT_PUBLIC_KEYS");

    @Mixin
    private Options options;

    @Option(
            names = "--demo",
            description = "Fill the marketplace with a hundred listings, and offer an account to look round with.")
    private boolean withDemo;

    private StandaloneMain() {}

    public static void main(String[] args) {
        LogSettings.preferText();
        ServiceMain.reportUncaught();
        var command = new CommandLine(new StandaloneMain())
                .setExecutionExceptionHandler((failure, line, parsed) -> refuse(failure));
        int exit = command.execute(args);
        if (exit != 0 || command.isUsageHelpRequested()) {
            System.exit(exit);
        }
    }

    /** Everything. */
    @Override
    public void run() {
        var environment = environment(options);
        var demo = withDemo ? Optional.of(new Demo(environment)) : Optional.<Demo>empty();
        checkPortsAreFree(environment);
        var standalone = Standalone.start(environment, options.dataDirectory(new Environment(environment)), demo);
        stopOnExit(standalone);
        demo.ifPresent(standalone::fill);
        System.out.printf(
                "Ticketing is ready: http://localhost:%d (management: http://localhost:%d). Ctrl-C stops it.%n",
                standalone.port(), standalone.managementPort());
        demo.ifPresent(filled -> System.out.printf(
                "With the demo's own account: http://localhost:%d/demo (%s)%n",
                standalone.port(), filled.credentials()));
    }

    @Command(
            name = "backends",
            description = "Runs only the backends and the Stripe simulator, and prints the settings to reach them.")
    void backends(@Mixin Options only) {
        var environment = environment(only);
        var standalone = Standalone.startBackendsOnly(environment, only.dataDirectory(new Environment(environment)));
        stopOnExit(standalone);
        FOR_SERVICES.forEach(name -> System.out.println(shellLine(name, standalone.environment())));
        System.out.println("# webhooks go to "
                + environment.getOrDefault("WEBHOOK_URL", "nobody: WEBHOOK_URL names payments' /api/payments/webhook"));
        System.out.println("# ready; Ctrl-C stops them");
    }

    private static Map<String, String> environment(Options options) {
        var environment = new HashMap<>(System.getenv());
        environment.values().removeIf(String::isBlank);
        options.override(environment);
        return environment;
    }

    /** Better before the backends start than after. */
    private static void checkPortsAreFree(Map<String, String> environment) {
        checkPortIsFree(environment.get("HTTP_HOST"), environment.getOrDefault("HTTP_PORT", "8080"));
        checkPortIsFree(environment.get("MANAGEMENT_HOST"), environment.getOrDefault("MANAGEMENT_PORT", "9090"));
    }

    private static void checkPortIsFree(String host, String port) {
        try (var probe =
                new ServerSocket(Integer.parseInt(port), 1, InetAddress.getByName(host == null ? "127.0.0.1" : host))) {
            probe.setReuseAddress(true);
        } catch (NumberFormatException malformed) {
            // The settings' own check says so better.
        } catch (IOException | IllegalArgumentException taken) {
            throw new IllegalStateException("port " + port + " is in use or cannot be used", taken);
        }
    }

    private static String shellLine(String name, Map<String, String> environment) {
        return "export " + name + "='"
                + Optional.ofNullable(environment.get(name)).orElse("") + "'";
    }

    private static void stopOnExit(Standalone standalone) {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            standalone.close();
                            stopped.countDown();
                        },
                        "stop"));
        // Some of the servers inside only have daemon threads; the process lives until it is told to end.
        new Thread(() -> awaitQuietly(stopped), "alive").start();
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int refuse(Exception failure) {
        System.err.println(ServiceMain.explain(failure instanceof StandaloneException ? failure.getCause() : failure));
        return 1;
    }
}
