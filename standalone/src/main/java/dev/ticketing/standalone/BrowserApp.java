package dev.ticketing.standalone;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;

/** Serves the browser app from the class path. Its assets have their content's hash in their names; the page has not. */
final class BrowserApp {

    /** In the jar. Vert.x looks into the working directory first, so the name must be one that is not found there. */
    private static final String ROOT = "dev/ticketing/webroot";

    private static final long YEAR_SECONDS = 31_536_000;
    private static final String OUTSIDE_THE_API = "^/(?!api/).*";

    private BrowserApp() {}

    static void mount(Router router) {
        router.route("/assets/*")
                .handler(StaticHandler.create(FileSystemAccess.RELATIVE, ROOT + "/assets")
                        .setMaxAgeSeconds(YEAR_SECONDS)
                        .setIncludeHidden(false))
                .handler(context -> context.fail(404));
        router.routeWithRegex(HttpMethod.GET, OUTSIDE_THE_API).handler(BrowserApp::pageHeaders);
        router.routeWithRegex(HttpMethod.GET, OUTSIDE_THE_API)
                .handler(StaticHandler.create(FileSystemAccess.RELATIVE, ROOT)
                        .setCachingEnabled(false)
                        .setIncludeHidden(false));
        // Whatever is no file is a place in the app, which finds its way by itself.
        router.routeWithRegex(HttpMethod.GET, OUTSIDE_THE_API).handler(context -> context.reroute("/index.html"));
    }

    private static void pageHeaders(RoutingContext context) {
        context.response()
                .putHeader("cache-control", "no-cache")
                .putHeader("content-security-policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'self'");
        context.next();
    }
}
