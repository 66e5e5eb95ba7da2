package dev.ticketing.auth.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * A mail that is to be sent. It is written only then: whatever secret goes into it is made at that moment and is
 * nowhere before.
 *
 * @param origin of the page that its link opens
 * @param failures how often it could not be sent
 */
public record Mail(Kind kind, String to, String origin, Instant askedAt, int failures) {

    /** After that it is given up. */
    static final Duration PATIENCE = Duration.ofHours(24);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 9;

    /** What it is about. */
    public enum Kind {
        /** A link that shows that the address is the user's. */
        VERIFY,
        /** A link that sets another password. */
        RESET,
        /** The old address is told that there is to be a new one. */
        EMAIL_CHANGING,
        PASSWORD_CHANGED
    }

    static Mail of(Kind kind, String to, String origin, Instant now) {
        return new Mail(kind, to, origin, now, 0);
    }

    Mail failed() {
        return new Mail(kind, to, origin, askedAt, failures + 1);
    }

    /** How long to wait after its last failure: longer from time to time, nine minutes at most. */
    Duration pause() {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    }

    /** Whether it is the same request for a mail, failed or not. */
    boolean isSame(Mail other) {
        return kind == other.kind && askedAt.equals(other.askedAt);
    }
}
