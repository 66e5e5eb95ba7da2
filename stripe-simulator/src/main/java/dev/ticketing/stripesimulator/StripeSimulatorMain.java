package dev.ticketing.stripesimulator;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The simulator as a process of its own. Prints its address when ready; exits 1 with one line when it cannot start. */
public final class StripeSimulatorMain {

    private static final long CLOSE_SECONDS = 10;

    static {
        // Before the first logger exists. Not the usual file name: embedded, the simulator leaves logging to its host.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "stripe-simulator-logback.xml");
        }
    }

    private StripeSimulatorMain() {}

    public static void main(String[] arguments) {
        Vertx vertx = null;
        try {
            StripeSimulatorSettings settings = StripeSimulatorSettings.fromEnvironment(System.getenv());
            vertx = Vertx.vertx();
            StripeSimulatorVerticle simulator = new StripeSimulatorVerticle(settings);
            vertx.deployVerticle(simulator).await(30, TimeUnit.SECONDS);
            closeOnShutdown(vertx);
            logger().info("Stripe simulator listening on http://{}:{}", settings.httpHost(), simulator.port());
        } catch (Exception problem) {
            System.err.println("The Stripe simulator cannot start: " + problem.getMessage());
            if (vertx != null) {
                vertx.close();
            }
            System.exit(1);
        }
    }

    private static void closeOnShutdown(Vertx vertx) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(vertx), "stripe-simulator-shutdown"));
    }

    private static void close(Vertx vertx) {
        try {
            vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception late) {
            logger().warn("Not closed within {} s; nothing acknowledged is lost", CLOSE_SECONDS, late);
        }
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(StripeSimulatorMain.class);
    }
}
