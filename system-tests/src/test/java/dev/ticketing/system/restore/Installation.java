package dev.ticketing.system.restore;

import dev.ticketing.standalone.Contexts;
import dev.ticketing.system.Market;
import dev.ticketing.system.Snapshots;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.StripeSimulatorClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The five services in this JVM, started and commanded one by one, as an operator does after a restore. */
final class Installation extends Market {

    private static final Duration ALL_PUBLISHED = Duration.ofSeconds(30);

    private final Map<String, RunningService> services = new LinkedHashMap<>();
    private final Map<String, String> environment;
    private final StripeSimulatorClient stripe;

    /** None is started yet. */
    Installation(Backends backends, StripeSimulatorClient stripe, Map<String, String> settings) {
        this.stripe = stripe;
        environment = backends.environment();
        environment.putAll(stripe.environment());
        environment.putAll(settings);
    }

    /** Starts some, waiting until each is ready. */
    Installation start(String... contexts) {
        List.of(contexts)
                .forEach(context ->
                        services.put(context, RunningService.start(environment, Contexts.BY_NAME.get(context))));
        return this;
    }

    Installation startAll() {
        return start("auth", "payments", "tickets", "expiration", "orders");
    }

    /** Has an owner publish all its snapshots, and waits until it has. */
    void publishSnapshots(String owner) {
        Snapshots.publishAll(services.get(owner).managementClient(), owner, ALL_PUBLISHED);
    }

    /** A service's dead letters, as an operator sees them. */
    List<Object> deadLetters(String service) {
        return services
                .get(service)
                .managementClient()
                .get("/dead-letters/" + service)
                .expect(200)
                .json()
                .getJsonArray("letters")
                .stream()
                .toList();
    }

    @Override
    public String addressOf(String path) {
        return services.get(contextOf(path)).url();
    }

    @Override
    public StripeSimulatorClient stripe() {
        return stripe;
    }

    @Override
    public List<String> errorsLogged() {
        throw new UnsupportedOperationException("the log is the whole JVM's");
    }

    /** Stops all that run; they can be started again. */
    void stop() {
        services.values().forEach(RunningService::close);
        services.clear();
    }

    @Override
    public void close() {
        stop();
    }
}
