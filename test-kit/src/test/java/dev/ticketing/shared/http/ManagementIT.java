package dev.ticketing.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.settings.Environment;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RawConnection;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which names the management port is asked. */
class ManagementIT {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        Eventually.await(vertx.close());
    }

    /** Else a page of that name would be its own site there. The last row: where others reach the port it has many names. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, 200",
        "127.0.0.1, localhost:9090, 200",
        "127.0.0.1, 127.0.0.1:9090, 200",
        "127.0.0.1, [::1]:9090, 200",
        "127.0.0.1, evil.example:9090, 403",
        "127.0.0.1, localhost.evil.example, 403",
        "127.0.0.2, auth:9090, 200"
    })
    void on_this_machine_alone_it_answers_to_no_name_but_this_machines(String address, String host, int status) {
        var settings = HttpSettings.read(new Environment(Map.of("MANAGEMENT_HOST", address, "MANAGEMENT_PORT", "0")));
        var management = new ManagementVerticle(
                settings,
                HealthChecks.create(vertx),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                router -> {});
        Eventually.await(vertx.deployVerticle(management));
        try (var connection = RawConnection.to("http://" + address + ":" + management.actualPort())) {
            connection.send("GET /health/live HTTP/1.1\r\nhost: " + host + "\r\n\r\n");
            var answer = connection.answer(Duration.ofSeconds(5)).orElseThrow();
            assertThat(answer.status()).isEqualTo(status);
        }
    }
}
