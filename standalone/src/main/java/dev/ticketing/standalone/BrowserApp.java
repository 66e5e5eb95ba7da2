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

    private static final String OWN_POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'self'";

    /** With Stripe's script and frames, as docs.stripe.com/security/guide has them. */
    private static final String STRIPE_POLICY =
            "default-src 'self'; script-src 'self' https://js.stripe.com https://*.js.stripe.com;"
                    + " frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com;"
                    + " connect-src 'self' https://api.stripe.com; frame-ancestors 'none'; base-uri 'self'";

    private BrowserApp() {}

    /** @param cardsGoToStripe whether the page has Stripe's own fields for cards, which it may load then */
    static void mount(Router router, boolean cardsGoToStripe) {
        var policy = cardsGoToStripe ? STRIPE_POLICY : OWN_POLICY;
        router.route("/assets/*")
                .handler(StaticHandler.create(FileSystemAccess.RELATIVE, ROOT + "/assets")
                        .setMaxAgeSeconds(YEAR_SECONDS)
                        .setIncludeHidden(false))
                .handler(context -> context.fail(404));
        router.routeWithRegex(HttpMethod.GET, OUTSIDE_THE_API).handler(context -> pageHeaders(context, policy));
        router.routeWithRegex(HttpMethod.GET, OUTSIDE_THE_API)
                .handler(StaticHandler.create(FileSystemAccess.RELATIVE, ROOT)
                        .setCachingEnabled(false)
                        .setIncludeHidden(false));
        // Whatever is no file is a place in the app, which finds its way by itself.
        router.routeWithRegex(HttpMethod.GET, OUTSIDE_THE_API).handler(context -> context.reroute("/index.html"));
    }

    private static void pageHeaders(RoutingContext context, String policy) {
        context.response().putHeader("cache-control", "no-cache").putHeader("content-security-policy", policy);
        context.next();
    }
}
