package dev.ticketing.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.domain.Transition.Unchanged;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.UserSnapshot.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BanTest {

    private static final String HASH = "$argon2id$hash";
    private static final User ACTIVE =
            User.signUp("id", "ann@example.com", HASH, "https://ticketing.dev", Instant.EPOCH);
    private static final User BANNED = changed(ACTIVE.ban()).state();

    @Test
    void a_ban_is_told_once() {
        assertThat(changed(ACTIVE.ban()).event()).hasValue(EventType.USER_BANNED);
        assertThat(BANNED.snapshot().status()).isEqualTo(Status.BANNED);
        assertThat(BANNED.version()).isEqualTo(2);
        assertThat(BANNED.snapshotType()).hasValue(EventType.USER_BANNED);
        assertThat(BANNED.ban()).isEqualTo(new Unchanged<>(BANNED));
    }

    @Test
    void no_session_from_before_a_ban_is_good_for_anything_not_even_afterwards() {
        int generation = ACTIVE.login().generation();
        assertThat(ACTIVE.admits("session", generation)).isTrue();
        assertThat(BANNED.admits("session", generation)).isFalse();
        assertThat(BANNED.admits("session", BANNED.login().generation())).isFalse();
        var again = changed(BANNED.unban()).state();
        assertThat(again.admits("session", generation)).isFalse();
        assertThat(again.admits("session", again.login().generation())).isTrue();
    }

    @Test
    void the_end_of_a_ban_is_told_once_and_the_password_is_as_before() {
        var unbanned = changed(BANNED.unban());
        assertThat(unbanned.event()).hasValue(EventType.USER_UNBANNED);
        assertThat(unbanned.state().status()).isEqualTo(Status.ACTIVE);
        assertThat(unbanned.state().login().passwordHash()).isEqualTo(HASH);
        assertThat(unbanned.state().unban()).isEqualTo(new Unchanged<>(unbanned.state()));
    }

    @Test
    void a_banned_user_changes_nothing_of_the_account() {
        assertThat(BANNED.askForReset("https://ticketing.dev", Instant.EPOCH)).isEqualTo(new Unchanged<>(BANNED));
        assertThat(BANNED.delete(HASH)).isInstanceOf(Refused.class);
    }

    @Test
    void a_deleted_user_is_nobody() {
        var deleted = changed(ACTIVE.delete(HASH)).state();
        var nobody = Transition.<User>refused(Failure.notFound("user"));
        assertThat(deleted.ban()).isEqualTo(nobody);
        assertThat(deleted.unban()).isEqualTo(nobody);
    }

    private static Changed<User> changed(Transition<User> transition) {
        return (Changed<User>) transition;
    }
}
