package dev.ticketing.system.torture;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** People do not answer at once. Nothing is waited for: what follows is right whenever it comes. */
final class Pauses {

    private Pauses() {}

    /** Somewhat below a bound. */
    static void of(Random random, int maxMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(maxMillis)));
    }
}
