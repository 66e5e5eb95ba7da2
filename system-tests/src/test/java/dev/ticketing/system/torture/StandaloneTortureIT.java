package dev.ticketing.system.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.ServiceProcess;
import dev.ticketing.system.history.Call;
import dev.ticketing.system.history.Checker;
import dev.ticketing.system.history.Evidence;
import dev.ticketing.system.history.EvidenceReader;
import dev.ticketing.system.history.History;
import dev.ticketing.system.history.RecordingClient;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.StripeSimulatorClient;
import dev.ticketing.testkit.TestTokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ticketing} on its data directory, killed every few seconds while the crowd goes on. */
@Tag("faults")
class StandaloneTortureIT {

    private static final Duration REST = Duration.ofMinutes(2);
    /** One kind of fault needs less time than all kinds. */
    private static final int SHARE = 3;

    private static final int MAX_LIFE_MILLIS = 10_000;

    private final History history = new History();
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path data;

    /** The one that runs, or ran last. */
    private volatile String address;

    @AfterEach
    void close() {
        Eventually.await(vertx.close());
    }

    @Test
    void however_often_it_is_killed_no_promise_is_broken() {
        var run = TortureRun.fromProperties();
        var random = new Random(run.seed());
        int kills = 0;
        var running = start();
        // The first call of a JVM waits for its own client, which reads the contracts.
        ApiClient.of(address).get("/api/tickets").expect(200);
        var crowd = Crowd.at(this::client, run.seed());
        try {
            long deadline = System.nanoTime() + run.duration().toNanos() / SHARE;
            while (System.nanoTime() - deadline < 0) {
                Pauses.of(random, MAX_LIFE_MILLIS);
                running.kill9();
                kills++;
                running = start();
            }
        } finally {
            crowd.goHome();
            running.close();
        }

        System.out.println("kills: " + kills);
        var evidence = Checker.awaitRest(REST, this::goOnAndRead);
        new Verdict(history, evidence).pass();
        assertThat(evidence.orders()).isNotEmpty();
    }

    private ServiceProcess start() {
        var settings = new HashMap<>(Verdict.settings());
        settings.putAll(TestTokens.environment());
        var running = ServiceProcess.start(
                "standalone", settings, "--port", "0", "--management-port", "0", "--data-dir", data.toString());
        address = "http://127.0.0.1:"
                + running.awaitLine("is ready: http://localhost:(\\d+)").group(1);
        return running;
    }

    private RecordingClient client(String who) {
        return new RecordingClient(history, ApiClient.of(path -> address).as(who), who);
    }

    /** Lets it run until a purchase has gone through all its queues, ends it, and reads what it has stored. */
    private Evidence goOnAndRead() {
        try (var running = start()) {
            var seller = client("marker-seller");
            Purchase.between(seller, client("marker-buyer"));
            awaitKnownToOrders(seller);
            running.terminate();
        }
        var backends =
                ServiceProcess.start("standalone", TestTokens.environment(), "backends", "--data-dir", data.toString());
        try (backends) {
            backends.awaitLine("# ready");
            return read(backends);
        }
    }

    /** The last event of a purchase goes to orders; what is listed after it is known there after it. */
    private static void awaitKnownToOrders(RecordingClient seller) {
        var own = seller.list("Listed last", 100).body().getString("id");
        Eventually.holds(() -> assertThat(seller.order(own, 100).reply().map(Call.Reply::status))
                .contains(403));
    }

    private Evidence read(ServiceProcess backends) {
        var mongoUri = setting(backends, "MONGO_URI");
        var rabbitUri = setting(backends, "RABBITMQ_URI");
        var stripe =
                new StripeSimulatorClient(setting(backends, "STRIPE_API_BASE"), setting(backends, "STRIPE_SECRET_KEY"));
        try (var reader = new EvidenceReader(
                vertx,
                context -> MongoClient.create(
                        vertx,
                        new JsonObject().put("connection_string", mongoUri).put("db_name", context)),
                stripe,
                () -> EvidenceReader.queuesOf(rabbitUri),
                setting(backends, "REDIS_URI"))) {
            return reader.read();
        }
    }

    private static String setting(ServiceProcess backends, String name) {
        return backends.awaitLine("export " + name + "='(.*)'").group(1);
    }
}
