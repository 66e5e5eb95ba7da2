package dev.ticketing.system.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.auth.AuthVerticle;
import dev.ticketing.expiration.ExpirationVerticle;
import dev.ticketing.orders.OrdersVerticle;
import dev.ticketing.payments.PaymentsVerticle;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.system.Market;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.StripeSimulatorClient;
import dev.ticketing.tickets.TicketsVerticle;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The five services in this JVM, started and commanded one by one, as an operator does after a restore. */
final class Installation extends Market {

    private static final Map<String, BiFunction<Environment, Clock, ContextVerticle>> CONTEXTS = Map.of(
            "auth", AuthVerticle::new,
            "tickets", TicketsVerticle::new,
            "orders", OrdersVerticle::new,
            "expiration", ExpirationVerticle::new,
            "payments", PaymentsVerticle::new);

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
                .forEach(context -> services.put(context, RunningService.start(environment, CONTEXTS.get(context))));
        return this;
    }

    Installation startAll() {
        return start("auth", "payments", "tickets", "expiration", "orders");
    }

    /** Has an owner publish all its snapshots, and waits until it has. */
    void publishSnapshots(String owner) {
        var operator = services.get(owner).managementClient();
        operator.post("/snapshots/" + owner, new JsonObject()).expect(202);
        Eventually.holdsWithin(ALL_PUBLISHED, () -> assertThat(operator.get("/snapshots")
                        .expect(200)
                        .array()
                        .getJsonObject(0)
                        .getString("state"))
                .isEqualTo("done"));
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
        var segments = path.split("[/?]", -1);
        var context = segments.length > 2 && services.containsKey(segments[2]) ? segments[2] : "auth";
        return services.get(context).url();
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
