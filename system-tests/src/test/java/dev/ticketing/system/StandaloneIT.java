package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one process that is everything: started, killed, started again. */
@Tag("long")
class StandaloneIT {

    private static final Map<String, String> SHORT_WINDOW = Map.of("ORDER_WINDOW", "PT8S", "PAYMENT_GRACE", "PT1S");

    @Test
    void kill_9_while_people_list_and_order_loses_nothing_acknowledged(@TempDir Path data) {
        var acknowledged = new Acknowledged();
        for (int round = 0; round < 2; round++) {
            var running = start(data);
            acknowledged.listAndOrder(client(running));
            running.kill9();
        }
        try (var running = start(data)) {
            acknowledged.checkAllThere(client(running));
        }
    }

    @Test
    void a_second_start_on_the_same_data_is_refused_in_one_line(@TempDir Path data) {
        try (var first = start(data)) {
            var second = ServiceProcess.start(
                    "standalone", Map.of(), "--port", "0", "--management-port", "0", "--data-dir", data.toString());
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.log()).singleElement().asString().contains("in use");
            assertThat(client(first).get("/api/tickets").status()).isEqualTo(200);
        }
    }

    @Test
    void a_start_on_a_port_in_use_is_refused_in_one_line(@TempDir Path data) {
        try (var first = start(data.resolve("first"))) {
            var second = ServiceProcess.start(
                    "standalone",
                    Map.of(),
                    "--port",
                    port(first),
                    "--data-dir",
                    data.resolve("second").toString());
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.log()).singleElement().asString().contains("port " + port(first));
        }
    }

    @Test
    void wrong_settings_are_all_named_in_one_line(@TempDir Path data) {
        var wrong = Map.of("ORDER_WINDOW", "fifteen", "CURRENCY", "gold", "MAX_LIVE_ORDERS", "-1");
        var process = ServiceProcess.start(
                "standalone", wrong, "--port", "0", "--management-port", "0", "--data-dir", data.toString());
        assertThat(process.awaitExit()).isEqualTo(1);
        assertThat(process.log()).singleElement().asString().contains("ORDER_WINDOW", "CURRENCY", "MAX_LIVE_ORDERS");
    }

    @Test
    void sigterm_ends_it_cleanly_and_the_next_start_finds_the_data(@TempDir Path data) throws Exception {
        var before = start(data);
        var seller = client(before).anew();
        seller.post("/api/users/signup", credentials("seller@example.com")).expect(201);
        var ticket = seller.post("/api/tickets", ticket("Concert")).expect(201).json();
        assertThat(before.terminate()).isEqualTo(143);
        assertThat(before.log()).noneMatch(line -> line.contains("Exception"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keys/jwt-private.pem"))))
                .isEqualTo("rw-------");
        try (var after = start(data)) {
            var again = client(after);
            again.get("/api/tickets/" + ticket.getString("id")).expect(200);
            again.post("/api/users/signin", credentials("seller@example.com")).expect(200);
            again.post("/api/tickets", ticket("Another")).expect(201);
        }
    }

    /** Starts it and waits until it is ready. */
    private static ServiceProcess start(Path data) {
        var running = ServiceProcess.start(
                "standalone", SHORT_WINDOW, "--port", "0", "--management-port", "0", "--data-dir", data.toString());
        port(running);
        return running;
    }

    private static String port(ServiceProcess running) {
        return running.awaitLine("is ready: http://localhost:(\\d+)").group(1);
    }

    private static ApiClient client(ServiceProcess running) {
        return ApiClient.of("http://127.0.0.1:" + port(running));
    }

    private static JsonObject credentials(String email) {
        return new JsonObject().put("email", email).put("password", "correct horse");
    }

    private static JsonObject ticket(String title) {
        return new JsonObject().put("title", title).put("price", 5);
    }

    /** What a seller and a buyer were told is done. */
    private static final class Acknowledged {
        private static final int ENOUGH = 40;
        private static final int SIDE_BY_SIDE = 8;

        private final List<String> tickets = new ArrayList<>();
        private final List<String> orders = new ArrayList<>();
        private int round;

        /** Lists and orders without a pause, until enough is acknowledged; more is on its way when this returns. */
        void listAndOrder(ApiClient anybody) {
            round++;
            var seller = signedUp(anybody, "seller-" + round);
            var buyer = signedUp(anybody, "buyer-" + round);
            int from = orders.size();
            while (orders.size() - from < ENOUGH / SIDE_BY_SIDE) {
                list(seller);
                order(buyer);
            }
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                var onItsWay = seller.send(HttpMethod.POST, "/api/tickets", ticket("on its way"));
                onItsWay.onSuccess(answer -> {
                    if (answer.status() == 201) {
                        synchronized (tickets) {
                            tickets.add(answer.json().getString("id"));
                        }
                    }
                });
            }
        }

        private void list(ApiClient seller) {
            var listed = Eventually.await(Future.all(java.util.stream.IntStream.range(0, SIDE_BY_SIDE)
                    .mapToObj(i -> seller.send(HttpMethod.POST, "/api/tickets", ticket("Concert " + i)))
                    .toList()));
            synchronized (tickets) {
                listed.<ApiClient.Answer>list()
                        .forEach(answer -> tickets.add(answer.expect(201).json().getString("id")));
            }
        }

        private void order(ApiClient buyer) {
            String last;
            synchronized (tickets) {
                last = tickets.get(tickets.size() - 1);
            }
            var body = new JsonObject().put("ticketId", last);
            orders.add(Eventually.value(() -> buyer.post("/api/orders", body).expect(201))
                    .json()
                    .getString("id"));
        }

        /** Every ticket and every order is there, and every order ends. */
        void checkAllThere(ApiClient anybody) {
            for (var ticket : tickets) {
                anybody.get("/api/tickets/" + ticket).expect(200);
            }
            for (int buyer = 1; buyer <= round; buyer++) {
                var client = anybody.anew();
                client.post("/api/users/signin", credentials("buyer-" + buyer + "@example.com"))
                        .expect(200);
                Eventually.holdsWithin(Duration.ofSeconds(30), () -> {
                    var mine = client.get("/api/orders?limit=100").expect(200).array();
                    assertThat(mine)
                            .allMatch(order ->
                                    ((JsonObject) order).getString("status").equals("cancelled"));
                });
                client.get("/api/orders?limit=100")
                        .array()
                        .forEach(order -> orders.remove(((JsonObject) order).getString("id")));
            }
            assertThat(orders).as("acknowledged and lost").isEmpty();
            assertThat(tickets).hasSizeGreaterThan(ENOUGH);
        }

        private static ApiClient signedUp(ApiClient anybody, String name) {
            var client = anybody.anew();
            client.post("/api/users/signup", credentials(name + "@example.com")).expect(201);
            return client;
        }
    }
}
