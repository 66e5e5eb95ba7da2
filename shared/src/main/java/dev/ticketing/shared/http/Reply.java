package dev.ticketing.shared.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Function;

/**
 * An answer.
 *
 * @param body null for none
 */
public record Reply(int status, Buffer body, Map<String, String> headers) {

    /** Answers with what a use case returns; what it fails with goes to the {@link ErrorHandler}. */
    public static Handler<RoutingContext> with(Function<RoutingContext, Future<Reply>> useCase) {
        return context -> Future.succeededFuture(context)
                .compose(useCase)
                .map(reply -> reply.send(context))
                .onFailure(context::fail);
    }

    public static Reply of(int status, JsonObject body) {
        return new Reply(status, body.toBuffer(), Map.of());
    }

    public static Reply ok(JsonObject body) {
        return of(200, body);
    }

    public static Reply ok(JsonArray body) {
        return new Reply(200, body.toBuffer(), Map.of());
    }

    public static Reply created(JsonObject body) {
        return of(201, body);
    }

    public static Reply noContent() {
        return new Reply(204, null, Map.of());
    }

    public Reply withHeaders(Map<String, String> more) {
        return new Reply(status, body, more);
    }

    private Reply send(RoutingContext context) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return this;
        }
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        if (body == null) {
            response.end();
        } else {
            response.putHeader("content-type", "application/json").end(body);
        }
        return this;
    }
}
