package dev.ticketing.shared.messaging;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Reads members that an event must have. {@link JsonObject}'s own getters would make text of anything and cut numbers
 * to fit.
 */
final class Required {

    private Required() {}

    static String text(JsonObject json, String name) {
        return present(json, name, String.class);
    }

    /** The text, or empty when it is missing or null. */
    static Optional<String> optionalText(JsonObject json, String name) {
        return json.getValue(name) == null ? Optional.empty() : Optional.of(text(json, name));
    }

    static long number(JsonObject json, String name) {
        var number = present(json, name, Number.class);
        if (!(number instanceof Long) && !(number instanceof Integer)) {
            throw new IllegalArgumentException(name + " is no whole number");
        }
        return number.longValue();
    }

    static JsonObject object(JsonObject json, String name) {
        return present(json, name, JsonObject.class);
    }

    private static <T> T present(JsonObject json, String name, Class<T> kind) {
        var value = json.getValue(name);
        if (!kind.isInstance(value)) {
            throw new IllegalArgumentException(name + (value == null ? " is missing" : " has a wrong type"));
        }
        return kind.cast(value);
    }
}
