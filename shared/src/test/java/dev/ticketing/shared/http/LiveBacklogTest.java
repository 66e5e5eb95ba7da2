package dev.ticketing.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What can be resumed over, and what not. */
class LiveBacklogTest {

    private static final int CAPACITY = 4;

    private final LiveBacklog backlog = new LiveBacklog(CAPACITY);

    @Test
    void an_event_goes_out_with_its_id_name_and_data() {
        add("ticket");
        assertThat(backlog.after(0).text().toString())
                .isEqualTo("id: " + backlog.id(1) + "\nevent: ticket\ndata: {\"n\":1}\n\n");
    }

    @Test
    void who_has_heard_everything_resumes_and_hears_nothing() {
        assertThat(backlog.resumesFrom(0)).isTrue();
        add("ticket");
        assertThat(backlog.resumesFrom(1)).isTrue();
        assertThat(backlog.after(1)).isNull();
    }

    @Test
    void who_was_away_for_as_much_as_is_kept_resumes_and_for_one_more_does_not() {
        for (int i = 0; i < CAPACITY + 3; i++) {
            add("ticket");
        }
        assertThat(backlog.last()).isEqualTo(7);
        assertThat(backlog.resumesFrom(3)).isTrue();
        assertThat(backlog.after(3).number()).isEqualTo(4);
        assertThat(backlog.after(6).number()).isEqualTo(7);
        assertThat(backlog.resumesFrom(2)).isFalse();
        assertThat(backlog.after(2)).isNull();
    }

    @Test
    void nobody_resumes_over_a_gap() {
        add("ticket");
        backlog.gap();
        assertThat(backlog.resumesFrom(1)).isFalse();
        long from = backlog.reset().number();
        assertThat(backlog.resumesFrom(from)).isTrue();
        assertThat(backlog.after(from)).isNull();
        add("ticket");
        assertThat(backlog.resumesFrom(1)).isFalse();
        assertThat(backlog.after(from).number()).isEqualTo(from + 1);
    }

    @Test
    void an_id_is_known_by_the_instance_that_gave_it_alone() {
        add("ticket");
        assertThat(backlog.numberOf(backlog.id(1))).isEqualTo(1);
        for (var id : new String[] {
            "", "1", "x-1", UUID.randomUUID() + "-1", backlog.id(1) + "0000000000000000000", backlog.id(-1)
        }) {
            assertThat(backlog.resumesFrom(backlog.numberOf(id))).as(id).isFalse();
        }
        assertThat(backlog.resumesFrom(backlog.numberOf(backlog.id(2))))
                .as("one that was not given yet")
                .isFalse();
    }

    private void add(String name) {
        var data = new JsonObject().put("n", backlog.last() + 1);
        backlog.add(new LiveEvent(name, "t", 1, data, Optional.empty()));
    }
}
