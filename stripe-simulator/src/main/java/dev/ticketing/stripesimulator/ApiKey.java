package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.StripeError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * The secret key, as a bearer token or as the user name of basic authentication
 * (https://docs.stripe.com/api/authentication).
 */
final class ApiKey {

    private static final String MISSING =
            "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer"
                    + " auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See"
                    + " https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.";

    private final byte[] expected;

    ApiKey(String secretKey) {
        this.expected = secretKey.getBytes(StandardCharsets.UTF_8);
    }

    /** Why this Authorization header (or its absence) does not open the door, if it does not. */
    Optional<StripeError> refusal(String authorization) {
        String given = given(authorization == null ? "" : authorization);
        if (given.isEmpty()) {
            return Optional.of(unauthorized(MISSING));
        }
        boolean right = MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
        return right ? Optional.empty() : Optional.of(unauthorized("Invalid API Key provided: " + masked(given)));
    }

    private static String given(String authorization) {
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).trim();
        }
        return authorization.regionMatches(true, 0, "Basic ", 0, 6)
                ? user(authorization.substring(6).trim())
                : "";
    }

    private static String user(String base64) {
        try {
            String decoded = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0 ? decoded : decoded.substring(0, colon);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static String masked(String key) {
        int shown = Math.min(4, key.length() / 3);
        return "*".repeat(Math.min(20, key.length() - shown)) + key.substring(key.length() - shown);
    }

    private static StripeError unauthorized(String message) {
        return StripeError.of(401, "invalid_request_error", null, null, message);
    }
}
