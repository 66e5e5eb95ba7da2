package dev.ticketing.stripesimulator.domain;

import java.util.List;
import java.util.Map;

/**
 * What an intent was created for; never changes afterwards.
 *
 * @param amount in minor units of the currency
 * @param currency three lower-case letters
 * @param paymentMethodTypes the types accepted
 * @param automaticPaymentMethods null when the types were named by the caller
 */
public record IntentTerms(
        long amount,
        String currency,
        String captureMethod,
        List<String> paymentMethodTypes,
        AutomaticPaymentMethods automaticPaymentMethods,
        String description,
        String receiptEmail,
        Map<String, String> metadata) {

    /** Methods chosen in the dashboard; some of them send the buyer to another page and need a way back. */
    public record AutomaticPaymentMethods(boolean enabled, String allowRedirects) {}

    boolean mayRedirect() {
        return automaticPaymentMethods != null
                && automaticPaymentMethods.enabled()
                && !"never".equals(automaticPaymentMethods.allowRedirects());
    }
}
