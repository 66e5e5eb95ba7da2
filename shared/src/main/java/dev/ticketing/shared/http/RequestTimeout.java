package dev.ticketing.shared.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers 503 in the place of what takes longer than {@value #MILLIS} ms: the client is told to come again; what was
 * begun goes on, and a sweep finishes what breaks off.
 */
final class RequestTimeout implements Handler<RoutingContext> {

    static final int MILLIS = 3_500;

    private static final String TIMER = "request.timer";

    @Override
    public void handle(RoutingContext context) {
        long timer = context.vertx().setTimer(MILLIS, late -> context.fail(503));
        context.put(TIMER, timer);
        context.addEndHandler(answered -> lift(context));
        context.next();
    }

    /** Gives a request all the time there is. */
    static void lift(RoutingContext context) {
        Long timer = context.remove(TIMER);
        if (timer != null) {
            context.vertx().cancelTimer(timer);
        }
    }
}
