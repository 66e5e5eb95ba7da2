package dev.ticketing.shared.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;

/**
 * New ids: 12 hexadecimal digits of milliseconds since 1970, then 20 random ones, so that ids sort by the time they
 * were made and cannot be guessed. Nobody but their maker relies on that.
 */
public final class Ids {

    private static final int TIME_DIGITS = 12;
    private static final int RANDOM_BYTES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** When an id was made. */
    public static Instant madeAt(String id) {
        return Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(id, 0, TIME_DIGITS));
    }

    public static String next(Clock clock) {
        var random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        var hex = HexFormat.of();
        return hex.toHexDigits(clock.millis(), TIME_DIGITS) + hex.formatHex(random);
    }
}
