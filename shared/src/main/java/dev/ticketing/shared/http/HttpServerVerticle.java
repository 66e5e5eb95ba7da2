package dev.ticketing.shared.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens and serves what its process mounts; one instance per core, all on one port. */
public final class HttpServerVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServerVerticle.class);
    private static final int IDLE_TIMEOUT_SECONDS = 30;
    private static final int DRAIN_SECONDS = 5;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_URI_BYTES = 4 * 1024;

    private final HttpSettings settings;
    private final RateLimits limits;
    private final Consumer<Router> routes;
    private HttpServer server;

    /**
     * Prepares a server.
     *
     * @param limits of all instances together
     * @param routes mounts the process's routes; called once per instance
     */
    public HttpServerVerticle(HttpSettings settings, RateLimits limits, Consumer<Router> routes) {
        this.settings = settings;
        this.limits = limits;
        this.routes = routes;
    }

    @Override
    public Future<?> start() {
        var deadline = new HeadDeadline(vertx);
        var router = new ApiRouter(vertx, settings, limits, deadline).create();
        routes.accept(router);
        var options = options();
        server = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    StrictRequestDecoder.install(connection, options);
                    deadline.opened(connection);
                })
                .exceptionHandler(gone -> LOG.debug("a connection broke: {}", gone.getMessage()))
                .invalidRequestHandler(this::refuse)
                .requestHandler(router);
        return server.listen(shared(settings.port()), settings.host());
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                // Behind a proxy HTTP/1.1 is spoken, and an upgrade that goes wrong is answered in another shape.
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(true)
                .setIdleTimeout(IDLE_TIMEOUT_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_URI_BYTES);
    }

    /** Takes no more connections and lets the requests in hand finish, within a bound. */
    @Override
    public Future<?> stop() {
        return server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    }

    /** The port it listens on. */
    public int actualPort() {
        return server.actualPort();
    }

    /** Vert.x gives the instances of one deployment a common port of the system's choice for -1, not for 0. */
    private static int shared(int port) {
        return port == 0 ? -1 : port;
    }

    private static int statusOf(Throwable decodingFailure) {
        if (decodingFailure instanceof TooLongHttpLineException) {
            return 414;
        }
        return decodingFailure instanceof TooLongHttpHeaderException ? 431 : 400;
    }

    /** What is no HTTP never reaches the router. */
    private void refuse(HttpServerRequest request) {
        int status = statusOf(request.decoderResult().cause());
        var error = new JsonObject().put("message", ErrorHandler.messageOf(status));
        new SecurityHeaders(settings.cookieSecure()).set(request.response().headers());
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("connection", "close")
                .end(new JsonObject().put("errors", new JsonArray().add(error)).toBuffer())
                .onComplete(sent -> request.connection().close());
    }
}
