package dev.ticketing.shared.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What every answer says; a page puts its own policy in the place of the one here, which allows nothing. */
final class SecurityHeaders implements Handler<RoutingContext> {

    private final boolean secure;

    /**
     * Prepares the headers.
     *
     * @param secure whether browsers reach us by https alone
     */
    SecurityHeaders(boolean secure) {
        this.secure = secure;
    }

    @Override
    public void handle(RoutingContext context) {
        set(context.response().headers());
        if (context.normalizedPath().startsWith("/api/")) {
            context.response().putHeader("cache-control", "no-store");
        }
        context.next();
    }

    /** Sets them on an answer. */
    void set(MultiMap headers) {
        headers.set(
                        "date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                Instant.now().atOffset(ZoneOffset.UTC)))
                .set("x-content-type-options", "nosniff")
                .set("x-frame-options", "DENY")
                .set("referrer-policy", "same-origin")
                .set("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
                .set("cross-origin-opener-policy", "same-origin")
                .set("cross-origin-resource-policy", "same-origin")
                .set("permissions-policy", "camera=(), geolocation=(), microphone=()");
        if (secure) {
            headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
        }
    }
}
