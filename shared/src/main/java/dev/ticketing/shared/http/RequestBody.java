package dev.ticketing.shared.http;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Fields;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a request's body: one JSON object in UTF-8. */
public final class RequestBody {

    private RequestBody() {}

    /** The body's fields; fails with {@link Failure.Invalid} when it is no JSON object. */
    public static Fields fields(RoutingContext context) {
        var body = context.body().buffer();
        if (body == null || body.length() == 0) {
            throw invalid("a JSON object is required");
        }
        try {
            if (Json.decodeValue(strictUtf8(body.getBytes())) instanceof JsonObject object) {
                return new Fields(object.getMap());
            }
        } catch (DecodeException malformed) {
            throw invalid("the body must be a JSON object");
        }
        throw invalid("the body must be a JSON object");
    }

    private static String strictUtf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw invalid("the body must be UTF-8");
        }
    }

    private static RuntimeException invalid(String message) {
        return Failure.invalid(message, null).asException();
    }
}
