package dev.ticketing.auth;

import dev.ticketing.auth.domain.Credentials;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.store.Ids;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** What can be done with users: one method per use case. */
final class UserService {

    private static final Failure WRONG = new Failure.Unauthenticated("wrong email address or password");

    private final UserStore store;
    private final Passwords passwords;
    private final Clock clock;

    UserService(UserStore store, Passwords passwords, Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.clock = clock;
    }

    Future<User> signUp(Credentials credentials) {
        return passwords
                .hash(credentials.password())
                .compose(hash -> store.insert(User.signUp(Ids.next(clock), credentials.email(), hash)));
    }

    /** Fails alike, in words and time, for an unknown address and a wrong password. */
    Future<User> signIn(Credentials credentials) {
        return store.findByEmail(credentials.email()).compose(found -> matches(found, credentials.password())
                .compose(matched -> matched
                        ? Future.succeededFuture(found.orElseThrow())
                        : Future.failedFuture(WRONG.asException())));
    }

    private Future<Boolean> matches(Optional<User> user, String password) {
        return user.map(known -> passwords.matches(password, known.passwordHash()))
                .orElseGet(() -> passwords.matchesNobody(password));
    }
}
