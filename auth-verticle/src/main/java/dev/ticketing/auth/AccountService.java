package dev.ticketing.auth;

import dev.ticketing.auth.SessionService.Current;
import dev.ticketing.auth.domain.AccountDeletion;
import dev.ticketing.auth.domain.EmailChange;
import dev.ticketing.auth.domain.MailedSecret;
import dev.ticketing.auth.domain.PasswordChange;
import dev.ticketing.auth.domain.PasswordReset;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.session.SessionUser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;

/** What people can do about their accounts. Whoever changes what matters shows the password, not just the cookie. */
final class AccountService {

    /**
     * A request for a reset is answered after this time, whoever's address it names: longer than it takes to store that
     * a known one is to be sent a mail.
     */
    private static final int FORGOT_MILLIS = 300;

    private static final Failure WRONG = new Failure.Forbidden("the current password is wrong");
    private static final Failure GONE = new Failure.Unauthenticated("not signed in");
    private static final Failure WORTHLESS = User.WORTHLESS;

    private final Vertx vertx;
    private final UserStore store;
    private final SessionService sessions;
    private final Passwords passwords;
    private final Clock clock;

    AccountService(Vertx vertx, UserStore store, SessionService sessions, Passwords passwords, Clock clock) {
        this.vertx = vertx;
        this.store = store;
        this.sessions = sessions;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Sets another password and ends all other sessions. */
    Future<Void> changePassword(SessionUser asking, PasswordChange change, String origin) {
        return shown(asking, change.currentPassword(), (current, old) -> passwords
                .hash(change.password())
                .compose(hash -> store.change(
                        current.user().id(),
                        GONE,
                        user -> user.changePassword(old, hash, current.session().id(), origin, clock.instant())))
                .compose(user ->
                        sessions.endAllBut(user.id(), session -> user.admits(session.id(), session.generation()))));
    }

    /** Has a link mailed to an address; the address is the user's once that is opened. */
    Future<Void> changeEmail(SessionUser asking, EmailChange change, String origin) {
        return shown(asking, change.currentPassword(), (current, old) -> store.findByEmail(change.email())
                .compose(found -> found.filter(owner -> !owner.id().equals(asking.id()))
                        .map(other -> Future.<User>failedFuture(UserStore.TAKEN.asException()))
                        .orElseGet(() -> store.change(
                                asking.id(),
                                GONE,
                                user -> user.askForEmail(old, change.email(), origin, clock.instant()))))
                .mapEmpty());
    }

    /** Deletes the account: nobody is signed in to it any more, and nothing of it is left but the id. */
    Future<Void> delete(SessionUser asking, AccountDeletion deletion) {
        return shown(asking, deletion.currentPassword(), (current, old) -> store.change(
                        asking.id(), GONE, user -> user.delete(old))
                .compose(deleted -> sessions.endAllBut(deleted.id(), session -> false)));
    }

    /** Opens a link, for who is signed in, if anybody is. */
    Future<Void> verify(MailedSecret link, Optional<SessionUser> asking) {
        boolean bySession =
                asking.filter(user -> user.id().equals(link.userId())).isPresent();
        return store.change(link.userId(), WORTHLESS, user -> user.verify(link.secret(), bySession, clock.instant()))
                .mapEmpty();
    }

    /** Has a link mailed to whoever's address it is, and tells nobody whether it is anybody's. */
    Future<Void> forgot(String email, String origin) {
        var asked = store.findByEmail(email).compose(found -> found.map(
                        user -> store.change(user.id(), GONE, known -> known.askForReset(origin, clock.instant()))
                                .<Void>mapEmpty())
                .orElseGet(Future::succeededFuture));
        return Future.join(asked, vertx.timer(FORGOT_MILLIS)).mapEmpty();
    }

    /** Sets another password by a mailed link, ends all sessions, and signs nobody in. */
    Future<Void> reset(PasswordReset reset, String origin) {
        var secret = reset.link().secret();
        return store.find(reset.link().userId())
                .compose(found -> found.map(user -> user.refusalOfReset(secret, clock.instant()))
                        .orElseGet(() -> Optional.of(WORTHLESS))
                        .map(refusal -> Future.<String>failedFuture(refusal.asException()))
                        .orElseGet(() -> passwords.hash(reset.password())))
                .compose(hash -> store.change(
                        reset.link().userId(), WORTHLESS, user -> user.reset(secret, hash, origin, clock.instant())))
                .compose(user -> sessions.endAllBut(user.id(), session -> false));
    }

    /** Goes on when the password is shown; with the hash that it has. */
    private Future<Void> shown(SessionUser asking, String password, BiFunction<Current, String, Future<Void>> action) {
        return sessions.current(asking).compose(current -> {
            var hash = current.user().login().passwordHash();
            return passwords
                    .matches(password, hash)
                    .compose(matched ->
                            matched ? action.apply(current, hash) : Future.failedFuture(WRONG.asException()));
        });
    }
}
