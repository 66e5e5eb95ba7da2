package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.StripeError;

/** Refusals of requests that do not get as far as an endpoint. */
final class HttpErrors {

    static final String FORM = "application/x-www-form-urlencoded";

    private static final String TYPE = "invalid_request_error";

    private HttpErrors() {}

    static StripeError unknownUrl(String method, String path) {
        String message = "Unrecognized request URL (%s: %s). Please see https://stripe.com/docs or we can help at"
                + " https://support.stripe.com/.";
        return StripeError.of(404, TYPE, null, null, message.formatted(method, path));
    }

    static StripeError wrongContentType() {
        String message = "Invalid request (check that your POST content type is " + FORM
                + "). If you have any questions, we can help at https://support.stripe.com/.";
        return StripeError.of(400, TYPE, null, null, message);
    }

    /** https://docs.stripe.com/rate-limits */
    static StripeError rateLimit() {
        String message = "Request rate limit exceeded. Learn more about rate limits here"
                + " https://stripe.com/docs/rate-limits.";
        return StripeError.of(429, TYPE, "rate_limit", null, message);
    }

    /** https://docs.stripe.com/rate-limits#object-lock-timeouts */
    static StripeError lockTimeout() {
        String message = "This object cannot be accessed right now because another API request or Stripe process is"
                + " currently accessing it. If you see this error intermittently, retry the request. If you see this"
                + " error frequently and are making multiple concurrent requests to a single object, make your"
                + " requests serially or at a lower rate.";
        return StripeError.of(429, TYPE, "lock_timeout", null, message);
    }

    static StripeError internal() {
        return StripeError.of(500, "api_error", null, null, "An unknown error occurred");
    }

    static StripeError malformed() {
        return StripeError.of(400, TYPE, null, null, "Invalid request: it cannot be parsed.");
    }

    static StripeError tooLarge(int maxBytes) {
        return StripeError.of(413, TYPE, null, null, "The request body is larger than " + maxBytes + " bytes.");
    }
}
