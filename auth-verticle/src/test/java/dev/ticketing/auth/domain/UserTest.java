package dev.ticketing.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.UserSnapshot;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UserTest {

    @Test
    void a_new_user_is_active_and_keeps_the_hash_to_auth() {
        var user = User.signUp("id", "ann@example.com", "$argon2id$hash", "https://ticketing.dev", Instant.EPOCH);

        assertThat(user.snapshot()).isEqualTo(new UserSnapshot("id", 1, "ann@example.com", UserSnapshot.Status.ACTIVE));
    }
}
