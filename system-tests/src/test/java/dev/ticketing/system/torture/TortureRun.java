package dev.ticketing.system.torture;

import java.time.Duration;

/** How long, and from which seed. The seed is printed: the same one makes the same choices, in another interleaving. */
record TortureRun(long seed, Duration duration) {

    /** {@code torture.seed} (random unless given) and {@code torture.seconds} (180). */
    static TortureRun fromProperties() {
        var seed = System.getProperty("torture.seed", "");
        var seconds = System.getProperty("torture.seconds", "");
        var run = new TortureRun(
                seed.isBlank() ? System.nanoTime() : Long.parseLong(seed),
                Duration.ofSeconds(seconds.isBlank() ? 180 : Long.parseLong(seconds)));
        System.out.printf(
                "repeat with -Dtorture.seed=%d -Dtorture.seconds=%d%n",
                run.seed(), run.duration().toSeconds());
        return run;
    }
}
