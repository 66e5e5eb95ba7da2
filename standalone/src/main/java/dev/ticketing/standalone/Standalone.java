package dev.ticketing.standalone;

import dev.ticketing.backends.EmbeddedBackends;
import dev.ticketing.backends.EmbeddedBackends.Backend;
import dev.ticketing.shared.http.HttpSettings;
import dev.ticketing.shared.service.ProcessSettings;
import dev.ticketing.shared.service.Service;
import dev.ticketing.shared.service.Telemetry;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.tracing.TracingSettings;
import dev.ticketing.stripesimulator.StripeSimulatorSettings;
import dev.ticketing.stripesimulator.StripeSimulatorVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * All five contexts, the backends they need, the Stripe simulator and the browser app in one process. What the
 * environment names (MONGO_URI, RABBITMQ_URI, REDIS_URI, STRIPE_SECRET_KEY, JWT keys) replaces what would be embedded.
 */
public final class Standalone implements AutoCloseable {

    private static final String WEBHOOK_URL = "WEBHOOK_URL";
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 20;
    private static final int DEMO_SECONDS = 120;

    private final Map<String, String> environment;
    private final EmbeddedBackends backends;
    private final Vertx vertx;
    private final Telemetry telemetry;
    private Service service;
    private Optional<StripeSimulatorVerticle> simulator = Optional.empty();

    private Standalone(Map<String, String> environment, Optional<Path> dataDirectory) {
        this.environment = new HashMap<>(environment);
        this.backends = startBackends(this.environment, dataDirectory);
        this.telemetry = new Telemetry(TracingSettings.read(new Environment(this.environment)), "ticketing");
        this.vertx = telemetry.vertx();
        addBackends();
    }

    /**
     * Starts everything and waits until it serves.
     *
     * @param environment settings; what is missing gets standalone's defaults
     * @param dataDirectory where to keep everything; empty to keep nothing
     * @throws dev.ticketing.backends.DataDirectoryInUse when another process works on the directory
     */
    public static Standalone start(Map<String, String> environment, Optional<Path> dataDirectory) {
        return start(environment, dataDirectory, Optional.empty());
    }

    /** Starts everything, perhaps with a demo's route; {@link #fill} then fills the demo. */
    static Standalone start(Map<String, String> environment, Optional<Path> dataDirectory, Optional<Demo> demo) {
        var standalone = new Standalone(environment, dataDirectory);
        try {
            standalone.startService(Secrets.of(dataDirectory), dataDirectory, demo);
            return standalone;
        } catch (RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    /** Starts only the backends and the simulator. */
    static Standalone startBackendsOnly(Map<String, String> environment, Optional<Path> dataDirectory) {
        var standalone = new Standalone(environment, dataDirectory);
        try {
            standalone.addSecrets(Secrets.of(dataDirectory), dataDirectory);
            return standalone;
        } catch (RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    /** The settings that a service needs to use what runs here. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** The port that serves HTTP. */
    public int port() {
        return service.port();
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return service.managementPort();
    }

    @Override
    public void close() {
        try {
            if (service == null) {
                await(vertx.close(), STOP_SECONDS);
            } else {
                service.stop();
            }
        } finally {
            backends.close();
        }
    }

    /** Lets the demo's people do what is left to do, and waits until they have. */
    void fill(Demo demo) {
        var host = HttpSettings.read(new Environment(environment)).host();
        await(demo.fill(new DemoApi(vertx, reachable(host), port())), DEMO_SECONDS);
    }

    private void startService(Secrets secrets, Optional<Path> dataDirectory, Optional<Demo> demo) {
        addSecrets(secrets, dataDirectory);
        var settings = new Environment(environment);
        var process = ProcessSettings.read(settings);
        var contexts = Contexts.all(settings);
        settings.check();
        service = new Service(vertx, telemetry, process.http(), contexts, router -> {
            demo.ifPresent(one -> one.mount(router));
            BrowserApp.mount(router);
        });
        await(service.start().compose(Service::ready), START_SECONDS);
        if (!Environment.isGiven(environment, WEBHOOK_URL)) {
            var address = "http://" + reachable(process.http().host()) + ":" + port();
            simulator.ifPresent(stripe -> stripe.sendWebhooksTo(address + "/api/payments/webhook"));
        }
    }

    private static EmbeddedBackends startBackends(Map<String, String> environment, Optional<Path> dataDirectory) {
        var wanted = EnumSet.noneOf(Backend.class);
        addUnless(Environment.isGiven(environment, "MONGO_URI"), Backend.MONGO, wanted);
        addUnless(Environment.isGiven(environment, "RABBITMQ_URI"), Backend.RABBIT, wanted);
        addUnless(Environment.isGiven(environment, "REDIS_URI"), Backend.REDIS, wanted);
        return dataDirectory
                .map(directory -> EmbeddedBackends.on(directory, wanted))
                .orElseGet(() -> EmbeddedBackends.inMemory(wanted));
    }

    private static void addUnless(boolean given, Backend backend, EnumSet<Backend> wanted) {
        if (!given) {
            wanted.add(backend);
        }
    }

    private void addBackends() {
        addUnlessGiven("MONGO_URI", backends::mongoUri);
        addUnlessGiven("RABBITMQ_URI", backends::rabbitUri);
        addUnlessGiven("REDIS_URI", backends::redisUri);
    }

    private void addUnlessGiven(String name, Supplier<String> embedded) {
        if (!Environment.isGiven(environment, name)) {
            environment.put(name, embedded.get());
        }
    }

    private void addSecrets(Secrets secrets, Optional<Path> dataDirectory) {
        if (!Environment.isGiven(environment, "JWT_PRIVATE_KEY")
                && !Environment.isGiven(environment, "JWT_PUBLIC_KEYS")) {
            environment.put("JWT_PRIVATE_KEY", secrets.privateKey());
            environment.put("JWT_PUBLIC_KEYS", secrets.publicKey());
        }
        if (!Environment.isGiven(environment, "STRIPE_SECRET_KEY")) {
            environment.put("STRIPE_SECRET_KEY", secrets.stripeKey());
            addUnlessGiven("STRIPE_WEBHOOK_SECRET", secrets::webhookSecret);
            environment.put("STRIPE_API_BASE", startSimulator(dataDirectory));
        }
    }

    /** With the settings that a simulator on its own reads, but for what is standalone's to say. */
    private String startSimulator(Optional<Path> dataDirectory) {
        var given = new HashMap<>(environment);
        given.keySet().removeAll(Set.of("HTTP_HOST", "HTTP_PORT", "LEDGER_FILE"));
        given.put("HTTP_PORT", "0");
        dataDirectory.ifPresent(directory -> given.put(
                "LEDGER_FILE", directory.resolve("stripe-simulator.ledger").toString()));
        var stripe = new StripeSimulatorVerticle(StripeSimulatorSettings.fromEnvironment(given));
        await(vertx.deployVerticle(stripe), START_SECONDS);
        simulator = Optional.of(stripe);
        return stripe.apiBase();
    }

    /** Where we reach what listens on a host; nobody can connect to all addresses. */
    private static String reachable(String host) {
        return new InetSocketAddress(host, 0).getAddress().isAnyLocalAddress() ? "127.0.0.1" : host;
    }

    private static void await(Future<?> future, int seconds) {
        try {
            future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StandaloneException(e.getCause());
        } catch (TimeoutException e) {
            throw new StandaloneException(new TimeoutException("not done within " + seconds + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StandaloneException(e);
        }
    }
}
