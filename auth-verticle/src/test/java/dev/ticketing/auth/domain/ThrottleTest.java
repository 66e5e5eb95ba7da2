package dev.ticketing.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.auth.domain.Throttle.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Rule RULE = new Rule(3, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofHours(1));

    @Test
    void the_first_tries_are_free_and_then_the_waits_double_up_to_a_bound() {
        assertThat(waits(12)).containsExactly(0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    /** What a guesser gets in a day, if he never waits a moment too long. */
    @Test
    void a_day_of_guessing_is_fewer_guesses_than_anybody_needs() {
        var throttle = Throttle.NONE;
        var now = NOW;
        int guesses = 0;
        while (now.isBefore(NOW.plus(Duration.ofDays(1)))) {
            throttle = throttle.tried(RULE, now);
            now = now.plus(throttle.waitAt(now).orElse(Duration.ZERO));
            guesses++;
        }
        assertThat(guesses).isBetween(1_000, 1_500);
    }

    @Test
    void a_wait_ends() {
        var blocked = triedTimes(4);

        assertThat(blocked.waitAt(NOW)).hasValue(Duration.ofSeconds(1));
        assertThat(blocked.waitAt(NOW.plusMillis(400))).hasValue(Duration.ofMillis(600));
        assertThat(blocked.waitAt(NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void after_an_hour_of_quiet_all_is_forgotten_and_not_before() {
        var blocked = triedTimes(20);

        assertThat(blocked.tried(RULE, NOW.plus(Duration.ofMinutes(60))).tries())
                .isEqualTo(21);
        assertThat(blocked.tried(RULE, NOW.plus(Duration.ofMinutes(60)).plusMillis(1))
                        .tries())
                .isEqualTo(1);
    }

    @Test
    void a_try_by_who_may_does_not_count() {
        var blocked = triedTimes(4);

        assertThat(blocked.forgiven().tries()).isEqualTo(3);
        assertThat(blocked.forgiven().waitAt(NOW)).isEmpty();
        assertThat(Throttle.NONE.forgiven().tries()).isZero();
    }

    @Test
    void however_many_tries_there_were_the_wait_is_bounded() {
        var many = new Throttle(Integer.MAX_VALUE - 1, NOW, NOW);

        assertThat(many.tried(RULE, NOW).waitAt(NOW)).hasValue(Duration.ofSeconds(60));
    }

    private static Throttle triedTimes(int tries) {
        var throttle = Throttle.NONE;
        for (int i = 0; i < tries; i++) {
            throttle = throttle.tried(RULE, NOW);
        }
        return throttle;
    }

    private static List<Long> waits(int tries) {
        var waits = new ArrayList<Long>();
        for (int i = 1; i <= tries; i++) {
            waits.add(triedTimes(i).waitAt(NOW).orElse(Duration.ZERO).toSeconds());
        }
        return waits;
    }
}
