package dev.ticketing.auth;

import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The cookie with the refresh token: sent to one path alone, and never by another site's page, links included. */
final class RefreshCookie {

    static final String PATH = "/api/users/refresh";

    private final boolean secure;
    private final String name;

    RefreshCookie(boolean secure) {
        this.secure = secure;
        // The prefix makes browsers insist on Secure (RFC 6265bis, section 4.1.3.1); __Host- would want Path=/.
        this.name = secure ? "__Secure-refresh" : "refresh";
    }

    /** The token; of two cookies of the name somebody planted one, and neither is believed. */
    Optional<String> token(RoutingContext context) {
        List<String> values = context.request().headers().getAll("cookie").stream()
                .flatMap(header -> ServerCookieDecoder.STRICT.decodeAll(header).stream())
                .filter(cookie -> cookie.name().equals(name))
                .map(io.netty.handler.codec.http.cookie.Cookie::value)
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    void set(RoutingContext context, String token, Duration kept) {
        context.response().addCookie(cookie(token).setMaxAge(kept.toSeconds()));
    }

    void clear(RoutingContext context) {
        context.response().addCookie(cookie("").setMaxAge(0));
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(name, value)
                .setPath(PATH)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.STRICT);
    }
}
