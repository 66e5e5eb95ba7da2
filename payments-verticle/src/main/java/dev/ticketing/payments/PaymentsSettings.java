package dev.ticketing.payments;

import dev.ticketing.shared.service.ContextSettings;
import dev.ticketing.shared.settings.Environment;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the payments context needs to know.
 *
 * @param currency ISO 4217, lower case, one with two decimals
 * @param maxDeclines with so many declines an order is cancelled
 */
record PaymentsSettings(ContextSettings common, String currency, int maxDeclines, StripeSettings stripe) {

    private static final int DECIMALS = 2;

    /**
     * How to reach Stripe.
     *
     * @param apiBase empty for Stripe itself; else the address of a simulator
     */
    record StripeSettings(String secretKey, String publishableKey, Optional<String> apiBase) {
        /** Without the secret key. */
        @Override
        public String toString() {
            return "StripeSettings[apiBase=" + apiBase + "]";
        }
    }

    static PaymentsSettings read(Environment environment) {
        var stripe = new StripeSettings(
                environment.required("STRIPE_SECRET_KEY"),
                environment.optional("STRIPE_PUBLISHABLE_KEY").orElse(""),
                environment
                        .optional("STRIPE_API_BASE")
                        .map(base -> environment.uri("STRIPE_API_BASE", List.of("http", "https"))));
        return new PaymentsSettings(
                ContextSettings.read(environment),
                currency(environment),
                environment.integer("PAYMENT_ATTEMPTS", 3, 1, 20),
                stripe);
    }

    private static String currency(Environment environment) {
        var code = environment.text("CURRENCY", "usd").toLowerCase(Locale.ROOT);
        try {
            var currency = Currency.getInstance(code.toUpperCase(Locale.ROOT));
            if (currency.getDefaultFractionDigits() == DECIMALS) {
                return code;
            }
        } catch (IllegalArgumentException unknown) {
            return environment.problem("CURRENCY", "must be an ISO 4217 code such as usd", code);
        }
        return environment.problem("CURRENCY", "must be one with two decimals", code);
    }
}
