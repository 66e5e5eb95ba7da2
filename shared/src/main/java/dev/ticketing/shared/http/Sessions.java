package dev.ticketing.shared.http;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.session.BanList;
import dev.ticketing.shared.session.SessionUser;
import dev.ticketing.shared.session.SessionUser.Role;
import dev.ticketing.shared.session.TokenVerifier;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The session cookie: who is asking. */
public final class Sessions {

    private static final Failure NOT_SIGNED_IN = new Failure.Unauthenticated("not signed in");
    private static final Failure SUSPENDED = new Failure.Unauthenticated("this account is suspended or deleted");

    private static final String USER = "session.user";

    /**
     * Somebody who is signed in.
     *
     * @param until when the token is believed no more
     */
    record Holder(String userId, Instant until) {}

    private final TokenVerifier verifier;
    private final BanList bans;
    private final boolean secure;
    private final String cookieName;
    private final RateLimits limits;

    public Sessions(TokenVerifier verifier, BanList bans, HttpSettings settings) {
        this.verifier = verifier;
        this.bans = bans;
        this.secure = settings.cookieSecure();
        this.limits = RateLimits.perUser(settings.door());
        // The prefix makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis, section 4.1.3.2).
        this.cookieName = secure ? "__Host-session" : "session";
    }

    /** The signed-in user, if there is one; who is banned counts as nobody. */
    public Optional<SessionUser> user(RoutingContext context) {
        return bearer(context).filter(user -> !bans.has(user.id()));
    }

    private Optional<SessionUser> bearer(RoutingContext context) {
        var values = values(context);
        // Two cookies of one name mean that somebody planted one; neither is believed.
        return values.size() == 1 ? verifier.verify(values.get(0)) : Optional.empty();
    }

    /**
     * Who is signed in, for what lasts longer than a request; empty where no cookie came along.
     *
     * @throws FailureException when the cookie is not believed: it is not nobody who asks
     */
    Optional<Holder> holder(RoutingContext context) {
        var values = values(context);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var user = bearer(context).orElseThrow(NOT_SIGNED_IN::asException);
        if (bans.has(user.id())) {
            throw SUSPENDED.asException();
        }
        return Optional.of(new Holder(user.id(), verifier.validUntil(values.get(0))));
    }

    /** Whether a user may not act any more. */
    boolean isBanned(String userId) {
        return bans.has(userId);
    }

    /** The session that the cookie is of, be its token valid still or expired: for ending it, and nothing else. */
    public Optional<String> sessionToEnd(RoutingContext context) {
        var values = values(context);
        return values.size() == 1 ? verifier.sessionToEnd(values.get(0)) : Optional.empty();
    }

    /** As they were sent: the request's own cookies keep but one of a name. */
    private List<String> values(RoutingContext context) {
        return context.request().headers().getAll("cookie").stream()
                .flatMap(header -> ServerCookieDecoder.STRICT.decodeAll(header).stream())
                .filter(cookie -> cookie.name().equals(cookieName))
                .map(io.netty.handler.codec.http.cookie.Cookie::value)
                .toList();
    }

    /** A handler that lets only signed-in users pass. */
    public void required(RoutingContext context) {
        var user = bearer(context);
        if (user.isEmpty()) {
            context.fail(NOT_SIGNED_IN.asException());
        } else if (bans.has(user.get().id())) {
            context.fail(SUSPENDED.asException());
        } else {
            context.put(USER, user.get());
            limits.admit(context, user.get().id());
        }
    }

    /** A handler that lets only admins pass. */
    public void adminRequired(RoutingContext context) {
        var user = user(context);
        if (user.isPresent() && user.get().role() != Role.ADMIN) {
            context.fail(new Failure.Forbidden("only for admins").asException());
        } else {
            required(context);
        }
    }

    /** The user that {@link #required} or {@link #adminRequired} let pass. */
    public static SessionUser current(RoutingContext context) {
        return context.get(USER);
    }

    /**
     * Signs the browser in.
     *
     * @param kept how long the browser keeps the cookie: longer than its token is valid, so that who signs out after
     *     that is known to have been signed in
     */
    public void start(RoutingContext context, String token, Duration kept) {
        context.response().addCookie(cookie(token).setMaxAge(kept.toSeconds()));
    }

    /** Makes the browser forget. */
    public void end(RoutingContext context) {
        context.response().addCookie(cookie("").setMaxAge(0));
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(cookieName, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX);
    }
}
