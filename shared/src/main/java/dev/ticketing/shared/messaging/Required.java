package dev.ticketing.shared.messaging;

import io.vertx.core.json.JsonObject;

/** Reads members that an event must have. */
final class Required {

    private Required() {}

    static String text(JsonObject json, String name) {
        return present(json.getString(name), name);
    }

    static long number(JsonObject json, String name) {
        return present(json.getLong(name), name);
    }

    static JsonObject object(JsonObject json, String name) {
        return present(json.getJsonObject(name), name);
    }

    private static <T> T present(T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
