package dev.ticketing.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.ext.healthchecks.Status;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadinessCheckTest {

    private static final Future<Boolean> UP = Future.succeededFuture(true);
    private static final Future<Boolean> DOWN = Future.succeededFuture(false);
    private static final Future<Boolean> BROKEN = Future.failedFuture("connection refused");

    private final AtomicReference<Future<Boolean>> part = new AtomicReference<>(DOWN);

    @Test
    void what_nothing_can_be_done_without_counts_at_any_time() {
        var database = ReadinessCheck.always(part::get);

        assertThat(status(database, DOWN).isOk()).isFalse();
        assertThat(status(database, UP).isOk()).isTrue();
        assertThat(status(database, DOWN).isOk()).isFalse();
        assertThat(status(database, BROKEN).getData().getString("reason")).isEqualTo("connection refused");
    }

    @Test
    void what_is_needed_to_start_counts_until_it_has_been_there_once() {
        var broker = ReadinessCheck.toStart(part::get);

        assertThat(status(broker, DOWN).isOk()).isFalse();
        assertThat(status(broker, BROKEN).isOk()).isFalse();
        assertThat(status(broker, UP).isOk()).isTrue();
        assertThat(status(broker, DOWN).isOk()).isTrue();
    }

    @Test
    void what_is_away_is_said_to_be_away() {
        var broker = ReadinessCheck.toStart(part::get);
        status(broker, UP);

        assertThat(status(broker, DOWN).getData().getBoolean("away")).isTrue();
        assertThat(broker.isUp().result()).isFalse();
    }

    private Status status(ReadinessCheck check, Future<Boolean> isUp) {
        part.set(isUp);
        return check.status().result();
    }
}
