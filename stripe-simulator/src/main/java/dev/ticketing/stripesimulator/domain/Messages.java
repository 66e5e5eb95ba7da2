package dev.ticketing.stripesimulator.domain;

/** Stripe's sentences for what an intent refuses. People search logs for them, so they are kept to the letter. */
final class Messages {

    static final String ALREADY_SUCCEEDED =
            "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.";

    static final String CONFIRM_CANCELED =
            "You cannot confirm this PaymentIntent because it has a status of canceled. Only a PaymentIntent with one"
                    + " of the following statuses may be confirmed: requires_confirmation, requires_action.";

    static final String UPDATE_CANCELED =
            "This PaymentIntent's payment_method could not be updated because it has a status of canceled. You may"
                    + " only update the payment_method of a PaymentIntent with one of the following statuses:"
                    + " requires_payment_method, requires_confirmation, requires_action.";

    static final String CONFIRM_PROCESSING =
            "You cannot confirm this PaymentIntent because it has a status of processing. Only a PaymentIntent with"
                    + " one of the following statuses may be confirmed: requires_confirmation, requires_action.";

    static final String CANCEL_PROCESSING =
            "You cannot cancel this PaymentIntent because it has a status of processing: its payment method is being"
                    + " charged.";

    static final String NO_PAYMENT_METHOD =
            "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the"
                    + " PaymentIntent with a payment method and then confirm it again, or confirm it again directly"
                    + " with a payment method or ConfirmationToken.";

    static final String RETURN_URL_NEEDED =
            "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of"
                    + " these payment methods might redirect your customer off of your page, you must provide a `return_url`."
                    + " If you don't want to accept redirect-based payment methods, set"
                    + " `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]`"
                    + " to `never` when creating Setup Intents and Payment Intents.";

    private Messages() {}
}
