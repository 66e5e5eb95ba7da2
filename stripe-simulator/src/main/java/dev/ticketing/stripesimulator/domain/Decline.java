package dev.ticketing.stripesimulator.domain;

/**
 * Why a payment failed.
 *
 * @param declineCode the bank's reason, null where Stripe gives none (https://docs.stripe.com/declines/codes)
 */
public record Decline(String code, String declineCode, String message) {

    /** The bank gave no reason. */
    static final Decline GENERIC = new Decline("card_declined", "generic_decline", "Your card was declined.");

    /** The bank asked its customer, who did not answer rightly (or at all). */
    public static final Decline FAILED_AUTHENTICATION = new Decline(
            "payment_intent_authentication_failure",
            null,
            "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new"
                    + " PaymentMethod to attempt to fulfill this PaymentIntent again.");

    public String type() {
        return equals(FAILED_AUTHENTICATION) ? "invalid_request_error" : "card_error";
    }
}
