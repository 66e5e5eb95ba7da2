package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StripeSimulatorSettingsTest {

    @Test
    void only_the_secret_key_is_required() {
        StripeSimulatorSettings settings =
                StripeSimulatorSettings.fromEnvironment(Map.of("STRIPE_SECRET_KEY", "sk_test_1"));

        assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
        assertThat(settings.httpPort()).isEqualTo(12_111);
        assertThat(settings.ledgerFile()).isEmpty();
        assertThat(settings.keyLifetime()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void every_setting_can_be_given() {
        StripeSimulatorSettings settings = StripeSimulatorSettings.fromEnvironment(Map.of(
                "HTTP_HOST", "0.0.0.0", "HTTP_PORT", "0", "STRIPE_SECRET_KEY", "sk_test_1", "LEDGER_FILE", "/tmp/l"));

        assertThat(settings)
                .isEqualTo(StripeSimulatorSettings.inMemory("sk_test_1")
                        .withHttp("0.0.0.0", 0)
                        .withLedgerFile(Path.of("/tmp/l")));
    }

    @Test
    void a_live_key_and_all_other_problems_are_named_in_one_message() {
        assertThatThrownBy(() -> StripeSimulatorSettings.fromEnvironment(
                        Map.of("HTTP_PORT", "65536", "STRIPE_SECRET_KEY", "sk_live_1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("settings: HTTP_PORT is not a port: 65536;"
                        + " STRIPE_SECRET_KEY is a live key, which does not belong here");
    }
}
