package dev.ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.shared.session.Keys;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.settings.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentsSettingsTest {

    private static final Map<String, String> TEST_MODE = Map.of(
            "MONGO_URI", "mongodb://localhost",
            "RABBITMQ_URI", "amqp://localhost",
            "JWT_PUBLIC_KEYS", Keys.publicPem(Keys.generate()),
            "STRIPE_SECRET_KEY", "sk_test_1",
            "STRIPE_WEBHOOK_SECRET", "whsec_1");

    private static final Map<String, String> LIVE = Map.of(
            "STRIPE_SECRET_KEY", "rk_live_1",
            "STRIPE_PUBLISHABLE_KEY", "pk_live_1",
            "PUBLIC_ORIGIN", "https://ticketing.dev");

    @Test
    void test_keys_are_enough_for_trying() {
        var stripe =
                read(Map.of("STRIPE_WEBHOOK_SECRET", "whsec_1, whsec_abc+/=")).stripe();
        assertThat(stripe.webhookSecrets()).isEqualTo(List.of("whsec_1", "whsec_abc+/="));
        assertThat(stripe.apiBase()).isEmpty();
        assertThat(stripe).hasToString("StripeSettings[apiBase=Optional.empty]");
    }

    @Test
    void live_keys_are_taken_over_https_from_stripe_itself() {
        assertThat(read(LIVE).stripe().publishableKey()).isEqualTo("pk_live_1");
        assertThat(read(with(LIVE, "STRIPE_API_BASE", "https://api.stripe.com"))
                        .stripe()
                        .apiBase())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STRIPE_SECRET_KEY | pk_test_1 | STRIPE_SECRET_KEY",
                "STRIPE_SECRET_KEY | sk_1 | STRIPE_SECRET_KEY",
                "STRIPE_SECRET_KEY | 'sk_test_1 sk_test_2' | STRIPE_SECRET_KEY",
                "STRIPE_PUBLISHABLE_KEY | sk_test_1 | STRIPE_PUBLISHABLE_KEY",
                "STRIPE_PUBLISHABLE_KEY | pk_live_1 | STRIPE_PUBLISHABLE_KEY",
                "STRIPE_WEBHOOK_SECRET | sk_test_1 | STRIPE_WEBHOOK_SECRET",
                "STRIPE_WEBHOOK_SECRET | 'whsec_1,' | none",
                "STRIPE_WEBHOOK_SECRET | 'whsec_1,,whsec_2' | STRIPE_WEBHOOK_SECRET",
                "STRIPE_API_BASE | ftp://localhost | STRIPE_API_BASE",
                "STRIPE_API_BASE | http://localhost:12111 | none",
            })
    void what_is_malformed_is_named(String name, String value, String named) {
        assertThat(problems(Map.of(name, value))).isEqualTo(named.equals("none") ? List.of() : List.of(named));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_ORIGIN, http://ticketing.dev, COOKIE_SECURE PUBLIC_ORIGIN",
        "PUBLIC_ORIGIN, 'https://ticketing.dev,http://ticketing.dev', PUBLIC_ORIGIN",
        "PUBLIC_ORIGIN, '', COOKIE_SECURE PUBLIC_ORIGIN",
        "COOKIE_SECURE, false, COOKIE_SECURE",
        "STRIPE_API_BASE, http://localhost:12111, STRIPE_API_BASE",
        "STRIPE_API_BASE, https://stripe.com.example.org, STRIPE_API_BASE",
        "STRIPE_API_BASE, http://api.stripe.com, STRIPE_API_BASE",
        "STRIPE_PUBLISHABLE_KEY, pk_test_1, STRIPE_PUBLISHABLE_KEY",
        "STRIPE_SECRET_KEY, sk_test_1, STRIPE_PUBLISHABLE_KEY",
        "STRIPE_WEBHOOK_SECRET, '', STRIPE_WEBHOOK_SECRET"
    })
    void a_live_key_wants_https_and_nobody_but_stripe(String name, String value, String named) {
        assertThat(problems(with(LIVE, name, value))).containsExactlyInAnyOrder(named.split(" ", -1));
    }

    @Test
    void every_problem_is_reported_at_once_and_no_secret_is_told() {
        var wrong = Map.of(
                "STRIPE_SECRET_KEY", "hunter1",
                "STRIPE_PUBLISHABLE_KEY", "hunter2",
                "STRIPE_WEBHOOK_SECRET", "hunter3",
                "CURRENCY", "gold");
        assertThat(problems(wrong)).containsExactlyInAnyOrderElementsOf(wrong.keySet());
        assertThatThrownBy(() -> read(wrong)).message().doesNotContain("hunter");
    }

    private static PaymentsSettings read(Map<String, String> settings) {
        var all = new HashMap<>(TEST_MODE);
        all.putAll(settings);
        var environment = new Environment(all);
        var read = PaymentsSettings.read(environment);
        environment.check();
        return read;
    }

    /** The settings that are named. */
    private static List<String> problems(Map<String, String> settings) {
        try {
            return read(settings) == null ? null : List.of();
        } catch (SettingsException wrong) {
            return List.of(wrong.getMessage()
                            .substring("cannot start, ".length())
                            .split("; ", -1))
                    .stream()
                    .map(problem -> problem.substring(0, problem.indexOf(' ')))
                    .toList();
        }
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        var changed = new HashMap<>(settings);
        changed.put(name, value);
        return changed;
    }
}
