package dev.ticketing.payments.domain;

import java.util.Optional;

/**
 * The attempts to confirm, numbered from 1 and stored before the call, each with a key of its own: the retry of a lost
 * reply repeats the attempt, the retry after a decline is the next one.
 *
 * @param started how many there were
 * @param declines how many the bank declined
 * @param open the one whose outcome is unknown so far
 * @param lastFailed the newest one that failed
 */
public record Attempts(int started, int declines, Optional<Attempt> open, Optional<FailedAttempt> lastFailed) {

    public static final Attempts NONE = new Attempts(0, 0, Optional.empty(), Optional.empty());

    /**
     * An attempt.
     *
     * @param token the card, as Stripe names it
     */
    public record Attempt(int number, String token) {}

    /**
     * An attempt that captured nothing.
     *
     * @param declined whether it was the bank that said no; else the token was of no use
     * @param message why, in words for the buyer
     */
    public record FailedAttempt(int number, boolean declined, String message) {}

    Attempts start(String token) {
        return new Attempts(started + 1, declines, Optional.of(new Attempt(started + 1, token)), lastFailed);
    }

    Attempts fail(FailedAttempt failed) {
        return new Attempts(started, failed.declined ? declines + 1 : declines, Optional.empty(), Optional.of(failed));
    }

    Attempts end() {
        return new Attempts(started, declines, Optional.empty(), lastFailed);
    }

    boolean isOpen(int number) {
        return open.filter(attempt -> attempt.number == number).isPresent();
    }
}
