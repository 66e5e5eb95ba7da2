package dev.ticketing.auth;

import dev.ticketing.auth.domain.AuditEntry;
import dev.ticketing.auth.domain.AuditEntry.Action;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.session.BanList;
import dev.ticketing.shared.session.SessionUser.Role;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What admins can do about users. */
final class AdminService {

    private static final Failure NOT_FOUND = Failure.notFound("user");
    private static final Failure UNKNOWN_CURSOR =
            Failure.invalid("cursor must be one that a Link header gave", "cursor");
    private static final Failure AN_ADMIN =
            new Failure.Conflict("an admin can't be banned; take the address out of ADMIN_EMAILS first");

    private final UserStore store;
    private final SessionService sessions;
    private final Roles roles;
    private final AuditLog log;
    private final BanList bans;

    AdminService(UserStore store, SessionService sessions, Roles roles, AuditLog log, BanList bans) {
        this.bans = bans;
        this.store = store;
        this.sessions = sessions;
        this.roles = roles;
        this.log = log;
    }

    /** Who an admin is, and from where it is asked for. */
    record Admin(String id, String address) {}

    /** Bans a user, whose sessions are over with the same write. */
    Future<?> ban(String userId, String reason, Admin by) {
        return change(userId, Action.USER_BANNED, by, reason, this::ban)
                .compose(banned -> sessions.endAllBut(userId, session -> false));
    }

    /** Lets a user sign in again; what the ban ended stays so. */
    Future<?> unban(String userId, Admin by) {
        return change(userId, Action.USER_UNBANNED, by, "", User::unban);
    }

    /** Those whose address begins so, by address, from beyond that of one. */
    Future<List<User>> list(String beginning, Optional<String> afterId, int limit) {
        return afterId.map(id -> store.find(id)
                        .map(found -> Optional.of(found.map(User::email).orElseThrow(UNKNOWN_CURSOR::asException))))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .compose(beyond -> store.list(beginning, beyond, limit));
    }

    Future<List<AuditEntry>> log(Optional<String> user, Optional<String> below, int limit) {
        return log.list(user, below, limit);
    }

    private Transition<User> ban(User user) {
        return roles.roleOf(user) == Role.ADMIN ? Transition.refused(AN_ADMIN) : user.ban();
    }

    /** Logged first, so that nothing is done unseen: an entry may be of what a failure kept from being done. */
    private Future<?> change(
            String userId, Action action, Admin by, String detail, Function<User, Transition<User>> rule) {
        return store.find(userId).compose(found -> {
            var decision = found.map(rule).orElseGet(() -> Transition.refused(NOT_FOUND));
            if (decision instanceof Refused<User> refused) {
                return Future.failedFuture(refused.failure().asException());
            }
            return logged(decision, userId, action, by, detail)
                    .compose(logged -> store.change(userId, NOT_FOUND, rule))
                    // This instance knows without hearing of it.
                    .onSuccess(user -> bans.hear(user.id(), user.version(), user.status()));
        });
    }

    private Future<Void> logged(Transition<User> decision, String userId, Action action, Admin by, String detail) {
        return decision instanceof Changed<User>
                ? log.append(action, Optional.of(by.id()), Optional.of(userId), Optional.of(by.address()), detail)
                : Future.succeededFuture();
    }
}
