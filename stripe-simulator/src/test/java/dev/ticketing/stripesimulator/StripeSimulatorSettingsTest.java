package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.stripesimulator.StripeSimulatorSettings.WebhookEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeSimulatorSettingsTest {

    @Test
    void only_the_secret_key_is_required() {
        StripeSimulatorSettings settings =
                StripeSimulatorSettings.fromEnvironment(Map.of("STRIPE_SECRET_KEY", "sk_test_1"));

        assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
        assertThat(settings.httpPort()).isEqualTo(12_111);
        assertThat(settings.ledgerFile()).isEmpty();
        assertThat(settings.limits().keyLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.publicUrl()).isEmpty();
        assertThat(settings.webhooks()).isEqualTo(WebhookEndpoint.NONE);
    }

    @Test
    void every_setting_can_be_given() {
        StripeSimulatorSettings settings = StripeSimulatorSettings.fromEnvironment(Map.of(
                "HTTP_HOST", "0.0.0.0",
                "HTTP_PORT", "0",
                "STRIPE_SECRET_KEY", "sk_test_1",
                "LEDGER_FILE", "/tmp/l",
                "PUBLIC_URL", "https://shop.example/, https://other.example",
                "WEBHOOK_URL", "http://payments:8080/hook",
                "STRIPE_WEBHOOK_SECRET", "whsec_new, whsec_old"));

        assertThat(settings)
                .isEqualTo(StripeSimulatorSettings.inMemory("sk_test_1")
                        .withHttp("0.0.0.0", 0)
                        .withLedgerFile(Path.of("/tmp/l"))
                        .withPublicUrl("https://shop.example")
                        .withWebhooks(new WebhookEndpoint(
                                Optional.of("http://payments:8080/hook"), List.of("whsec_new", "whsec_old"))));
    }

    @Test
    void a_live_key_and_all_other_problems_are_named_in_one_message() {
        assertThatThrownBy(() -> StripeSimulatorSettings.fromEnvironment(
                        Map.of("HTTP_PORT", "65536", "STRIPE_SECRET_KEY", "sk_live_1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("settings: HTTP_PORT is not a port: 65536;"
                        + " STRIPE_SECRET_KEY is a live key, which does not belong here");
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_URL, shop.example, PUBLIC_URL is not an http or https address: shop.example",
        "PUBLIC_URL, javascript:alert(1), PUBLIC_URL is not an http or https address: javascript:alert(1)",
        "WEBHOOK_URL, ftp://payments, WEBHOOK_URL is not an http or https address: ftp://payments",
        "WEBHOOK_URL, http://payments, 'STRIPE_WEBHOOK_SECRET is missing, which WEBHOOK_URL needs'",
        "STRIPE_WEBHOOK_SECRET, secret, 'STRIPE_WEBHOOK_SECRET must be whsec_..., or several between commas'",
        "STRIPE_WEBHOOK_SECRET, 'whsec_1,,whsec_2', 'STRIPE_WEBHOOK_SECRET must be whsec_..., or several between commas'",
        "STRIPE_WEBHOOK_SECRET_FILE, /nowhere, STRIPE_WEBHOOK_SECRET_FILE cannot be read"
    })
    void a_wrong_setting_is_refused_in_words(String name, String value, String problem) {
        assertThatThrownBy(() ->
                        StripeSimulatorSettings.fromEnvironment(Map.of("STRIPE_SECRET_KEY", "sk_test_1", name, value)))
                .hasMessage("settings: " + problem);
    }

    @Test
    void the_key_may_be_in_a_file_but_not_in_two_places(@TempDir Path directory) throws IOException {
        String file = Files.writeString(directory.resolve("key"), "sk_test_2\n").toString();
        assertThat(StripeSimulatorSettings.fromEnvironment(Map.of("STRIPE_SECRET_KEY_FILE", file))
                        .secretKey())
                .isEqualTo("sk_test_2");

        assertThatThrownBy(() -> StripeSimulatorSettings.fromEnvironment(
                        Map.of("STRIPE_SECRET_KEY_FILE", file, "STRIPE_SECRET_KEY", "sk_test_1")))
                .hasMessageContaining("both set");
        assertThatThrownBy(() -> StripeSimulatorSettings.fromEnvironment(Map.of(
                        "STRIPE_SECRET_KEY_FILE", directory.resolve("gone").toString())))
                .hasMessageContaining("STRIPE_SECRET_KEY_FILE cannot be read");
    }
}
