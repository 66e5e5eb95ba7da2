package dev.ticketing.stripesimulator.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Up to 50 keys of at most 40 characters with values of at most 500 (https://docs.stripe.com/metadata). */
final class Metadata {

    private static final int MAX_KEYS = 50;
    private static final int MAX_KEY_LENGTH = 40;
    private static final int MAX_VALUE_LENGTH = 500;

    private Metadata() {}

    static Map<String, String> read(Parameters parameters) {
        Map<String, String> metadata = parameters.map("metadata");
        if (metadata.size() > MAX_KEYS) {
            throw refusal("metadata", "Metadata can only have up to " + MAX_KEYS + " keys.");
        }
        metadata.forEach((key, value) -> {
            String param = "metadata[" + key + "]";
            if (key.isEmpty() || key.contains("[")) {
                throw refusal(param, "Metadata keys must be non-empty strings without brackets.");
            }
            if (key.length() > MAX_KEY_LENGTH) {
                throw refusal(param, "Metadata keys can be up to " + MAX_KEY_LENGTH + " characters long.");
            }
            if (value.length() > MAX_VALUE_LENGTH) {
                throw refusal(param, "Metadata values can be up to " + MAX_VALUE_LENGTH + " characters long.");
            }
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    private static Refusal refusal(String param, String message) {
        return new Refusal(StripeError.invalid(null, param, message));
    }
}
