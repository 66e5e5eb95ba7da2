package dev.ticketing.payments;

import com.stripe.model.StripeError;
import java.util.Map;

/**
 * Why a bank said no, in words for the buyer. Stripe's decline codes (https://docs.stripe.com/declines/codes) tell more
 * than is the buyer's business: who tries a lost, stolen or suspected card hears no more than that it was declined.
 */
final class DeclineReasons {

    private static final String DECLINED = "The card was declined by its bank.";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("insufficient_funds", "The card has insufficient funds."),
            Map.entry("withdrawal_count_limit_exceeded", "The card's limit is reached."),
            Map.entry("card_velocity_exceeded", "The card's limit is reached."),
            Map.entry("expired_card", "The card has expired."),
            Map.entry("incorrect_cvc", "The card's security code is wrong."),
            Map.entry("invalid_cvc", "The card's security code is wrong."),
            Map.entry("incorrect_number", "The card's number is wrong."),
            Map.entry("invalid_number", "The card's number is wrong."),
            Map.entry("invalid_expiry_month", "The card's expiry date is wrong."),
            Map.entry("invalid_expiry_year", "The card's expiry date is wrong."),
            Map.entry("incorrect_zip", "The card's postal code is wrong."),
            Map.entry("incorrect_pin", "The card's PIN is wrong."),
            Map.entry("card_not_supported", "The card cannot be used for this kind of purchase."),
            Map.entry("currency_not_supported", "The card cannot pay in this currency."),
            Map.entry("authentication_required", "The card's bank wants to confirm this payment with you."),
            Map.entry("payment_intent_authentication_failure", "The payment was not confirmed at the card's bank."),
            Map.entry("processing_error", "The card's bank could not be reached. Try again in a moment."),
            Map.entry("issuer_not_available", "The card's bank could not be reached. Try again in a moment."),
            Map.entry("try_again_later", "The card's bank could not be reached. Try again in a moment."),
            Map.entry("reenter_transaction", "The card's bank could not be reached. Try again in a moment."));

    private DeclineReasons() {}

    /**
     * Words for a refusal.
     *
     * @param code Stripe's error code
     * @param declineCode the bank's own, or null; it says more where there is one
     */
    static String of(String code, String declineCode) {
        var known = declineCode == null ? code : declineCode;
        return known == null ? DECLINED : WORDS.getOrDefault(known, DECLINED);
    }

    static String of(StripeError error) {
        return of(error.getCode(), error.getDeclineCode());
    }
}
