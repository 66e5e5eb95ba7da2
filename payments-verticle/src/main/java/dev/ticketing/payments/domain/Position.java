package dev.ticketing.payments.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far one of Stripe's lists has been read. A list is read window by window, each from its newest entry, where Stripe
 * begins, back to its oldest.
 *
 * @param from where the window begins
 * @param until where it ends; empty before it is begun
 * @param after the last entry read in it; empty before the first page
 */
public record Position(Instant from, Optional<Instant> until, Optional<String> after) {

    /** Windows overlap by so much: for what has changed since it was made, and for clocks that differ. */
    static final Duration OVERLAP = Duration.ofHours(1);

    /** Before everything made since some time. */
    public static Position since(Instant time) {
        return new Position(time, Optional.empty(), Optional.empty());
    }

    /** With a window up to now, unless one is begun. */
    public Position begun(Instant now) {
        return until.isPresent() ? this : new Position(from, Optional.of(now), Optional.empty());
    }

    /** After a page that is not the window's last. */
    public Position after(String last) {
        return new Position(from, until, Optional.of(last));
    }

    /** After the window: before the next one. */
    public Position finished() {
        var next = until.orElse(from).minus(OVERLAP);
        return since(next.isAfter(from) ? next : from);
    }
}
