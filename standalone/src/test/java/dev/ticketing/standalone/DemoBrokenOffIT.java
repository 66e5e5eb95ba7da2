package dev.ticketing.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.service.Service;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A demo that was broken off between any two requests is finished by the next start. */
@Tag("long")
class DemoBrokenOffIT {

    private static final int SECONDS = 60;

    /** All but the one whose tickets the newcomer buys. */
    private static final List<String> SELLERS = List.of("ines", "tomasz", "yuki", "olu", "freya", "newcomer");

    private static final Map<String, String> SETTINGS = Map.of("HTTP_PORT", "0", "MANAGEMENT_PORT", "0");

    private final Vertx vertx = Vertx.vertx();
    private Standalone standalone;

    @BeforeEach
    void start() {
        standalone = Standalone.start(SETTINGS, Optional.empty());
    }

    @AfterEach
    void stop() {
        standalone.close();
        await(vertx.close());
    }

    /** Among the listings, and between the newcomer's ordering and paying. */
    @ParameterizedTest
    @ValueSource(ints = {60, 168})
    void what_is_left_is_done_and_nothing_twice(int requests) {
        var brokenOff = new LimitedApi(requests);
        assertThatThrownBy(() -> await(new Demo(Map.of()).fill(brokenOff))).hasMessage("broken off");
        await(Future.join(List.copyOf(brokenOff.sent)).otherwiseEmpty());

        await(new Demo(Map.of()).fill(new LimitedApi(Integer.MAX_VALUE)));
        SELLERS.forEach(this::assertAllIsListedOnceAndSettled);
        Eventually.holds(() ->
                assertThat(newcomersOrders()).contains("complete", "cancelled").hasSizeBetween(3, 4));

        var third = new LimitedApi(Integer.MAX_VALUE);
        await(new Demo(Map.of()).fill(third));
        assertThat(third.sent).as("a look at what is there").hasSize(2);
    }

    private void assertAllIsListedOnceAndSettled(String seller) {
        var client = signedIn(seller);
        var expected = DemoListing.all(LocalDate.now(Service.CLOCK)).stream()
                .filter(listing -> listing.seller().equals(seller))
                .map(listing -> WireName.of(listing.status()) + " " + listing.title())
                .toList();
        Eventually.holds(() -> assertThat(strings(client, "/api/tickets?seller=me&limit=100", "status", "title"))
                .containsExactlyInAnyOrderElementsOf(expected));
    }

    private List<String> newcomersOrders() {
        return strings(signedIn("newcomer"), "/api/orders", "status");
    }

    private ApiClient signedIn(String name) {
        var client = ApiClient.of("http://127.0.0.1:" + standalone.port());
        var credentials =
                new JsonObject().put("email", DemoPerson.emailOf(name)).put("password", DemoPerson.PASSWORD);
        client.post("/api/users/signin", credentials).expect(200);
        return client;
    }

    private static List<String> strings(ApiClient client, String path, String... fields) {
        return client.get(path).expect(200).array().stream()
                .map(JsonObject.class::cast)
                .map(object -> Arrays.stream(fields).map(object::getString).collect(Collectors.joining(" ")))
                .toList();
    }

    private static <T> T await(Future<T> future) {
        return future.timeout(SECONDS, TimeUnit.SECONDS).await();
    }

    /** Lets so many requests through, as if the process ended then. */
    private final class LimitedApi extends DemoApi {
        private final List<Future<?>> sent = new CopyOnWriteArrayList<>();
        private final AtomicInteger left;

        LimitedApi(int limit) {
            super(vertx, "127.0.0.1", standalone.port());
            this.left = new AtomicInteger(limit);
        }

        @Override
        Future<Answer> send(HttpMethod method, String path, String cookie, JsonObject body) {
            if (left.getAndDecrement() <= 0) {
                return Future.failedFuture("broken off");
            }
            var answer = super.send(method, path, cookie, body);
            sent.add(answer);
            return answer;
        }
    }
}
