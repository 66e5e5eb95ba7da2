package dev.ticketing.stripesimulator.domain;

/**
 * A refusal in Stripe's words. Fields that Stripe leaves out are null.
 *
 * <p>The shape and the codes are those of https://docs.stripe.com/api/errors and https://docs.stripe.com/error-codes.
 *
 * @param status the HTTP status it travels with
 * @param payment what a refusal about a payment carries along, else null
 */
public record StripeError(int status, String type, String code, String param, String message, Payment payment) {

    private static final String INVALID_REQUEST = "invalid_request_error";

    /** The intent as it is after the refusal, and for a declined card what the bank said and the failed charge. */
    public record Payment(PaymentIntent intent, PaymentError error) {}

    public static StripeError invalid(String code, String param, String message) {
        return of(400, INVALID_REQUEST, code, param, message);
    }

    public static StripeError missing(String param) {
        return invalid("parameter_missing", param, "Missing required param: " + param + ".");
    }

    public static StripeError invalidInteger(String param, String message) {
        return invalid("parameter_invalid_integer", param, message);
    }

    /** An id in the path that names nothing is a 404; one in a parameter is a 400. */
    public static StripeError noSuch(int status, String kind, String id, String param) {
        return of(status, INVALID_REQUEST, "resource_missing", param, "No such " + kind + ": '" + id + "'");
    }

    public static StripeError unexpectedState(PaymentIntent intent, String message) {
        return new StripeError(
                400, INVALID_REQUEST, "payment_intent_unexpected_state", null, message, new Payment(intent, null));
    }

    public static StripeError declined(PaymentIntent intent, PaymentError error) {
        return new StripeError(
                402,
                error.reason().type(),
                error.reason().code(),
                null,
                error.reason().message(),
                new Payment(intent, error));
    }

    public static StripeError of(int status, String type, String code, String param, String message) {
        return new StripeError(status, type, code, param, message, null);
    }
}
