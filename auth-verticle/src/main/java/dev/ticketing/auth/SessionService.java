package dev.ticketing.auth;

import dev.ticketing.auth.domain.AuditEntry.Action;
import dev.ticketing.auth.domain.RefreshRules;
import dev.ticketing.auth.domain.RefreshToken;
import dev.ticketing.auth.domain.Secret;
import dev.ticketing.auth.domain.Session;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.session.SessionUser;
import dev.ticketing.shared.store.Ids;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be done with sessions. */
final class SessionService {

    /** How many a user may have; one more ends the one that has not been used for longest. */
    static final int MAX_SESSIONS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(SessionService.class);
    /** What several who signed in at once may have left too many. */
    private static final int FETCH = 2 * MAX_SESSIONS;

    private static final int SWEEP_BATCH = 500;
    private static final int MAX_TRIES = 3;
    private static final Failure OVER = new Failure.Unauthenticated("not signed in");
    private static final Failure NOT_FOUND = Failure.notFound("session");
    private static final Failure BUSY = new Failure.Unavailable("the service is too busy with this one session", 1);

    private final SessionStore store;
    private final UserStore users;
    private final RefreshRules rules;
    private final AuditLog log;
    private final Clock clock;
    private final Counter replayed = Metrics.counter("refresh.replayed");

    SessionService(SessionStore store, UserStore users, RefreshRules rules, AuditLog log, Clock clock) {
        this.store = store;
        this.users = users;
        this.rules = rules;
        this.log = log;
        this.clock = clock;
    }

    /** A user who is signed in, with the token to go on with. */
    record SignedIn(User user, Session session, RefreshToken token) {}

    /** Somebody who asks with an access token whose session is not over. */
    record Current(User user, Session session) {}

    Future<SignedIn> begin(User user, Visit visit) {
        var token = RefreshToken.first(Ids.next(clock));
        var session = Session.begin(user, token, visit.device(), visit.address(), rules, clock.instant());
        return store.insert(session)
                .compose(begun -> store.listOf(user.id(), FETCH))
                .compose(all -> endAll(all.stream().skip(MAX_SESSIONS).toList()))
                .map(ended -> new SignedIn(user, session, token));
    }

    /** Goes on with a refresh token. The replay of an older one ends the session, for whoever has its tokens. */
    Future<SignedIn> refresh(String token, Visit visit) {
        return RefreshToken.read(token).map(read -> refresh(read, visit, 1)).orElseGet(SessionService::over);
    }

    private Future<SignedIn> refresh(RefreshToken token, Visit visit, int count) {
        return store.find(token.sessionId())
                .compose(found -> found.isEmpty() ? over() : refresh(found.get(), token, visit, count));
    }

    private Future<SignedIn> refresh(Session session, RefreshToken token, Visit visit, int count) {
        var use = session.use(token, Secret.random().text(), rules, clock.instant());
        if (use instanceof Session.Rotated rotated) {
            return ownerOf(session)
                    .compose(user -> store.replace(rotated.session()).compose(stored -> {
                        if (stored) {
                            return Future.succeededFuture(new SignedIn(user, rotated.session(), rotated.token()));
                        }
                        // Somebody else used the token at the same moment: what that led to decides.
                        return count < MAX_TRIES
                                ? refresh(token, visit, count + 1)
                                : Future.failedFuture(BUSY.asException());
                    }));
        } else if (use instanceof Session.Repeated repeated) {
            return ownerOf(session).map(user -> new SignedIn(user, session, repeated.token()));
        } else if (use instanceof Session.Replayed) {
            return replayed(session, visit);
        }
        return over();
    }

    private Future<SignedIn> replayed(Session session, Visit visit) {
        return store.delete(session.id()).compose(ended -> {
            if (ended) {
                replayed.increment();
                log.note(Action.REFRESH_REPLAYED, Optional.of(session.userId()), visit, "session " + session.id());
                LOG.warn(
                        "session {} of user {} ended: an older refresh token was used", session.id(), session.userId());
            }
            return over();
        });
    }

    private Future<User> ownerOf(Session session) {
        return users.find(session.userId())
                .compose(found -> found.filter(user -> user.admits(session.id(), session.generation()))
                        .map(Future::succeededFuture)
                        .orElseGet(SessionService::over));
    }

    /** Who asks; fails with {@link Failure.Unauthenticated} when the session has ended since the token was signed. */
    Future<Current> current(SessionUser asking) {
        return asking.sessionId()
                .map(store::find)
                .orElseGet(SessionService::over)
                .compose(found -> found.filter(session -> session.isLive(clock.instant())
                                && session.userId().equals(asking.id()))
                        .map(session -> ownerOf(session).map(user -> new Current(user, session)))
                        .orElseGet(SessionService::over));
    }

    /** A user's, the last used first. */
    Future<List<Session>> list(User user) {
        var now = clock.instant();
        return store.listOf(user.id(), FETCH).map(all -> all.stream()
                .filter(session -> session.isLive(now) && user.admits(session.id(), session.generation()))
                .toList());
    }

    /** Ends whichever session it is, if it is not over. */
    Future<Void> end(String id) {
        return store.delete(id).mapEmpty();
    }

    /** Ends one of a user's own. */
    Future<Void> end(User user, String id) {
        return store.find(id)
                .compose(found -> found.filter(session -> session.userId().equals(user.id()))
                        .map(session -> end(id))
                        .orElseGet(() -> Future.failedFuture(NOT_FOUND.asException())));
    }

    /** Ends those of a user that are not kept, however many were begun at the same moment. */
    Future<Void> endAllBut(String userId, Predicate<Session> kept) {
        return store.listOf(userId, FETCH).compose(all -> {
            var over = all.stream().filter(kept.negate()).toList();
            return endAll(over)
                    .compose(ended ->
                            all.size() < FETCH || over.isEmpty() ? Future.succeededFuture() : endAllBut(userId, kept));
        });
    }

    /** Forgets what has expired, a bounded number at a time. */
    Future<Void> sweep() {
        return store.expired(clock.instant(), SWEEP_BATCH).compose(this::endAll);
    }

    private Future<Void> endAll(List<Session> sessions) {
        return Future.join(sessions.stream()
                        .map(session -> store.delete(session.id()))
                        .toList())
                .mapEmpty();
    }

    private static <T> Future<T> over() {
        return Future.failedFuture(OVER.asException());
    }
}
