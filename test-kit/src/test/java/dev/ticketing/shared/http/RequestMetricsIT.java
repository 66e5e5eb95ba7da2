package dev.ticketing.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.settings.Environment;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is measured of requests, and that nobody can make its labels many by what they ask for. */
class RequestMetricsIT {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private ApiClient client;

    @BeforeEach
    void start() {
        Metrics.addRegistry(metrics);
        var settings = HttpSettings.read(new Environment(Map.of("HTTP_PORT", "0")));
        var server = new HttpServerVerticle(
                settings, RateLimits.perAddress(settings.door()), router -> router.get("/things/:id")
                        .handler(context -> context.end("a thing")));
        Eventually.await(vertx.deployVerticle(server));
        client = ApiClient.of("http://127.0.0.1:" + server.actualPort());
    }

    @AfterEach
    void stop() {
        Eventually.await(vertx.close());
        Metrics.removeRegistry(metrics);
    }

    @Test
    void requests_are_measured_by_the_route_that_took_them_and_by_their_status() {
        client.get("/things/1").expect(200);
        client.get("/things/2").expect(200);
        client.get("/nothing").expect(404);
        Eventually.holds(() -> {
            assertThat(count("GET", "/things/:id", 200)).isEqualTo(2);
            assertThat(count("GET", "unmatched", 404)).isEqualTo(1);
        });
        assertThat(metrics.get("http.server.active.requests").gauge().value()).isZero();
    }

    @Test
    void what_clients_make_up_makes_no_labels() {
        for (int i = 0; i < 10; i++) {
            client.send(HttpMethod.valueOf("MADE" + i), "/made/up/" + i, null);
        }
        Eventually.holds(() -> assertThat(metrics.find("http.server.request.duration").timers().stream()
                        .mapToLong(Timer::count)
                        .sum())
                .isEqualTo(10));
        assertThat(metrics.find("http.server.request.duration").timers().stream()
                        // What was measured elsewhere in this JVM is known by name, and counts nothing here.
                        .filter(timer -> timer.count() > 0))
                .extracting(timer -> timer.getId().getTag("http.request.method")
                        + " "
                        + timer.getId().getTag("http.route"))
                .containsOnly("_OTHER unmatched");
    }

    private long count(String method, String route, int status) {
        var found = metrics.find("http.server.request.duration")
                .tags(
                        "http.request.method",
                        method,
                        "http.route",
                        route,
                        "http.response.status.code",
                        Integer.toString(status))
                .timer();
        return found == null ? 0 : found.count();
    }
}
