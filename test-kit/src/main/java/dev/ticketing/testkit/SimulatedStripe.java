package dev.ticketing.testkit;

import dev.ticketing.stripesimulator.StripeSimulatorSettings;
import dev.ticketing.stripesimulator.StripeSimulatorSettings.WebhookEndpoint;
import dev.ticketing.stripesimulator.StripeSimulatorVerticle;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** A Stripe simulator in this JVM, for one test class. Tells nobody of events until told whom. */
public final class SimulatedStripe implements AutoCloseable {

    public static final String KEY = "sk_test_simulator";

    /** What its webhooks are signed with. */
    public static final String WEBHOOK_SECRET = StripeSimulatorClient.WEBHOOK_SECRET;

    private final Vertx vertx = Vertx.vertx();
    private final StripeSimulatorClient client;

    /** Starts it. */
    public SimulatedStripe() {
        var simulator = new StripeSimulatorVerticle(StripeSimulatorSettings.inMemory(KEY)
                .withWebhooks(new WebhookEndpoint(Optional.empty(), List.of(StripeSimulatorClient.WEBHOOK_SECRET))));
        Eventually.await(vertx.deployVerticle(simulator));
        client = new StripeSimulatorClient(simulator.apiBase(), KEY);
    }

    /** Its books, and what to let go wrong. */
    public StripeSimulatorClient client() {
        return client;
    }

    @Override
    public void close() {
        Eventually.await(vertx.close());
    }
}
