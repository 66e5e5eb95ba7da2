package dev.ticketing.shared.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.IdentityHashMap;

/**
 * Closes a connection on which no request begins within {@value #MILLIS} ms of its opening or of the last answer. The
 * idle timeout does not see to that: it starts again with each byte of a head that never ends.
 *
 * <p>Belongs to one event loop, as all connections of one server instance do.
 */
final class HeadDeadline implements Handler<RoutingContext> {

    static final int MILLIS = 30_000;

    private final Vertx vertx;
    private final IdentityHashMap<HttpConnection, Long> timers = new IdentityHashMap<>();

    HeadDeadline(Vertx vertx) {
        this.vertx = vertx;
    }

    /** To be told of each new connection. */
    void opened(HttpConnection connection) {
        connection.closeHandler(closed -> stop(connection));
        start(connection);
    }

    /** To be told of each request, before anybody else. */
    @Override
    public void handle(RoutingContext context) {
        var connection = context.request().connection();
        stop(connection);
        context.addEndHandler(answered -> start(connection));
        context.next();
    }

    private void start(HttpConnection connection) {
        stop(connection);
        timers.put(connection, vertx.setTimer(MILLIS, late -> {
            timers.remove(connection);
            connection.close();
        }));
    }

    private void stop(HttpConnection connection) {
        var timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
