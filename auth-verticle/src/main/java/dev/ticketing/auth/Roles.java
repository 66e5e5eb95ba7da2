package dev.ticketing.auth;

import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.session.SessionUser.Role;

/** Who may do what beyond buying and selling. */
final class Roles {

    private Roles() {}

    static Role roleOf(User user) {
        return Role.USER;
    }
}
