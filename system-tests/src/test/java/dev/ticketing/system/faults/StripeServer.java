package dev.ticketing.system.faults;

import dev.ticketing.system.ServiceProcess;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.StripeSimulatorClient;
import java.nio.file.Path;
import java.util.Map;

/** The Stripe simulator with its ledger on disk. */
final class StripeServer implements Server {

    private final int port = FreePort.next();
    private final Path ledger;
    private ServiceProcess process;
    private String webhookUrl = "";

    StripeServer(Path ledger) {
        this.ledger = ledger;
    }

    @Override
    public String uri() {
        return "http://127.0.0.1:" + port;
    }

    /** Tells a service of what happens from now on, also after a restart. */
    void sendWebhooksTo(String url) {
        webhookUrl = url;
        new StripeSimulatorClient(uri(), SimulatedStripe.KEY).sendWebhooksTo(url);
    }

    @Override
    public void start() {
        var settings = Map.of(
                "STRIPE_SECRET_KEY",
                SimulatedStripe.KEY,
                "STRIPE_WEBHOOK_SECRET",
                SimulatedStripe.WEBHOOK_SECRET,
                "WEBHOOK_URL",
                webhookUrl,
                "HTTP_PORT",
                Integer.toString(port),
                "LEDGER_FILE",
                ledger.toString());
        process = ServiceProcess.start("stripe-simulator", settings);
        process.awaitLine("listening on (http://\\S+)");
    }

    @Override
    public void kill9() {
        process.kill9();
    }

    @Override
    public void close() {
        process.close();
    }
}
