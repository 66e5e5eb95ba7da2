package dev.ticketing.shared.http;

import com.fasterxml.jackson.core.JsonFactory;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Fields;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads a request's body: one JSON object in UTF-8. */
public final class RequestBody {

    private static final JsonFactory STRICT_JSON = new JsonFactory();

    private RequestBody() {}

    /** The body as it came, byte for byte; empty where there is none. */
    public static Buffer bytes(RoutingContext context) {
        return BodyReader.body(context);
    }

    /** The body's fields, or none where there is no body; fails as {@link #fields} does. */
    public static Fields optionalFields(RoutingContext context) {
        return BodyReader.body(context).length() == 0 ? new Fields(Map.of()) : fields(context);
    }

    /** The body's fields; fails with {@link Failure.Invalid} when it is no JSON object. */
    public static Fields fields(RoutingContext context) {
        var body = BodyReader.body(context);
        if (body.length() == 0) {
            throw invalid("a JSON object is required");
        }
        try {
            if (decode(strictUtf8(body.getBytes())) instanceof JsonObject object) {
                return new Fields(object.getMap());
            }
        } catch (DecodeException | IOException malformed) {
            throw invalid("the body must be a JSON object");
        }
        throw invalid("the body must be a JSON object");
    }

    /** By RFC 8259: Vert.x' own parser takes comments as well. */
    private static Object decode(String json) throws IOException {
        return JacksonCodec.fromParser(STRICT_JSON.createParser(json), Object.class);
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
