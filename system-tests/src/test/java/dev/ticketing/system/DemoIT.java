package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ticketing --demo}: what somebody finds who looks round. */
@Tag("long")
class DemoIT {

    private static final JsonObject NEWCOMER =
            new JsonObject().put("email", "newcomer@demo.example").put("password", "just looking round");

    private static final Duration READY_AND_FILLED = Duration.ofSeconds(90);

    private static ServiceProcess demo;

    @BeforeAll
    static void start() {
        demo = start("--demo", "--in-memory");
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void a_hundred_listings_of_several_sellers_some_held_some_sold_some_withdrawn() {
        var anybody = client(demo);
        Eventually.holds(() -> {
            assertThat(listings(anybody, "available")).hasSizeGreaterThan(50);
            assertThat(listings(anybody, "reserved")).hasSizeGreaterThan(5);
            assertThat(listings(anybody, "sold")).hasSizeGreaterThan(5);
            assertThat(listings(anybody, "withdrawn")).hasSizeGreaterThan(3);
            assertThat(allListings(anybody)).hasSize(100);
        });
        assertThat(allListings(anybody))
                .extracting(ticket -> ticket.getString("userId"))
                .doesNotContainNull()
                .satisfies(sellers -> assertThat(sellers.stream().distinct()).hasSizeGreaterThan(4));
        assertThat(allListings(anybody))
                .extracting(ticket -> ticket.getDouble("price"))
                .contains(19.5, 45.0, 120.0);
    }

    @Test
    void the_newcomers_pages_all_have_something() {
        var newcomer = client(demo);
        newcomer.post("/api/users/signin", NEWCOMER).expect(200);
        Eventually.holds(() -> {
            assertThat(statuses(newcomer, "/api/orders"))
                    .containsExactlyInAnyOrder("awaiting:payment", "complete", "cancelled");
            assertThat(statuses(newcomer, "/api/tickets?seller=me"))
                    .containsExactlyInAnyOrder("available", "reserved", "sold", "withdrawn");
        });
        assertThat(statuses(newcomer, "/api/payments")).contains("completed");
    }

    @Test
    void the_address_that_is_printed_signs_the_browser_in() {
        var address = demo.awaitLine("own account: http://localhost:\\d+(/\\S+) \\(newcomer@demo.example");
        var browser = client(demo);
        var entered = browser.get(address.group(1)).expect(303);
        assertThat(entered.header("location")).isEqualTo("/");
        assertThat(entered.cookie("session")).containsIgnoringCase("HttpOnly").contains("SameSite=Lax");
        assertThat(entered.cookie("refresh")).contains("SameSite=Strict");
        assertThat(currentUser(browser).getString("email")).isEqualTo("newcomer@demo.example");
    }

    @Test
    void it_is_done_once_and_stays_without_the_option(@TempDir Path data) {
        try (var first = start("--demo", "--data-dir", data.toString())) {
            assertThat(first.terminate()).isEqualTo(143);
        }
        try (var second = start("--demo", "--data-dir", data.toString())) {
            Eventually.holds(() -> assertThat(allListings(client(second))).hasSize(100));
            assertThat(ordersOf(second)).hasSize(3);
            assertThat(second.terminate()).isEqualTo(143);
        }
        try (var without = start("--data-dir", data.toString())) {
            Eventually.holds(() -> assertThat(allListings(client(without))).hasSize(100));
            assertThat(ordersOf(without)).hasSize(3);
            var page = client(without).get("/demo").expect(200);
            assertThat(page.header("content-type")).contains("text/html");
            assertThat(page.header("set-cookie")).isNull();
        }
    }

    @Test
    void it_is_refused_in_one_line_where_cards_would_really_be_charged(@TempDir Path data) {
        var refused = ServiceProcess.start(
                "standalone", Map.of("STRIPE_SECRET_KEY", "sk_test_4711"), "--demo", "--data-dir", data.toString());
        assertThat(refused.awaitExit()).isEqualTo(1);
        assertThat(refused.log()).singleElement().asString().contains("--demo", "STRIPE_SECRET_KEY");
        assertThat(data).isEmptyDirectory();
    }

    private static ServiceProcess start(String... arguments) {
        var all = Stream.concat(Stream.of("--port", "0", "--management-port", "0"), Stream.of(arguments));
        var running = ServiceProcess.start("standalone", Map.of(), all.toArray(String[]::new));
        try {
            Eventually.holdsWithin(
                    READY_AND_FILLED, () -> assertThat(running.log()).anyMatch(line -> line.contains("is ready")));
            return running;
        } catch (AssertionError never) {
            running.close();
            throw never;
        }
    }

    private static ApiClient client(ServiceProcess running) {
        var port = running.awaitLine("is ready: http://localhost:(\\d+)").group(1);
        return ApiClient.of("http://127.0.0.1:" + port);
    }

    private static JsonObject currentUser(ApiClient client) {
        return client.get("/api/users/currentuser").expect(200).json().getJsonObject("currentUser");
    }

    private static List<String> ordersOf(ServiceProcess running) {
        var newcomer = client(running);
        newcomer.post("/api/users/signin", NEWCOMER).expect(200);
        return statuses(newcomer, "/api/orders");
    }

    private static List<String> statuses(ApiClient client, String path) {
        return client.get(path).expect(200).array().stream()
                .map(each -> ((JsonObject) each).getString("status"))
                .toList();
    }

    private static List<JsonObject> allListings(ApiClient client) {
        var all = new ArrayList<JsonObject>();
        for (var status : List.of("available", "reserved", "sold", "withdrawn")) {
            all.addAll(listings(client, status));
        }
        return all;
    }

    private static List<JsonObject> listings(ApiClient client, String status) {
        return client.get("/api/tickets?limit=100&status=" + status).expect(200).array().stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
