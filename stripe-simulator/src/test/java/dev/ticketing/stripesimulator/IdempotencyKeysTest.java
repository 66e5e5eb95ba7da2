package dev.ticketing.stripesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {

    private final SetClock clock = new SetClock();
    private final IdempotencyKeys keys = new IdempotencyKeys(Duration.ofHours(24), 10, clock);

    @Test
    void a_key_is_kept_for_a_day_and_forgotten_then() {
        keys.remember(answer("early"));
        clock.millis += Duration.ofHours(1).toMillis();
        keys.remember(answer("late"));

        clock.millis += Duration.ofHours(23).toMillis() - 1;
        assertThat(keys.find("early")).isPresent();
        clock.millis += 1;

        assertThat(keys.find("early")).isEmpty();
        assertThat(keys.find("late")).isPresent();
    }

    @Test
    void a_key_used_again_after_a_day_is_kept_for_another() {
        keys.remember(answer("reused"));
        clock.millis += Duration.ofHours(25).toMillis();
        keys.remember(answer("reused"));
        clock.millis += Duration.ofHours(23).toMillis();

        assertThat(keys.find("reused")).isPresent();
    }

    private StoredAnswer answer(String key) {
        return new StoredAnswer(key, "/v1/refunds", "0", 200, "{}", "req_1", clock.millis);
    }

    private static final class SetClock extends Clock {

        private long millis = 1_790_000_000_000L;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
