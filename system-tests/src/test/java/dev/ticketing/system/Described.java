package dev.ticketing.system;

import dev.ticketing.testkit.Contracts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An operation as its context's OpenAPI document describes it, every reference in it resolved.
 *
 * @param template the path, {@code {id}} in it for an id
 * @param parameters as the document has them
 * @param body the request body's media type; empty where there is none
 * @param statuses of all answers
 */
record Described(
        String method, String template, List<JsonObject> parameters, Optional<JsonObject> body, Set<Integer> statuses) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "options", "head");
    private static final int DEEPEST = 20;

    /** What the library writes between the lines begins so. */
    private static final String NOTE = "__";

    /** All operations of all contexts; but for streams, which never end. */
    static List<Described> all() {
        return Contracts.documents().stream()
                .flatMap(Described::of)
                .filter(operation -> !operation.template.endsWith("/stream"))
                .toList();
    }

    private static Stream<Described> of(JsonObject document) {
        var paths = (JsonObject) resolved(document, document.getJsonObject("paths"), 0);
        return paths.stream().flatMap(path -> {
            var item = (JsonObject) path.getValue();
            return item.fieldNames().stream()
                    .filter(METHODS::contains)
                    .map(method -> of(path.getKey(), method, item, item.getJsonObject(method)));
        });
    }

    private static Described of(String template, String method, JsonObject item, JsonObject operation) {
        var parameters = Stream.of(item, operation)
                .flatMap(owner -> owner.getJsonArray("parameters", new JsonArray()).stream())
                .map(JsonObject.class::cast)
                .toList();
        var body = Optional.ofNullable(operation.getJsonObject("requestBody"))
                .map(described -> described.getJsonObject("content").getJsonObject("application/json"));
        var statuses = operation.getJsonObject("responses").fieldNames().stream()
                .map(Integer::valueOf)
                .collect(Collectors.toUnmodifiableSet());
        return new Described(method.toUpperCase(Locale.ROOT), template, parameters, body, statuses);
    }

    private static Object resolved(JsonObject document, Object node, int depth) {
        if (depth > DEEPEST) {
            throw new AssertionError("a schema that contains itself is not foreseen here");
        } else if (node instanceof JsonArray array) {
            return new JsonArray(array.stream()
                    .map(element -> resolved(document, element, depth + 1))
                    .toList());
        }
        return node instanceof JsonObject object ? resolvedObject(document, object, depth) : node;
    }

    private static Object resolvedObject(JsonObject document, JsonObject object, int depth) {
        if (object.getValue("$ref") instanceof String reference) {
            return resolved(document, at(document, reference), depth + 1);
        }
        var copy = new JsonObject();
        object.stream()
                .filter(member -> !member.getKey().startsWith(NOTE))
                .forEach(member -> copy.put(member.getKey(), resolved(document, member.getValue(), depth + 1)));
        return copy;
    }

    /** What a reference such as {@code #/components/schemas/Price} names. */
    private static Object at(JsonObject document, String reference) {
        Object here = document;
        for (var name : reference.substring(reference.indexOf('#') + 2).split("/", -1)) {
            here = ((JsonObject) here).getValue(name.replace("~1", "/").replace("~0", "~"));
        }
        return here;
    }

    List<JsonObject> parametersIn(String place) {
        return parameters.stream()
                .filter(parameter -> place.equals(parameter.getString("in")))
                .toList();
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
