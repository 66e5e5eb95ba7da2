package dev.ticketing.standalone;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Serves the browser app from the class path. Its assets have their content's hash in their names; the page has not. */
final class BrowserApp {

    private static final String FOR_A_YEAR = "public, immutable, max-age=31536000";
    private static final String OUTSIDE_THE_API = "^/(?!api/).*";

    private static final String OWN_POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'self'";

    /** With Stripe's script and frames, as docs.stripe.com/security/guide has them. */
    private static final String STRIPE_POLICY =
            "default-src 'self'; script-src 'self' https://js.stripe.com https://*.js.stripe.com;"
                    + " frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com;"
                    + " connect-src 'self' https://api.stripe.com; frame-ancestors 'none'; base-uri 'self'";

    private final Map<String, WebFile> files;
    private final String policy;

    private BrowserApp(Map<String, WebFile> files, String policy) {
        this.files = files;
        this.policy = policy;
    }

    /** @param cardsGoToStripe whether the page has Stripe's own fields for cards, which it may load then */
    static void mount(Router router, boolean cardsGoToStripe) {
        var app = new BrowserApp(WebFile.all(), cardsGoToStripe ? STRIPE_POLICY : OWN_POLICY);
        for (var method : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            router.route(method, "/assets/*").handler(app::asset);
        }
        router.route("/assets/*").handler(context -> context.fail(404));
        router.routeWithRegex(HttpMethod.GET, OUTSIDE_THE_API).handler(app::page);
    }

    private void asset(RoutingContext context) {
        var file = files.get(context.normalizedPath());
        if (file == null) {
            context.next();
            return;
        }
        context.response().putHeader("cache-control", FOR_A_YEAR);
        file.send(context);
    }

    /** Whatever is no file is a place in the app, which finds its way by itself. */
    private void page(RoutingContext context) {
        context.response().putHeader("cache-control", "no-cache").putHeader("content-security-policy", policy);
        files.getOrDefault(context.normalizedPath(), files.get("/index.html")).send(context);
    }
}
