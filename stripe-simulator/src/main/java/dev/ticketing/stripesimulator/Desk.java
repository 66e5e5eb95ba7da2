package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Parameters;
import dev.ticketing.stripesimulator.domain.Refusal;
import dev.ticketing.stripesimulator.domain.StripeError;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every request passes on its way in and every answer on its way out. */
final class Desk {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final String REQUEST_ID = "request-id";
    private static final String FAULT = "fault";
    private static final String BODY = "body";

    private final ApiKey apiKey;
    private final Faults faults;
    private final Renderer renderer;
    private final RandomIds ids = new RandomIds();

    Desk(String secretKey, Faults faults, Renderer renderer) {
        this.apiKey = new ApiKey(secretKey);
        this.faults = faults;
        this.renderer = renderer;
    }

    void identify(RoutingContext context) {
        String id = "req_" + ids.next(14);
        String version = context.request().getHeader("Stripe-Version");
        context.put(REQUEST_ID, id);
        context.response().putHeader("Request-Id", id);
        context.response().putHeader("Stripe-Version", version == null ? Renderer.API_VERSION : version);
        context.next();
    }

    void authenticate(RoutingContext context) {
        apiKey.refusal(context.request().getHeader(HttpHeaders.AUTHORIZATION))
                .ifPresentOrElse(
                        error -> {
                            context.response().putHeader("WWW-Authenticate", "Basic realm=\"Stripe\"");
                            send(context, renderer.refused(error));
                        },
                        context::next);
    }

    void readBody(RoutingContext context) {
        Buffer body = Buffer.buffer();
        context.put(BODY, body);
        context.request().exceptionHandler(gone -> LOG.debug("A client went away", gone));
        context.request().endHandler(end -> {
            if (!context.response().ended()) {
                context.next();
            }
        });
        context.request().handler(chunk -> {
            if (body.length() + chunk.length() <= MAX_BODY_BYTES) {
                body.appendBuffer(chunk);
            } else if (!context.response().ended()) {
                send(context, renderer.refused(HttpErrors.tooLarge(MAX_BODY_BYTES)));
            }
        });
    }

    /** Stripe's own endpoints: form-encoded, idempotent, and where faults happen. */
    Handler<RoutingContext> stripe(BiFunction<RoutingContext, Call, Future<Answer>> endpoint) {
        return context -> {
            HttpServerRequest request = context.request();
            Fault fault = faults.take(request.method().name(), request.path());
            context.put(FAULT, fault);
            StripeError refusal = fault == null ? null : fault.refusal();
            if (refusal != null) {
                send(context, renderer.refused(refusal));
            } else {
                endpoint.apply(context, call(context, fault)).onComplete(sendTo(context));
            }
        };
    }

    /** The simulator's own endpoints. */
    Handler<RoutingContext> own(Function<RoutingContext, Future<Answer>> endpoint) {
        return context -> endpoint.apply(context).onComplete(sendTo(context));
    }

    static String body(RoutingContext context) {
        return context.<Buffer>get(BODY).toString(StandardCharsets.UTF_8);
    }

    void fail(RoutingContext context) {
        if (context.failure() instanceof Refusal refusal) {
            send(context, renderer.refused(refusal.error()));
        } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
            send(context, renderer.refused(HttpErrors.malformed()));
        } else {
            LOG.error(
                    "{} {} failed",
                    context.request().method(),
                    context.request().path(),
                    context.failure());
            send(context, Answer.internalError());
        }
    }

    void refuseUnknownUrl(RoutingContext context) {
        HttpServerRequest request = context.request();
        send(context, renderer.refused(HttpErrors.unknownUrl(request.method().name(), request.path())));
    }

    /** What is not even HTTP. */
    void refuseMalformed(HttpServerRequest request) {
        request.response()
                .setStatusCode(400)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader("Request-Id", "req_" + ids.next(14))
                .end(renderer.refused(HttpErrors.malformed()).body())
                .onComplete(ended -> request.connection().close());
    }

    private Call call(RoutingContext context, Fault fault) {
        HttpServerRequest request = context.request();
        boolean post = request.method().equals(HttpMethod.POST);
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (post && type != null && !type.toLowerCase(Locale.ROOT).startsWith(HttpErrors.FORM)) {
            throw new Refusal(HttpErrors.wrongContentType());
        }
        String form = post ? formBody(context) : request.query();
        String key = post ? request.getHeader("Idempotency-Key") : null;
        return new Call(
                context.get(REQUEST_ID), request.path(), Parameters.parse(form == null ? "" : form), key, fault);
    }

    /** One char per byte: what is not ASCII is refused when the form is decoded. */
    private static String formBody(RoutingContext context) {
        return context.<Buffer>get(BODY).toString(StandardCharsets.ISO_8859_1);
    }

    private Handler<AsyncResult<Answer>> sendTo(RoutingContext context) {
        return result -> {
            if (result.succeeded()) {
                send(context, result.result());
            } else {
                context.fail(result.cause());
            }
        };
    }

    private void send(RoutingContext context, Answer answer) {
        Fault fault = context.get(FAULT);
        if (fault != null && fault.kind() == Fault.Kind.DROP_REPLY) {
            context.request().connection().close();
            return;
        }
        boolean unlucky = fault != null && fault.kind() == Fault.Kind.ERROR_500_AFTER;
        write(context, unlucky ? Answer.internalError() : answer);
    }

    private static void write(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        String key = context.request().getHeader("Idempotency-Key");
        if (key != null) {
            response.putHeader("Idempotency-Key", key);
        }
        if (answer.originalRequest() != null) {
            response.putHeader("Idempotent-Replayed", "true");
            response.putHeader("Original-Request", answer.originalRequest());
        }
        response.setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(answer.body());
    }
}
