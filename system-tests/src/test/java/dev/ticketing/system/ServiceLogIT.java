package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a service says while it starts, serves and stops, where nobody watches. */
@WithBackends
class ServiceLogIT {

    @Test
    void each_line_is_a_json_object(Backends backends) {
        try (var service = start(backends, Map.of())) {
            service.awaitLine("listens on port (\\d+)");
            assertThat(service.terminate()).isEqualTo(143);
            assertThat(service.log()).isNotEmpty().allSatisfy(line -> assertThat(new JsonObject(line).fieldNames())
                    .contains("timestamp", "level", "logger", "thread", "message"));
        }
    }

    @Test
    void people_who_want_to_read_it_get_text(Backends backends) {
        try (var service = start(backends, Map.of("LOG_FORMAT", "text"))) {
            assertThat(service.awaitLine("INFO +ServiceMain: expiration listens on port (\\d+)")
                            .group())
                    .isNotEmpty();
        }
    }

    @Test
    void a_wrong_format_and_a_wrong_level_are_named_with_what_else_is_wrong(Backends backends) {
        var wrong = Map.of("LOG_FORMAT", "xml", "LOG_LEVEL", "loud", "TIMER_LEASE", "long");
        try (var service = start(backends, wrong)) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(service.log())
                    .singleElement()
                    .asString()
                    .startsWith("cannot start, ")
                    .contains("LOG_FORMAT", "LOG_LEVEL", "TIMER_LEASE");
        }
    }

    /** The lightest of the services. */
    private static ServiceProcess start(Backends backends, Map<String, String> settings) {
        var environment = new HashMap<>(backends.environment());
        // Not what this test itself may have been told.
        environment.putAll(Map.of("LOG_FORMAT", "", "LOG_LEVEL", ""));
        environment.putAll(settings);
        return ServiceProcess.start("expiration-verticle", environment);
    }
}
