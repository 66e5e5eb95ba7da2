package dev.ticketing.testkit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Looks for what a valid OpenAPI document can still be wrong in. */
final class ContractReview {

    /** Those that the contracts use. Another one is a spelling mistake, which would check nothing, or belongs here. */
    private static final Set<String> KEYWORDS = Set.of(
            "$ref",
            "type",
            "enum",
            "const",
            "default",
            "description",
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "multipleOf",
            "items",
            "minItems",
            "maxItems",
            "required",
            "properties",
            "additionalProperties",
            "allOf",
            "oneOf",
            "if",
            "then",
            "else");

    private final Contract contract;
    private final List<String> flaws = new ArrayList<>();

    private ContractReview(Contract contract) {
        this.contract = contract;
    }

    static List<String> flaws(Contract contract) {
        var review = new ContractReview(contract);
        contract.operations().forEach(review::reviewOperation);
        return List.copyOf(review.flaws);
    }

    private void reviewOperation(Operation operation) {
        var id = operation.getOperationId();
        var model = operation.getOpenAPIModel();
        for (var words : List.of("operationId", "summary", "description")) {
            note(model.getString(words, "").isBlank(), id + " has no " + words);
        }
        note(operation.getDefaultResponse() != null, id + " has a default response");
        for (var parameter : operation.getParameters()) {
            reviewParameter(id + ", parameter " + parameter.getName(), parameter);
        }
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().getContent().values().forEach(media -> reviewMedia(id + ", request", media));
        }
        for (int status : Contract.statuses(operation)) {
            Contract.response(operation, status).ifPresent(response -> reviewResponse(id + " " + status, response));
        }
    }

    private void reviewResponse(String where, Response response) {
        response.getHeaders().forEach(header -> reviewParameter(where + ", header " + header.getName(), header));
        for (var media : response.getContent().values()) {
            reviewMedia(where, media);
            reviewClosed(where, schemaOf(media.getOpenAPIModel()));
        }
    }

    private void reviewMedia(String where, MediaType media) {
        reviewSchema(where, schemaOf(media.getOpenAPIModel()));
        reviewExamples(where, media.getOpenAPIModel(), media.getSchema());
    }

    private void reviewParameter(String where, Parameter parameter) {
        var model = parameter.getOpenAPIModel();
        note(model.getString("description", "").isBlank(), where + " has no description");
        reviewSchema(where, schemaOf(model));
        reviewExamples(where, model, parameter.getSchema());
    }

    private void reviewExamples(String where, JsonObject model, JsonSchema schema) {
        var examples = new ArrayList<Object>();
        if (model.containsKey("example")) {
            examples.add(model.getValue("example"));
        }
        entries(model.getJsonObject("examples"))
                .forEach(example -> examples.add(((JsonObject) example).getValue("value")));
        note(examples.isEmpty(), where + " has no example");
        for (var example : examples) {
            contract.differences(schema, withoutAnnotations(example))
                    .forEach(difference -> note(true, where + ", example " + difference));
        }
    }

    /** Whether it is a JSON Schema at all, in words that exist. */
    private void reviewSchema(String where, JsonObject schema) {
        contract.differencesOfSchema(schema).forEach(difference -> note(true, where + ", schema " + difference));
        for (var part : withParts(schema)) {
            part.fieldNames().stream()
                    .filter(keyword -> !isAnnotation(keyword) && !KEYWORDS.contains(keyword))
                    .forEach(keyword -> note(true, where + ", unknown keyword " + keyword));
        }
    }

    /** Whether an answer's objects have the members that are described and no others. */
    private void reviewClosed(String where, JsonObject schema) {
        for (var part : withParts(schema)) {
            note(
                    "object".equals(part.getValue("type"))
                            && !Boolean.FALSE.equals(part.getValue("additionalProperties")),
                    where + " has an object that is open to members the contract does not name");
        }
    }

    /** A schema and every schema in it. */
    private static List<JsonObject> withParts(JsonObject schema) {
        var parts = new ArrayList<JsonObject>();
        parts.add(schema);
        for (var keyword : List.of("items", "if", "then", "else")) {
            if (schema.getValue(keyword) instanceof JsonObject part) {
                parts.addAll(withParts(part));
            }
        }
        for (var keyword : List.of("allOf", "oneOf")) {
            elements(schema.getJsonArray(keyword)).forEach(part -> parts.addAll(withParts((JsonObject) part)));
        }
        entries(schema.getJsonObject("properties")).stream()
                .filter(JsonObject.class::isInstance)
                .forEach(part -> parts.addAll(withParts((JsonObject) part)));
        return parts;
    }

    private static JsonObject schemaOf(JsonObject model) {
        return Objects.requireNonNull(model.getJsonObject("schema"), "a schema");
    }

    private static List<Object> entries(JsonObject object) {
        return object == null
                ? List.of()
                : object.fieldNames().stream()
                        .filter(name -> !isAnnotation(name))
                        .map(object::getValue)
                        .toList();
    }

    private static List<Object> elements(JsonArray array) {
        return array == null ? List.of() : array.stream().toList();
    }

    private static Object withoutAnnotations(Object json) {
        if (json instanceof JsonObject object) {
            var copy = new JsonObject();
            object.fieldNames().stream()
                    .filter(name -> !isAnnotation(name))
                    .forEach(name -> copy.put(name, withoutAnnotations(object.getValue(name))));
            return copy;
        } else if (json instanceof JsonArray array) {
            return new JsonArray(new ArrayList<>(
                    array.stream().map(ContractReview::withoutAnnotations).toList()));
        }
        return json;
    }

    /** What the library notes in the document for itself. */
    private static boolean isAnnotation(String name) {
        return name.startsWith("__");
    }

    private void note(boolean flawed, String flaw) {
        if (flawed) {
            flaws.add(flaw);
        }
    }
}
