package dev.ticketing.auth.domain;

import java.util.Optional;

/**
 * What a user gets in with.
 *
 * @param passwordHash in PHC string format; empty for a user whom no password lets in
 * @param generation which password it is; a session of an earlier one's is over
 * @param keptSession the one session of an earlier password that goes on: the one in which the password was changed
 */
public record Login(String passwordHash, int generation, Optional<String> keptSession) {

    static Login first(String passwordHash) {
        return new Login(passwordHash, 1, Optional.empty());
    }

    /** Another password: whoever is signed in by an earlier one is not any more, but for one session. */
    Login changed(String newHash, Optional<String> kept) {
        return new Login(newHash, generation + 1, kept);
    }

    /** The same password, hashed in another way. */
    Login rehashed(String newHash) {
        return new Login(newHash, generation, keptSession);
    }

    boolean admits(String sessionId, int sessionsGeneration) {
        return generation == sessionsGeneration || keptSession.equals(Optional.of(sessionId));
    }

    @Override
    public String toString() {
        return "Login[generation=" + generation + "]";
    }
}
