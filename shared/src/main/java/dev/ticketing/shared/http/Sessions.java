package dev.ticketing.shared.http;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.session.BanList;
import dev.ticketing.shared.session.SessionUser;
import dev.ticketing.shared.session.SessionUser.Role;
import dev.ticketing.shared.session.TokenVerifier;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
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
    private final SecretCookie cookie;
    private final RateLimits limits;

    public Sessions(TokenVerifier verifier, BanList bans, HttpSettings settings) {
        this.verifier = verifier;
        this.bans = bans;
        this.cookie = SecretCookie.everywhere("session", settings.cookieSecure());
        this.limits = RateLimits.perUser(settings.door());
    }

    /** The signed-in user, if there is one; who is banned counts as nobody. */
    public Optional<SessionUser> user(RoutingContext context) {
        return bearer(context).filter(user -> !bans.has(user.id()));
    }

    private Optional<SessionUser> bearer(RoutingContext context) {
        return cookie.value(context).flatMap(verifier::verify);
    }

    /**
     * Who is signed in, for what lasts longer than a request; empty where no cookie came along.
     *
     * @throws FailureException when the cookie is not believed: it is not nobody who asks
     */
    Optional<Holder> holder(RoutingContext context) {
        return cookie.value(context).map(token -> {
            var user = verifier.verify(token).orElseThrow(NOT_SIGNED_IN::asException);
            if (bans.has(user.id())) {
                throw SUSPENDED.asException();
            }
            return new Holder(user.id(), verifier.validUntil(token));
        });
    }

    /** Whether a user may not act any more. */
    boolean isBanned(String userId) {
        return bans.has(userId);
    }

    /** The session that the cookie is of, be its token valid still or expired: for ending it, and nothing else. */
    public Optional<String> sessionToEnd(RoutingContext context) {
        return cookie.value(context).flatMap(verifier::sessionToEnd);
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
        cookie.set(context, token, kept);
    }

    /** Makes the browser forget. */
    public void end(RoutingContext context) {
        cookie.clear(context);
    }
}
