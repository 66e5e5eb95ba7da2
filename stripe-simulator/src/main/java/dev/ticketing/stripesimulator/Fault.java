package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.StripeError;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * Something to go wrong on purpose.
 *
 * @param method the HTTP method it is for, or {@code *}
 * @param path the path it is for, in which {@code *} stands for any one segment
 * @param times how many requests it still hits
 * @param millis how long a delayed request waits before it is executed
 */
record Fault(String method, String path, Kind kind, int times, long millis) {

    enum Kind {
        /** Executed and stored, and the connection is closed without a byte of the answer. */
        DROP_REPLY,
        /** Not executed. */
        ERROR_500_BEFORE,
        /** Not executed: too many requests. */
        RATE_LIMIT,
        /** Not executed: another request has the object. */
        LOCK_TIMEOUT,
        /** Executed; the 500 is what is stored under the idempotency key. */
        ERROR_500_AFTER,
        /** Executed late. */
        DELAY;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the request is answered with instead of being executed, null when it is executed. */
    StripeError refusal() {
        return switch (kind) {
            case RATE_LIMIT -> HttpErrors.rateLimit();
            case LOCK_TIMEOUT -> HttpErrors.lockTimeout();
            case ERROR_500_BEFORE -> HttpErrors.internal();
            case DROP_REPLY, ERROR_500_AFTER, DELAY -> null;
        };
    }

    boolean hits(String requestMethod, String requestPath) {
        return (method.equals("*") || method.equals(requestMethod)) && pathHits(requestPath);
    }

    Fault oneLess() {
        return new Fault(method, path, kind, times - 1, millis);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("method", method)
                .put("path", path)
                .put("kind", kind.wireName())
                .put("times", times)
                .put("millis", millis);
    }

    private boolean pathHits(String requestPath) {
        String[] wanted = path.split("/", -1);
        String[] given = requestPath.split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}
