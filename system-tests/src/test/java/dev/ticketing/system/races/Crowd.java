package dev.ticketing.system.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Market;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets so many races loose, as many at a time as the market answers quickly: one that is late has orders that are over
 * before anybody pays.
 */
final class Crowd {

    private static final int FEWEST = 12;
    private static final int MOST = 240;
    private static final long QUICK_MILLIS = 250;
    private static final long SLOW_MILLIS = 700;
    private static final Duration FOR_EACH = Duration.ofSeconds(1);
    private static final Duration FOR_THE_LAST = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final Market market;
    private final int races;
    private final long seed;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger over = new AtomicInteger();
    private final AtomicInteger lanes = new AtomicInteger();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    Crowd(Vertx vertx, Market market, int races, long seed) {
        this.vertx = vertx;
        this.market = market;
        this.races = races;
        this.seed = seed;
    }

    /** Returns when all of them are over. */
    void run() {
        for (int i = 0; i < FEWEST; i++) {
            open();
        }
        Eventually.holdsWithin(FOR_EACH.multipliedBy(races).plus(FOR_THE_LAST), () -> assertThat(over)
                .hasValue(races));
        assertThat(failures).isEmpty();
    }

    private void open() {
        lanes.incrementAndGet();
        goOn();
    }

    /** Another race in this lane, and perhaps another lane or none any more. */
    private void goOn() {
        int number = begun.getAndIncrement();
        if (number >= races) {
            return;
        }
        var race = new Race(vertx, market, seed, number);
        race.run().onFailure(failures::add).onComplete(done -> {
            over.incrementAndGet();
            if (race.placedInMillis() > SLOW_MILLIS && lanes.get() > FEWEST) {
                lanes.decrementAndGet();
                return;
            } else if (race.placedInMillis() < QUICK_MILLIS && lanes.get() < MOST) {
                open();
            }
            goOn();
        });
    }
}
