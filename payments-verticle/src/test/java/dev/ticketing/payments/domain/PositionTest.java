package dev.ticketing.payments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PositionTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final int RUNS = 200;

    @Test
    void a_window_is_read_from_end_to_end_and_the_next_one_overlaps_it() {
        var begun = Position.since(NOON.minusSeconds(7200)).begun(NOON);
        assertThat(begun.until()).contains(NOON);
        assertThat(begun.after("pi_9").begun(NOON.plusSeconds(60)))
                .isEqualTo(new Position(NOON.minusSeconds(7200), Optional.of(NOON), Optional.of("pi_9")));
        assertThat(begun.after("pi_9").finished()).isEqualTo(Position.since(NOON.minus(Position.OVERLAP)));
    }

    @Test
    void it_never_goes_back() {
        var first = Position.since(NOON);
        assertThat(first.begun(NOON.plusSeconds(60)).finished()).isEqualTo(first);
        assertThat(first.begun(NOON.minusSeconds(60)).finished()).isEqualTo(first);
    }

    /** A list that grows while it is read, newest first, page by page, with turns of any length. */
    @Test
    void everything_that_was_made_is_read_at_least_once() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            assertThatAllIsRead(random, seed);
        }
    }

    private static void assertThatAllIsRead(Random random, long seed) {
        var made = new TreeSet<Instant>();
        var read = new TreeSet<Instant>();
        var now = NOON;
        var position = Position.since(NOON);
        for (int turn = 0; turn < 50; turn++) {
            now = now.plusSeconds(1 + random.nextInt(3_000));
            made.add(now.minusMillis(random.nextInt(1_000)));
            int pages = random.nextInt(4);
            for (int page = 0; page < pages; page++) {
                position = readPage(position.begun(now), made, read);
            }
        }
        for (int page = 0; page < 300; page++) {
            position = readPage(position.begun(now.plus(Duration.ofHours(2))), made, read);
        }
        assertThat(read).as("seed %d", seed).isEqualTo(made);
    }

    private static Position readPage(Position position, NavigableSet<Instant> made, Set<Instant> read) {
        var end = position.after().map(Instant::parse).orElse(position.until().orElseThrow());
        var page = made.subSet(position.from(), true, end, false).descendingSet().stream()
                .limit(2)
                .toList();
        read.addAll(page);
        return page.size() < 2
                ? position.finished()
                : position.after(page.get(1).toString());
    }
}
