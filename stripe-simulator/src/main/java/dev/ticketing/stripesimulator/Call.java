package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Parameters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * One request to the API.
 *
 * @param key its Idempotency-Key, or null
 * @param fault what is to go wrong with it, or null
 */
record Call(String requestId, String path, Parameters parameters, String key, Fault fault) {

    boolean suffers(Fault.Kind kind) {
        return fault != null && fault.kind() == kind;
    }

    /** Succeeds when it is to be executed: at once, unless it is delayed. */
    Future<?> due(Vertx vertx) {
        return suffers(Fault.Kind.DELAY) && fault.millis() > 0
                ? vertx.timer(fault.millis(), TimeUnit.MILLISECONDS)
                : Future.succeededFuture();
    }
}
