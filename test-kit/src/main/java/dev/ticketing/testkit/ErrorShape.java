package dev.ticketing.testkit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** The shape of every error, whoever answers it. */
final class ErrorShape {

    private static final Set<String> MEMBERS = Set.of("message", "field");

    private ErrorShape() {}

    /** What an error differs in from it. */
    static List<String> differences(Exchange exchange) {
        var type = exchange.answer().getHeader("content-type");
        if (!"application/json".equals(Exchange.mediaType(type))) {
            return List.of("the error is not application/json");
        }
        return HttpMethod.HEAD.equals(exchange.method()) || isErrors(exchange.answerBody())
                ? List.of()
                : List.of("the error is not of the form {\"errors\":[{\"message\",\"field\"?}]}");
    }

    private static boolean isErrors(Buffer body) {
        try {
            return Json.decodeValue(body) instanceof JsonObject object
                    && object.size() == 1
                    && object.getValue("errors") instanceof JsonArray errors
                    && !errors.isEmpty()
                    && errors.stream().allMatch(ErrorShape::isError);
        } catch (DecodeException noJson) {
            return false;
        }
    }

    private static boolean isError(Object error) {
        return error instanceof JsonObject object
                && MEMBERS.containsAll(object.fieldNames())
                && object.getValue("message") instanceof String message
                && !message.isBlank()
                && (!object.containsKey("field") || object.getValue("field") instanceof String);
    }
}
