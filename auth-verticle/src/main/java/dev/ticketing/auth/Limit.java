package dev.ticketing.auth;

import dev.ticketing.auth.domain.Throttle.Rule;
import java.time.Duration;

/** What must not be tried often, and what is often. */
enum Limit {
    /** Passwords for one account, from wherever its owner has not been seen yet. */
    ACCOUNT(5, Duration.ofSeconds(1), Duration.ofMinutes(5)),
    /** Passwords for one account from one address at which its owner has been seen: others' failures do not reach here. */
    OWNERS_ADDRESS(5, Duration.ofSeconds(1), Duration.ofMinutes(5)),
    /** Passwords, whoever's, from one address. */
    SIGN_INS(50, Duration.ofSeconds(1), Duration.ofMinutes(5)),
    /** New accounts from one address. */
    SIGN_UPS(20, Duration.ofSeconds(5), Duration.ofMinutes(5)),
    /** Refresh tokens from one address that were none. */
    REFRESHES(50, Duration.ofSeconds(1), Duration.ofMinutes(5)),
    /** Mails asked for to one address of e-mail. */
    MAILS(3, Duration.ofMinutes(1), Duration.ofMinutes(30)),
    /** Mails asked for from one address. */
    MAILS_ASKED_FOR(20, Duration.ofSeconds(10), Duration.ofMinutes(30));

    /** For so long the owner of an account is known at an address. */
    private static final Duration OWNER_KNOWN = Duration.ofDays(30);

    private final int free;
    private final Duration firstWait;
    private final Duration longestWait;

    Limit(int free, Duration firstWait, Duration longestWait) {
        this.free = free;
        this.firstWait = firstWait;
        this.longestWait = longestWait;
    }

    /** How many tries are too many; after an hour without one none counts. */
    Rule rule() {
        return new Rule(free, firstWait, longestWait, Duration.ofHours(1));
    }

    /** How long a count is kept after the last try. */
    Duration kept() {
        return this == OWNERS_ADDRESS ? OWNER_KNOWN : rule().memory();
    }
}
