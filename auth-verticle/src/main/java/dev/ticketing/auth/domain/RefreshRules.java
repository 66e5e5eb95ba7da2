package dev.ticketing.auth.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long sessions go on.
 *
 * @param idle how long without a refresh
 * @param lifetime how long in all
 * @param grace how long a token may be used again after its first use, as several tabs do
 */
public record RefreshRules(Duration idle, Duration lifetime, Duration grace) {

    Instant expiry(Instant createdAt, Instant usedAt) {
        var idleUntil = usedAt.plus(idle);
        var last = createdAt.plus(lifetime);
        return idleUntil.isBefore(last) ? idleUntil : last;
    }

    boolean forgives(Instant firstUse, Instant now) {
        return now.isBefore(firstUse.plus(grace));
    }
}
