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

    /** Nobody has as many cards; who asks banks about more than that is after something else. Declines end it much sooner. */
    private static final int MOST = 30;

    public static final Attempts NONE = new Attempts(0, 0, Optional.empty(), Optional.empty());

    /**
     * An attempt.
     *
     * @param token the card, as Stripe names it
     * @param returnUrl where the bank sends the buyer's browser back to, should it want to see the buyer; else empty
     * @param challenge what the bank asks of the buyer, once it has asked
     */
    public record Attempt(int number, String token, String returnUrl, Optional<Challenge> challenge) {}

    /**
     * The bank wants to hear from the buyer (3-D Secure).
     *
     * @param clientSecret with which Stripe.js finds it
     * @param redirectUrl the bank's page, where it is one to go to
     */
    public record Challenge(String clientSecret, Optional<String> redirectUrl) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Challenge[redirectUrl=" + redirectUrl + "]";
        }
    }

    /**
     * An attempt that captured nothing.
     *
     * @param declined whether it was the bank that said no; else the token was of no use
     * @param message why, in words for the buyer
     */
    public record FailedAttempt(int number, boolean declined, String message) {}

    Attempts start(String token, String returnUrl) {
        var attempt = new Attempt(started + 1, token, returnUrl, Optional.empty());
        return new Attempts(started + 1, declines, Optional.of(attempt), lastFailed);
    }

    Attempts challenge(Challenge challenge) {
        var asked = open.map(
                attempt -> new Attempt(attempt.number, attempt.token, attempt.returnUrl, Optional.of(challenge)));
        return new Attempts(started, declines, asked, lastFailed);
    }

    Attempts fail(FailedAttempt failed) {
        return new Attempts(started, failed.declined ? declines + 1 : declines, Optional.empty(), Optional.of(failed));
    }

    Attempts end() {
        return new Attempts(started, declines, Optional.empty(), lastFailed);
    }

    boolean areEnough() {
        return started >= MOST;
    }

    boolean isOpen(int number) {
        return open.filter(attempt -> attempt.number == number).isPresent();
    }

    /** What the bank asks of the buyer at the moment. */
    public Optional<Challenge> challenge() {
        return open.flatMap(Attempt::challenge);
    }
}
