package dev.ticketing.auth;

import dev.ticketing.auth.SessionService.SignedIn;
import dev.ticketing.auth.domain.AuditEntry.Action;
import dev.ticketing.auth.domain.Credentials;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.events.UserSnapshot.Status;
import dev.ticketing.shared.store.Ids;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing up and in. */
final class UserService {

    private static final Logger LOG = LoggerFactory.getLogger(UserService.class);
    private static final Failure SUSPENDED = new Failure.Unauthenticated("this account is suspended");
    private static final Failure WRONG = new Failure.Unauthenticated("wrong email address or password");

    private final UserStore store;
    private final SessionService sessions;
    private final Passwords passwords;
    private final AuditLog log;
    private final Clock clock;

    UserService(UserStore store, SessionService sessions, Passwords passwords, AuditLog log, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.passwords = passwords;
        this.log = log;
        this.clock = clock;
    }

    /** Makes a user, who is mailed a link to verify the address, and signs it in. */
    Future<SignedIn> signUp(Credentials credentials, String origin, Visit visit) {
        return passwords
                .hash(credentials.password())
                .compose(hash ->
                        store.insert(User.signUp(Ids.next(clock), credentials.email(), hash, origin, clock.instant())))
                .compose(user -> sessions.begin(user, visit))
                .onSuccess(begun ->
                        log.note(Action.SIGNED_UP, Optional.of(begun.user().id()), visit, ""));
    }

    /** Fails alike, in words and time, for an unknown address and a wrong password. */
    Future<SignedIn> signIn(Credentials credentials, Visit visit) {
        return store.findByEmail(credentials.email())
                .map(found -> found.filter(user -> user.status() != Status.DELETED))
                .compose(found -> matches(found, credentials.password())
                        .compose(matched -> matched
                                ? begin(found.orElseThrow(), credentials.password(), visit)
                                : refuse(WRONG, found, visit)));
    }

    /** Written down without the address that was given: people type passwords there. */
    private Future<SignedIn> refuse(Failure failure, Optional<User> user, Visit visit) {
        log.note(Action.SIGN_IN_FAILED, user.map(User::id), visit, failure.message());
        return Future.failedFuture(failure.asException());
    }

    private Future<SignedIn> begin(User user, String password, Visit visit) {
        // Only who knows the password is told that the account is suspended.
        if (user.status() == Status.BANNED) {
            return refuse(SUSPENDED, Optional.of(user), visit);
        }
        return sessions.begin(user, visit).onSuccess(begun -> {
            log.note(Action.SIGNED_IN, Optional.of(user.id()), visit, "");
            rehash(user, password);
        });
    }

    private Future<Boolean> matches(Optional<User> user, String password) {
        return user.map(known -> passwords.matches(password, known.login().passwordHash()))
                .orElseGet(() -> passwords.matchesNobody(password));
    }

    /** Nobody waits for it, and the next sign-in tries again. */
    private void rehash(User user, String password) {
        var old = user.login().passwordHash();
        if (passwords.isOutdated(old)) {
            passwords
                    .hash(password)
                    .compose(hash -> store.change(user.id(), WRONG, now -> now.rehash(old, hash)))
                    .onFailure(failure -> LOG.warn("{}: the password is not hashed anew", user, failure));
        }
    }
}
