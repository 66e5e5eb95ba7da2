package dev.ticketing.shared.http;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure into status and body: {@code {"errors":[{"message","field"?}]}}, whatever went wrong. */
final class ErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);

    private static final Map<Integer, String> MESSAGES = Map.ofEntries(
            Map.entry(400, "the request is malformed"),
            Map.entry(404, "there is nothing here"),
            Map.entry(405, "this method is not allowed here"),
            Map.entry(406, "the answer is application/json"),
            Map.entry(408, "the request took too long to arrive"),
            Map.entry(413, "the body is too large"),
            Map.entry(414, "the address is too long"),
            Map.entry(415, "the body must be application/json"),
            Map.entry(416, "there is no such range"),
            Map.entry(417, "no such expectation can be met"),
            Map.entry(431, "the headers are too large"),
            Map.entry(500, "something went wrong on our side"),
            Map.entry(503, "the service is too busy"));

    private ErrorHandler() {}

    /** The words for a status that says it all. */
    static String messageOf(int status) {
        return MESSAGES.getOrDefault(status, "the request cannot be served");
    }

    /** Whatever a handler of the framework may fail with: a status without one is answered in another shape. */
    static void install(Router router) {
        IntStream.range(400, 600).forEach(status -> router.errorHandler(status, ErrorHandler::handle));
        router.errorHandler(405, context -> {
            context.response()
                    .putHeader(
                            "allow", AllowedMethods.of(router, context.request().path()));
            handle(context);
        });
    }

    private static void handle(RoutingContext context) {
        var response = context.response();
        if (response.ended() || response.headWritten()) {
            response.reset();
        } else if (context.failure() instanceof FailureException expected) {
            answer(context, expected.failure());
        } else {
            answerUnexpected(context);
        }
    }

    private static void answer(RoutingContext context, Failure failure) {
        var response = context.response();
        if (failure instanceof Failure.Temporary temporary) {
            response.putHeader("retry-after", Integer.toString(temporary.retryAfterSeconds()));
        }
        end(
                context,
                statusOf(failure),
                failure instanceof Failure.Invalid invalid
                        ? invalid.problems()
                        : List.of(new Failure.Problem(failure.message(), null)));
    }

    private static void answerUnexpected(RoutingContext context) {
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        if (status == 500) {
            LOG.error(
                    "{} {} failed",
                    context.request().method(),
                    context.request().path(),
                    context.failure());
        } else if (status == 503) {
            context.response().putHeader("retry-after", "1");
        }
        end(context, status, List.of(new Failure.Problem(messageOf(status), null)));
    }

    private static int statusOf(Failure failure) {
        if (failure instanceof Failure.Invalid) {
            return 400;
        } else if (failure instanceof Failure.Unauthenticated) {
            return 401;
        } else if (failure instanceof Failure.Declined) {
            return 402;
        } else if (failure instanceof Failure.Forbidden) {
            return 403;
        } else if (failure instanceof Failure.NotFound) {
            return 404;
        } else if (failure instanceof Failure.Conflict) {
            return 409;
        }
        return failure instanceof Failure.TooManyRequests ? 429 : 503;
    }

    private static void end(RoutingContext context, int status, List<Failure.Problem> problems) {
        var errors = new JsonArray();
        for (var problem : problems) {
            var error = new JsonObject().put("message", problem.message());
            errors.add(problem.field() == null ? error : error.put("field", problem.field()));
        }
        var response = context.response().setStatusCode(status).putHeader("content-type", "application/json");
        if (status == 408) {
            // What is left of the request may come at any time, or never.
            response.putHeader("connection", "close");
        }
        var sent = response.end(new JsonObject().put("errors", errors).toBuffer());
        if (status == 408) {
            sent.onComplete(done -> context.request().connection().close());
        }
    }
}
