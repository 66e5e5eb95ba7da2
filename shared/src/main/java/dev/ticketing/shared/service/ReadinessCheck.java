package dev.ticketing.shared.service;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.Status;
import java.util.function.Supplier;

/** Something that a context needs. */
final class ReadinessCheck {

    private final Supplier<Future<Boolean>> isUp;
    private final boolean onlyToStart;
    private volatile boolean wasUp;

    private ReadinessCheck(Supplier<Future<Boolean>> isUp, boolean onlyToStart) {
        this.isUp = isUp;
        this.onlyToStart = onlyToStart;
    }

    /** What nothing can be done without. */
    static ReadinessCheck always(Supplier<Future<Boolean>> isUp) {
        return new ReadinessCheck(isUp, false);
    }

    /** What must have been there once; from then on requests are served without it as well. */
    static ReadinessCheck toStart(Supplier<Future<Boolean>> isUp) {
        return new ReadinessCheck(isUp, true);
    }

    /** Whether it is there. */
    Future<Boolean> isUp() {
        return isUp.get();
    }

    /** Whether requests can be served as far as this is concerned; says so as well when it is away. */
    Future<Status> status() {
        return isUp().map(up -> {
                    wasUp |= up;
                    return up ? Status.OK() : away(new JsonObject());
                })
                .otherwise(failure -> away(new JsonObject().put("reason", failure.getMessage())));
    }

    private Status away(JsonObject details) {
        return onlyToStart && wasUp ? Status.OK(details.put("away", true)) : Status.KO(details);
    }
}
