package dev.ticketing.stripesimulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Stripe's published OpenAPI description says of the objects spoken here: which members there are, of what type,
 * which are always there, which may be null. A member that it does not have is wrong too.
 *
 * <p>A type is integer, boolean, string, object, array, any, the name of another schema, {@code id of ...} for what may
 * be expanded, {@code one of ...} for an enumeration; with a question mark, null as well.
 */
record StripeFacts(JsonObject schemas) {

    static StripeFacts read() {
        try (InputStream file = StripeFacts.class.getResourceAsStream("/stripe-openapi-facts.json")) {
            return new StripeFacts(
                    new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8)).getJsonObject("schemas"));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** What is wrong with an answer: an object, a list of them, or an error. */
    List<String> wrong(JsonObject answer) {
        String schema = answer.containsKey("error") ? "error" : answer.getString("object");
        return wrong(schema, schema, answer).toList();
    }

    private Stream<String> wrong(String path, String schema, JsonObject object) {
        JsonObject fields = schemas.getJsonObject(schema).getJsonObject("fields");
        Stream<String> missing = schemas.getJsonObject(schema).getJsonArray("required").stream()
                .map(String.class::cast)
                .filter(name -> !object.containsKey(name))
                .map(name -> path + "." + name + " is missing");
        Stream<String> members = object.fieldNames().stream().flatMap(name -> {
            String type = fields.getString(name);
            String at = path + "." + name;
            return type == null ? Stream.of(at + " is nothing of Stripe's") : ofType(at, type, object.getValue(name));
        });
        return Stream.concat(missing, members);
    }

    private Stream<String> ofType(String path, String type, Object value) {
        boolean nullable = type.endsWith("?");
        String kind = nullable ? type.substring(0, type.length() - 1) : type;
        if (value == null) {
            return nullable ? Stream.empty() : Stream.of(path + " is null");
        }
        if (kind.equals("all any")) {
            return ((JsonArray) value).stream().flatMap(item -> any(path, item));
        }
        if (kind.equals("any")) {
            return any(path, value);
        }
        if (kind.startsWith("id of ") && value instanceof JsonObject expanded) {
            return wrong(path, kind.substring(6), expanded);
        }
        if (schemas.containsKey(kind) && value instanceof JsonObject object) {
            return wrong(path, kind, object);
        }
        return fits(kind, value) ? Stream.empty() : Stream.of(path + " is " + value + ", not " + kind);
    }

    private Stream<String> any(String path, Object value) {
        JsonObject object = (JsonObject) value;
        return wrong(path + "(" + object.getString("id") + ")", object.getString("object"), object);
    }

    private static boolean fits(String kind, Object value) {
        if (kind.startsWith("one of ")) {
            return List.of(kind.substring(7).split(" ", -1)).contains(value);
        }
        return switch (kind.replaceFirst("^id of .*", "string")) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "boolean" -> value instanceof Boolean;
            case "object" -> value instanceof JsonObject;
            case "array" -> value instanceof JsonArray;
            default -> false;
        };
    }
}
