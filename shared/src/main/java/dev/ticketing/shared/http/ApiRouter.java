package dev.ticketing.shared.http;

import dev.ticketing.shared.domain.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import io.vertx.ext.web.handler.HttpException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The router that every server starts from: what holds for each request, before the contexts' own routes. */
final class ApiRouter {

    /** How the paths end at which other services tell us what has happened. */
    private static final String SIGNED = "/webhook";

    /** How long a browser may remember what it was allowed. */
    private static final int CORS_SECONDS = 600;

    private final Vertx vertx;
    private final HttpSettings settings;
    private final HeadDeadline deadline;
    private final RateLimits limits;

    ApiRouter(Vertx vertx, HttpSettings settings, RateLimits limits, HeadDeadline deadline) {
        this.vertx = vertx;
        this.settings = settings;
        this.limits = limits;
        this.deadline = deadline;
    }

    Router create() {
        var router = Router.router(vertx);
        ErrorHandler.install(router);
        router.route().handler(new RequestMetrics()).handler(deadline);
        router.route().handler(ApiRouter::wellFormedTargetOnly);
        router.route().handler(new SecurityHeaders(settings.cookieSecure()));
        router.route().handler(new ClientAddress(settings.door().proxies()));
        router.route("/api/*").handler(this::limited);
        if (!settings.door().corsOrigins().isEmpty()) {
            router.route("/api/*").handler(cors());
        }
        router.route("/api/*").handler(this::ownSiteOnly);
        router.route("/api/*").handler(ApiRouter::jsonOnly);
        router.route("/api/*").handler(new BodyReader());
        // From here on it is we who take the time.
        router.route("/api/*").handler(new RequestTimeout());
        return router;
    }

    /** A broken escape would else only be found when a handler asks for a parameter, or the router for it. */
    private static void wellFormedTargetOnly(RoutingContext context) {
        try {
            URLDecoder.decode(context.request().path(), StandardCharsets.UTF_8);
            context.queryParams();
        } catch (IllegalArgumentException | HttpException malformed) {
            context.fail(400);
            return;
        }
        context.next();
    }

    /** Who signs what he sends is known by that, and may send as much as happens to him. */
    private void limited(RoutingContext context) {
        if (context.normalizedPath().endsWith(SIGNED)) {
            context.next();
        } else {
            limits.admit(context, ClientAddress.subscriberOf(context));
        }
    }

    /** Pages of the named origins may use the API, with their user's cookie where the browser sends it. */
    private CorsHandler cors() {
        return CorsHandler.create()
                .addOrigins(List.copyOf(settings.door().corsOrigins()))
                .allowCredentials(true)
                .allowedMethods(RateLimits.WRITES)
                .allowedMethod(HttpMethod.GET)
                .allowedHeader("content-type")
                .allowedHeader("last-event-id")
                .exposedHeaders(Set.of("link", "retry-after"))
                .maxAgeSeconds(CORS_SECONDS);
    }

    /** Another site's page must not act with our user's cookie; programs send neither header and pass. */
    private void ownSiteOnly(RoutingContext context) {
        var request = context.request();
        var origin = request.getHeader("origin");
        var site = request.getHeader("sec-fetch-site");
        boolean named = origin != null && settings.door().corsOrigins().contains(origin);
        boolean foreign = !named
                && ((origin != null && !isOwn(origin, request.authority()))
                        || (site != null && !site.equals("same-origin") && !site.equals("none")));
        if (RateLimits.WRITES.contains(request.method()) && foreign) {
            context.fail(new Failure.Forbidden("requests from other sites are refused").asException());
        } else {
            context.next();
        }
    }

    private boolean isOwn(String origin, HostAndPort asked) {
        return settings.publicOrigins().isEmpty()
                ? isLoopback(origin) && asked != null && origin.equals("http://" + asked)
                : settings.publicOrigins().contains(origin);
    }

    private static boolean isLoopback(String origin) {
        try {
            var host = URI.create(origin).getHost();
            return host != null && Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static void jsonOnly(RoutingContext context) {
        var request = context.request();
        if (RateLimits.WRITES.contains(request.method())
                && BodyReader.hasBody(request)
                && !isJson(request.getHeader("content-type"))) {
            context.fail(415);
        } else {
            context.next();
        }
    }

    private static boolean isJson(String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        var type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }
}
