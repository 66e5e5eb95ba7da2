package dev.ticketing.shared.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads a request's body before anybody looks at it: at most {@value #LIMIT_BYTES} bytes (else 413) that arrive within
 * {@value #TIMEOUT_MILLIS} ms (else 408). What it is called and whether it makes sense is not asked here: Vert.x' own
 * body handler parses whatever is called a form, and takes a client that hangs up for a failure of ours.
 */
final class BodyReader implements Handler<RoutingContext> {

    static final int LIMIT_BYTES = 64 * 1024;
    static final int TIMEOUT_MILLIS = 10_000;

    private static final String BODY = "request.body";

    /** The body that was read; empty when there was none. */
    static Buffer body(RoutingContext context) {
        return context.get(BODY, Buffer.buffer());
    }

    /** Whether a request says that it has a body. */
    static boolean hasBody(HttpServerRequest request) {
        return request.getHeader("transfer-encoding") != null || declaredLength(request) > 0;
    }

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        var expectation = request.getHeader("expect");
        if (!hasBody(request)) {
            context.next();
        } else if (declaredLength(request) > LIMIT_BYTES) {
            context.fail(413);
        } else if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            context.fail(417);
        } else {
            if (expectation != null && request.version() == HttpVersion.HTTP_1_1) {
                context.response().writeContinue();
            }
            read(context);
        }
    }

    private static void read(RoutingContext context) {
        var request = context.request();
        var body = Buffer.buffer();
        long timer = context.vertx().setTimer(TIMEOUT_MILLIS, late -> context.fail(408));
        context.addEndHandler(answered -> context.vertx().cancelTimer(timer));
        request.handler(part -> {
            if (!context.failed() && body.appendBuffer(part).length() > LIMIT_BYTES) {
                context.fail(413);
            }
        });
        // Chunks that are none, or the client is gone.
        request.exceptionHandler(broken -> context.fail(400));
        request.endHandler(complete -> {
            context.vertx().cancelTimer(timer);
            if (!context.failed()) {
                context.put(BODY, body).next();
            }
        });
    }

    /** The decoder lets no other than a number pass. */
    private static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader("content-length");
        return length == null ? 0 : Long.parseLong(length);
    }
}
