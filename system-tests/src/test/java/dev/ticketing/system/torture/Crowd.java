package dev.ticketing.system.torture;

import dev.ticketing.system.history.RecordingClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Buyers, sellers and newcomers, each a thread with a random generator of its own. */
final class Crowd {

    private static final int BUYERS = 12;
    private static final int SELLERS = 3;
    private static final int LAST_ERRAND_SECONDS = 120;
    private static final int MAX_THINKING_MILLIS = 40;

    private final Function<String, RecordingClient> people;
    private final Offers offers = new Offers();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean over;

    private Crowd(Function<String, RecordingClient> people) {
        this.people = people;
    }

    /**
     * Sends them all out.
     *
     * @param people a client of the market for a user's name
     */
    static Crowd at(Function<String, RecordingClient> people, long seed) {
        var crowd = new Crowd(people);
        var seeds = new Random(seed);
        for (int i = 0; i < SELLERS; i++) {
            var random = new Random(seeds.nextLong());
            crowd.send("seller-" + i, new Seller(crowd.offers, random), random);
        }
        for (int i = 0; i < BUYERS; i++) {
            var random = new Random(seeds.nextLong());
            crowd.send("buyer-" + i, new Buyer(crowd.offers, random), random);
        }
        var random = new Random(seeds.nextLong());
        crowd.send("newcomer", new Newcomer(random), random);
        return crowd;
    }

    private void send(String name, Errand errand, Random random) {
        running.add(threads.submit(() -> {
            while (!over) {
                errand.run(people.apply(name));
                Pauses.of(random, MAX_THINKING_MILLIS);
            }
        }));
    }

    /** Lets everybody finish what they are at; fails when somebody could not go on. */
    void goHome() {
        over = true;
        threads.shutdown();
        for (var person : running) {
            try {
                person.get(LAST_ERRAND_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("somebody could not go on", e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("somebody does not come to an end", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
