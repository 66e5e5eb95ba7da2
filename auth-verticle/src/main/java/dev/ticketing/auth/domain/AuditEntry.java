package dev.ticketing.auth.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that somebody did, for the log that nobody changes. It holds no password, token or hash, and of a sign-in
 * that named nobody's address not even that: people type passwords there.
 *
 * @param actor the id of the user who did it; empty when nobody was signed in or a setting did it
 * @param user the id of the user whom it was done to; empty when there is none
 * @param address from where it was asked for; empty when nobody asked
 * @param detail more, in words
 */
public record AuditEntry(
        String id,
        Instant at,
        Action action,
        Optional<String> actor,
        Optional<String> user,
        Optional<String> address,
        Optional<String> detail) {

    public enum Action {
        USER_BANNED(true),
        USER_UNBANNED(true),
        ROLE_CHANGED(true),
        SIGNED_UP(false),
        SIGNED_IN(false),
        SIGN_IN_FAILED(false),
        /** An older refresh token was used: two have had it, and the session is over. */
        REFRESH_REPLAYED(false);

        private final boolean kept;

        Action(boolean kept) {
            this.kept = kept;
        }

        /** Whether it is kept for good. */
        public boolean isKept() {
            return kept;
        }
    }
}
