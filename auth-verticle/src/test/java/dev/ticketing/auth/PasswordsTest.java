package dev.ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Eventually.await(vertx.close());
    }

    @Test
    void what_nobody_waits_for_any_more_is_not_computed() {
        var hash = new Passwords(vertx, Duration.ofNanos(1), 8, 1).hash("correct horse");
        Eventually.holds(() -> assertThat(hash.isComplete()).isTrue());
        assertThat(FailureException.is(hash.cause(), Failure.Unavailable.class)).isTrue();
        // The control: who has time is served.
        var patient = new Passwords(vertx, Duration.ofMinutes(1), 8, 1);
        var served = Eventually.await(patient.hash("correct horse"));
        assertThat(Eventually.await(patient.matches("correct horse", served))).isTrue();
        assertThat(Eventually.await(patient.matches("wrong horse", served))).isFalse();
    }
}
