package dev.ticketing.shared.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final int MANY = 100_000;
    private static final long NOW_MILLIS = Instant.parse("2030-01-01T00:00:00Z").toEpochMilli();

    @Test
    void an_id_is_32_hexadecimal_digits() {
        assertThat(Ids.next(Clock.systemUTC())).matches("[0-9a-f]{32}");
    }

    @Test
    void ids_sort_by_the_time_they_were_made() {
        var before = "";
        for (long millis = NOW_MILLIS; millis < NOW_MILLIS + 1_000; millis++) {
            var id = at(millis);
            assertThat(id).isGreaterThan(before);
            before = id;
        }
        assertThat(at(0)).isLessThan(before);
        assertThat(at(Instant.parse("9999-12-31T23:59:59Z").toEpochMilli())).isGreaterThan(before);
    }

    @Test
    void ids_of_one_millisecond_differ() {
        var ids = new HashSet<String>();
        for (int i = 0; i < MANY; i++) {
            ids.add(at(NOW_MILLIS));
        }
        assertThat(ids).hasSize(MANY);
    }

    @Test
    void an_id_tells_its_maker_when_it_was_made() {
        assertThat(Ids.madeAt(at(NOW_MILLIS)).toEpochMilli()).isEqualTo(NOW_MILLIS);
    }

    private static String at(long millis) {
        return Ids.next(Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
    }
}
