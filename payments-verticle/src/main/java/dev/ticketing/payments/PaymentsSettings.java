package dev.ticketing.payments;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.http.HttpSettings;
import dev.ticketing.shared.service.ContextSettings;
import dev.ticketing.shared.settings.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the payments context needs to know.
 *
 * @param currency what orders heard of from now on are paid in
 * @param maxDeclines with so many declines an order is cancelled
 * @param reconciliationInterval how often charges are compared with Stripe's lists
 */
record PaymentsSettings(
        ContextSettings common,
        Currency currency,
        int maxDeclines,
        Duration reconciliationInterval,
        StripeSettings stripe) {

    private static final Duration RECONCILIATION_INTERVAL = Duration.ofMinutes(5);

    /**
     * How to reach Stripe, and how to know it.
     *
     * @param webhookSecrets any of which may have signed a webhook
     * @param apiBase empty for Stripe itself; else the address of a simulator
     */
    record StripeSettings(
            String secretKey, String publishableKey, List<String> webhookSecrets, Optional<String> apiBase) {

        /** Whole accounts' keys and restricted ones. */
        private static final Pattern SECRET_KEY = Pattern.compile("[sr]k_(test|live)_\\w+");

        private static final Pattern PUBLISHABLE_KEY = Pattern.compile("pk_(test|live)_\\w+");
        private static final Pattern WEBHOOK_SECRET = Pattern.compile("whsec_[\\w+/=]+");

        private static StripeSettings read(Environment environment, HttpSettings http) {
            var settings = new StripeSettings(
                    environment.required("STRIPE_SECRET_KEY"),
                    environment.optional("STRIPE_PUBLISHABLE_KEY").orElse(""),
                    webhookSecrets(environment),
                    environment
                            .optional("STRIPE_API_BASE")
                            .map(base -> environment.uri("STRIPE_API_BASE", List.of("http", "https"))));
            settings.checkKeys(environment);
            if (settings.secretKey.contains("_live_")) {
                settings.checkLive(environment, http);
            }
            return settings;
        }

        private static List<String> webhookSecrets(Environment environment) {
            var text = environment.required("STRIPE_WEBHOOK_SECRET");
            var secrets = Arrays.stream(text.split(",")).map(String::strip).toList();
            return text.isEmpty()
                            || secrets.stream()
                                    .allMatch(secret ->
                                            WEBHOOK_SECRET.matcher(secret).matches())
                    ? secrets
                    : environment.problem(
                            "STRIPE_WEBHOOK_SECRET", "must be whsec_..., or several with commas", secrets);
        }

        private void checkKeys(Environment environment) {
            var secret = SECRET_KEY.matcher(secretKey);
            var publishable = PUBLISHABLE_KEY.matcher(publishableKey);
            if (!secretKey.isEmpty() && !secret.matches()) {
                environment.problem(
                        "STRIPE_SECRET_KEY", "must be sk_test_..., rk_test_..., sk_live_... or rk_live_...", "");
            }
            if (publishableKey.isEmpty()) {
                return;
            } else if (!publishable.matches()) {
                environment.problem("STRIPE_PUBLISHABLE_KEY", "must be pk_test_... or pk_live_...", "");
            } else if (secret.matches() && !secret.group(1).equals(publishable.group(1))) {
                environment.problem("STRIPE_PUBLISHABLE_KEY", "and STRIPE_SECRET_KEY are not of the same mode", "");
            }
        }

        /** Real money: over https alone, and from nobody but Stripe. */
        private void checkLive(Environment environment, HttpSettings http) {
            if (!http.cookieSecure()) {
                environment.problem("COOKIE_SECURE", "must be true with a live key of Stripe's", "");
            }
            if (http.publicOrigins().isEmpty()
                    || !http.publicOrigins().stream().allMatch(origin -> origin.startsWith("https:"))) {
                environment.problem("PUBLIC_ORIGIN", "must be https with a live key of Stripe's", "");
            }
            if (apiBase.isPresent() && !isStripes(apiBase.get())) {
                environment.problem("STRIPE_API_BASE", "must not be set with a live key of Stripe's", "");
            }
        }

        private static boolean isStripes(String base) {
            return base.startsWith("https:")
                    && String.valueOf(URI.create(base).getHost()).endsWith(".stripe.com");
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "StripeSettings[apiBase=" + apiBase + "]";
        }
    }

    static PaymentsSettings read(Environment environment) {
        var common = ContextSettings.read(environment);
        return new PaymentsSettings(
                common,
                environment.currency(),
                environment.integer("PAYMENT_ATTEMPTS", 3, 1, 20),
                environment.positiveDuration("RECONCILIATION_INTERVAL", RECONCILIATION_INTERVAL),
                StripeSettings.read(environment, common.http()));
    }
}
