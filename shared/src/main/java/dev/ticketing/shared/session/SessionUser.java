package dev.ticketing.shared.session;

import java.util.Locale;

/**
 * The user that a valid access token names.
 *
 * @param email as it was when the token was signed
 */
public record SessionUser(String id, String email, Role role) {

    /** What the user may do beyond buying and selling. */
    public enum Role {
        USER,
        ADMIN;

        /** As tokens and answers say it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
