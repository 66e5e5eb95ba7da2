package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Many inputs, sent a bounded number at a time. All of them are tried; what went wrong is told together, by name. */
final class Barrage {

    private static final int SIDE_BY_SIDE = 16;
    private static final int LONGEST_SECONDS = 100;
    private static final int SHOWN = 40;

    private record Shot(String input, ThrowingCallable check) {}

    private final String target;
    private final List<Shot> shots = new ArrayList<>();

    /**
     * Prepares one.
     *
     * @param target where to, for messages
     */
    Barrage(Object target) {
        this.target = target.toString();
    }

    /** Adds an input and what must hold of the answer. */
    void add(String input, ThrowingCallable check) {
        shots.add(new Shot(input, check));
    }

    int size() {
        return shots.size();
    }

    /** Sends them all; fails when any of them was answered wrongly. */
    void fire() {
        fire(SIDE_BY_SIDE);
    }

    /** Sends them all, so many at a time. */
    void fire(int sideBySide) {
        var failures = new ConcurrentLinkedQueue<String>();
        var threads = Executors.newFixedThreadPool(sideBySide);
        shots.forEach(shot -> threads.execute(() -> attempt(shot, failures)));
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS))
                    .as("%s: all %d inputs were answered in time", target, shots.size())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("%s: %d of %d inputs were answered wrongly:%n%s"
                    .formatted(
                            target,
                            failures.size(),
                            shots.size(),
                            String.join("\n", failures.stream().limit(SHOWN).toList())));
        }
    }

    private void attempt(Shot shot, ConcurrentLinkedQueue<String> failures) {
        try {
            shot.check().call();
        } catch (Throwable failure) {
            var message = String.valueOf(failure).replaceAll("\\s+", " ");
            failures.add("- " + target + ", " + shot.input() + ": " + message);
        }
    }
}
