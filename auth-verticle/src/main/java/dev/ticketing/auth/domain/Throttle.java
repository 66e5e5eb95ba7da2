package dev.ticketing.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often something was tried of which a few tries are enough for who may do it, and many are a guesser's. The first
 * are free; each further one is followed by a wait, twice as long as the one before, up to a bound. Nobody is locked out
 * for good: when nothing has been tried for a while, all is forgotten.
 *
 * @param tries that count
 * @param blockedUntil before which no further one is allowed
 * @param lastAt the last one
 */
public record Throttle(int tries, Instant blockedUntil, Instant lastAt) {

    /** Before anything was tried. */
    public static final Throttle NONE = new Throttle(0, Instant.EPOCH, Instant.EPOCH);

    /** Far beyond any bound on a wait. */
    private static final int MAX_DOUBLINGS = 30;

    /**
     * How many tries are how much too many.
     *
     * @param free tries that nobody has to wait after
     * @param firstWait after the first one that is not free
     * @param longestWait what the waits grow to
     * @param memory after so long without a try none is remembered; longer than the longest wait
     */
    public record Rule(int free, Duration firstWait, Duration longestWait, Duration memory) {}

    /** How long to wait before the next try; empty when none is needed. */
    public Optional<Duration> waitAt(Instant now) {
        return now.isBefore(blockedUntil) ? Optional.of(Duration.between(now, blockedUntil)) : Optional.empty();
    }

    /** One more try. Counted before its outcome is known, so that many at the same moment are many. */
    public Throttle tried(Rule rule, Instant now) {
        int count = lastAt.plus(rule.memory).isBefore(now) ? 1 : tries + 1;
        var wait = count <= rule.free ? Duration.ZERO : waitAfter(rule, count - rule.free - 1);
        return new Throttle(count, now.plus(wait), now);
    }

    /** The last try was by who may: it does not count. */
    public Throttle forgiven() {
        return new Throttle(Math.max(0, tries - 1), Instant.EPOCH, lastAt);
    }

    private static Duration waitAfter(Rule rule, int doublings) {
        var wait = rule.firstWait.multipliedBy(1L << Math.min(doublings, MAX_DOUBLINGS));
        return wait.compareTo(rule.longestWait) > 0 ? rule.longestWait : wait;
    }
}
