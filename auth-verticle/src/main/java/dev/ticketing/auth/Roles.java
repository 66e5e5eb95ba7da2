package dev.ticketing.auth;

import dev.ticketing.auth.domain.AuditEntry.Action;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.session.SessionUser.Role;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may do what beyond buying and selling: whoever has verified one of the addresses that a setting names is an admin,
 * if it is known to be him who has the password.
 * The role that each admin's last token said is remembered, so that a change of it is known for one.
 */
final class Roles {

    private static final Logger LOG = LoggerFactory.getLogger(Roles.class);

    private final Set<String> adminEmails;
    private final Documents documents;
    private final AuditLog log;

    /**
     * Prepares to tell.
     *
     * @param adminEmails in lower case
     * @param documents where roles are remembered
     */
    Roles(Set<String> adminEmails, Documents documents, AuditLog log) {
        this.adminEmails = adminEmails;
        this.documents = documents;
        this.log = log;
    }

    Role roleOf(User user) {
        return user.verified() && user.owned() && adminEmails.contains(user.email()) ? Role.ADMIN : Role.USER;
    }

    /** A token says this user's role: logs it when the last one said another. Nobody waits; the next token tries again. */
    void told(User user) {
        var role = roleOf(user).wireName();
        var id = new JsonObject().put("_id", user.id());
        documents
                .findOne(id)
                .map(found -> found.map(known -> known.getString("role")).orElse(Role.USER.wireName()))
                .compose(before -> before.equals(role)
                        ? Future.succeededFuture()
                        : log.append(
                                        Action.ROLE_CHANGED,
                                        Optional.empty(),
                                        Optional.of(user.id()),
                                        Optional.empty(),
                                        before + " to " + role)
                                .compose(logged -> documents.upsert(
                                        id, new JsonObject().put("$set", new JsonObject().put("role", role)))))
                .onFailure(failure -> LOG.warn("{}: the role is not logged: {}", user, failure.getMessage()));
    }
}
