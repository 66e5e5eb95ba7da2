package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service that cannot start says everything that keeps it from it, once. */
class WrongSettingsIT {

    private static final Map<String, String> WRONG = Map.ofEntries(
            Map.entry("HTTP_PORT", "eighty"),
            Map.entry("MANAGEMENT_PORT", "99999"),
            Map.entry("RABBITMQ_URI", "http://user:hunter2@localhost"),
            Map.entry("REDIS_URI", "localhost:hunter2"),
            Map.entry("JWT_PUBLIC_KEYS", "hunter2"),
            Map.entry("ACCESS_TOKEN_LIFETIME", "PT0S"),
            Map.entry("REFRESH_IDLE", "PT0S"),
            Map.entry("REFRESH_LIFETIME", "long"),
            Map.entry("REFRESH_GRACE", "-PT1S"),
            Map.entry("SMTP_URL", "http://user:hunter2@localhost"),
            Map.entry("ORDER_WINDOW", "fifteen"),
            Map.entry("MAX_LIVE_ORDERS", "-1"),
            Map.entry("TIMER_LEASE", "-PT1S"),
            Map.entry("CURRENCY", "gold"),
            Map.entry("STRIPE_API_BASE", "ftp://localhost"));

    @ParameterizedTest
    @CsvSource({
        "auth, MONGO_URI JWT_PUBLIC_KEYS JWT_PRIVATE_KEY ACCESS_TOKEN_LIFETIME REFRESH_IDLE REFRESH_LIFETIME"
                + " REFRESH_GRACE SMTP_URL",
        "tickets, MONGO_URI JWT_PUBLIC_KEYS CURRENCY",
        "orders, MONGO_URI JWT_PUBLIC_KEYS CURRENCY ORDER_WINDOW MAX_LIVE_ORDERS",
        "expiration, REDIS_URI TIMER_LEASE",
        "payments, MONGO_URI JWT_PUBLIC_KEYS CURRENCY STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET STRIPE_API_BASE"
    })
    void a_service_names_every_wrong_setting_in_one_line_and_exits_with_1(String service, String names) {
        try (var process = ServiceProcess.start(service + "-verticle", WRONG)) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.log()).singleElement().satisfies(line -> {
                assertThat(line).startsWith("cannot start, ").doesNotContain("hunter2");
                assertThat(settingsIn(line))
                        .containsAll(List.of("HTTP_PORT", "MANAGEMENT_PORT", "RABBITMQ_URI"))
                        .containsAll(List.of(names.split(" ", -1)))
                        .hasSize(3 + names.split(" ", -1).length);
            });
        }
    }

    /** The settings that a message is about. */
    private static List<String> settingsIn(String line) {
        return List.of(line.substring("cannot start, ".length()).split("; ", -1)).stream()
                .map(problem -> problem.split(" ", 2)[0])
                .toList();
    }
}
