package dev.ticketing.system.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Person;
import dev.ticketing.system.ServiceProcess;
import dev.ticketing.testkit.ApiClient;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data directory of {@code ./ticketing}, copied while it is stopped and put back: docs/backup.md. */
@Tag("long")
class StandaloneBackupIT {

    private static final Map<String, String> SETTINGS = Map.of("ORDER_WINDOW", "PT20S", "PAYMENT_GRACE", "PT1S");

    @Test
    void a_copy_of_the_data_directory_is_everything_there_was(@TempDir Path directory) {
        var data = directory.resolve("data");
        var backup = directory.resolve("data.backup");
        var before = start(data);
        var seller = signUp(before, "seller@example.com");
        var buyer = signUp(before, "buyer@example.com");
        var held = seller.list("Held", 19.99);
        var order = buyer.awaitOrder(buyer.order(held), "awaiting:payment");
        var sold = seller.list("Sold", 19.99);
        var bought = buyer.order(sold);
        var payment = buyer.payInTheEnd(bought);
        buyer.awaitTicket(sold, "sold");
        assertThat(before.terminate()).isEqualTo(143);
        run("cp", "-a", data.toString(), backup.toString());

        // What comes after the backup is gone with the restore.
        var meanwhile = start(data);
        signUp(meanwhile, "late@example.com");
        var lost = signedIn(meanwhile, "seller@example.com").list("Lost", 5);
        meanwhile.kill9WithChildren();
        run("rm", "-r", data.toString());
        run("cp", "-a", backup.toString(), data.toString());

        try (var after = start(data)) {
            var again = client(after);
            again.post("/api/users/signin", credentials("late@example.com")).expect(401);
            again.get("/api/tickets/" + lost.getString("id")).expect(404);
            var back = signedIn(after, "buyer@example.com");
            back.awaitOrder(bought, "complete");
            assertThat(back.seePayment(bought)).isEqualTo(payment);
            assertThat(back.seeTicket(sold).getString("status")).isEqualTo("sold");
            // Keys, timers and Stripe's books are there too: the hold ends, the next buyer pays.
            back.awaitOrder(order, "cancelled", Duration.ofSeconds(60));
            back.awaitTicket(held, "available");
            var next = back.order(held);
            back.payInTheEnd(next);
            back.awaitOrder(next, "complete");
        }
    }

    private static ServiceProcess start(Path data) {
        var running = ServiceProcess.start(
                "standalone", SETTINGS, "--port", "0", "--management-port", "0", "--data-dir", data.toString());
        client(running);
        return running;
    }

    /** Of one that is ready, for which it waits. */
    private static ApiClient client(ServiceProcess running) {
        return ApiClient.of("http://127.0.0.1:"
                + running.awaitLine("is ready: http://localhost:(\\d+)").group(1));
    }

    private static Person signUp(ServiceProcess running, String email) {
        var client = client(running);
        client.post("/api/users/signup", credentials(email)).expect(201);
        return Person.of(client);
    }

    private static Person signedIn(ServiceProcess running, String email) {
        var client = client(running);
        client.post("/api/users/signin", credentials(email)).expect(200);
        return Person.of(client);
    }

    private static JsonObject credentials(String email) {
        return new JsonObject().put("email", email).put("password", "correct horse");
    }

    private static void run(String... command) {
        assertThat(ServiceProcess.start(command[0], List.of(command), Map.of()).awaitExit())
                .isZero();
    }
}
