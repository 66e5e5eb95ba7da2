package dev.ticketing.shared.session;

import java.util.Locale;
import java.util.Optional;

/**
 * The user that a valid access token names.
 *
 * @param email as it was when the token was signed, as are the rest
 * @param verified whether the user has shown to read mail at that address
 * @param sessionId what the user signed in with; empty in a token from before there were sessions
 */
public record SessionUser(String id, String email, Role role, boolean verified, Optional<String> sessionId) {

    /** What the user may do beyond buying and selling. */
    public enum Role {
        USER,
        ADMIN;

        /** As tokens and answers say it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A user of no session, whose address nobody has verified. */
    public SessionUser(String id, String email, Role role) {
        this(id, email, role, false, Optional.empty());
    }
}
