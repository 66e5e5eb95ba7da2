package dev.ticketing.shared.http;

import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A cookie that no script reads. Where it is {@code secure} its name has a prefix that makes browsers insist on that. */
public final class SecretCookie {

    private final String name;
    private final String path;
    private final CookieSameSite sameSite;
    private final boolean secure;

    private SecretCookie(String name, String path, CookieSameSite sameSite, boolean secure) {
        this.name = name;
        this.path = path;
        this.sameSite = sameSite;
        this.secure = secure;
    }

    /** One that is sent to every path, also when a link of another site leads there. */
    public static SecretCookie everywhere(String name, boolean secure) {
        // The prefix wants Secure, Path=/ and no Domain (RFC 6265bis, section 4.1.3.2).
        return new SecretCookie(secure ? "__Host-" + name : name, "/", CookieSameSite.LAX, secure);
    }

    /** One that is sent to one path alone, and never by another site's page, links included. */
    public static SecretCookie onlyTo(String path, String name, boolean secure) {
        // The prefix wants Secure (RFC 6265bis, section 4.1.3.1); the other one would want Path=/.
        return new SecretCookie(secure ? "__Secure-" + name : name, path, CookieSameSite.STRICT, secure);
    }

    /** The value; of two cookies of the name somebody planted one, and neither is believed. */
    public Optional<String> value(RoutingContext context) {
        // As they were sent: the request's own cookies keep but one of a name.
        List<String> values = context.request().headers().getAll("cookie").stream()
                .flatMap(header -> ServerCookieDecoder.STRICT.decodeAll(header).stream())
                .filter(cookie -> cookie.name().equals(name))
                .map(io.netty.handler.codec.http.cookie.Cookie::value)
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Has the browser keep a value for some time. */
    public void set(RoutingContext context, String value, Duration kept) {
        context.response().addCookie(cookie(value).setMaxAge(kept.toSeconds()));
    }

    /** Makes the browser forget. */
    public void clear(RoutingContext context) {
        context.response().addCookie(cookie("").setMaxAge(0));
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(name, value)
                .setPath(path)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(sameSite);
    }
}
