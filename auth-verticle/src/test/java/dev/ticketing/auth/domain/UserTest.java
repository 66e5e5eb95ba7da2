package dev.ticketing.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.domain.Transition.Unchanged;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.UserSnapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UserTest {

    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    private static final String ORIGIN = "https://ticketing.dev";
    private static final Secret SECRET = Secret.random();

    private final User ann = User.signUp("id", "ann@example.com", "hash", ORIGIN, NOW);

    @Test
    void a_new_user_is_active_and_keeps_the_hash_to_auth() {
        assertThat(ann.snapshot()).isEqualTo(new UserSnapshot("id", 1, "ann@example.com", UserSnapshot.Status.ACTIVE));
        assertThat(ann.verified()).isFalse();
    }

    @Test
    void who_has_the_password_is_known_to_read_the_mail_when_he_opens_the_link_or_sets_another_by_mail() {
        var mailed = after(ann.takeMail(SECRET, NOW));
        assertThat(after(mailed.verify(SECRET, true, NOW)).owned()).isTrue();
        assertThat(after(mailed.verify(SECRET, false, NOW)).verified()).isTrue();
        assertThat(after(mailed.verify(SECRET, false, NOW)).owned()).isFalse();

        var asked = after(ann.askForReset(ORIGIN, NOW));
        var sent = after(
                after(asked.mailSent(asked.mailDue(NOW).orElseThrow(), NOW)).takeMail(SECRET, NOW));
        assertThat(after(sent.reset(SECRET, "new hash", ORIGIN, NOW)).owned()).isTrue();
    }

    @Test
    void the_link_of_the_mail_that_is_taken_verifies_within_a_day_and_another_does_not() {
        var mailed = after(ann.takeMail(SECRET, NOW));
        assertThat(after(mailed.verify(SECRET, true, NOW)).verified()).isTrue();
        assertThat(((Changed<User>) mailed.verify(SECRET, true, NOW)).event()).hasValue(EventType.USER_UPDATED);
        assertThat(mailed.verify(Secret.random(), true, NOW)).isInstanceOf(Refused.class);
        assertThat(mailed.verify(SECRET, true, NOW.plus(User.VERIFY_WITHIN))).isInstanceOf(Refused.class);
        assertThat(after(mailed.verify(SECRET, true, NOW)).verify(SECRET, true, NOW))
                .isInstanceOf(Refused.class);
        assertThat(mailed.refusalOfReset(SECRET, NOW)).isPresent();
    }

    @Test
    void nobody_else_sends_a_mail_that_is_being_sent_until_its_sender_must_be_dead() {
        var taken = after(ann.takeMail(SECRET, NOW));
        assertThat(taken.takeMail(SECRET, NOW)).isInstanceOf(Unchanged.class);
        var again = Secret.random();
        var later = NOW.plus(Mails.LEASE);
        var takenAgain = after(taken.takeMail(again, later));
        assertThat(takenAgain.verify(SECRET, true, later)).isInstanceOf(Refused.class);
        assertThat(after(takenAgain.verify(again, true, later)).verified()).isTrue();
    }

    @Test
    void a_mail_that_is_sent_is_done_with_and_one_that_fails_waits_longer_each_time_for_a_day() {
        var mail = ann.mailDue(NOW).orElseThrow();
        assertThat(after(ann.mailSent(mail, NOW)).mails()).isEqualTo(Mails.NONE);
        var user = ann;
        var now = NOW;
        int tries = 0;
        while (user.mailDue(now).isPresent()) {
            user = after(user.mailFailed(user.mailDue(now).orElseThrow(), now));
            now = user.mails().due().orElse(now);
            tries++;
        }
        assertThat(user.mails()).isEqualTo(Mails.NONE);
        assertThat(Duration.between(NOW, now)).isBetween(Mail.PATIENCE, Mail.PATIENCE.plusMinutes(10));
        assertThat(tries).isBetween(150, 200);
    }

    @Test
    void what_is_asked_for_while_a_mail_is_being_sent_is_sent_too() {
        var mail = ann.mailDue(NOW).orElseThrow();
        var asked = after(after(ann.takeMail(SECRET, NOW)).askForReset(ORIGIN, NOW.plusSeconds(1)));
        var sent = after(asked.mailSent(mail, NOW.plusSeconds(2)));
        assertThat(sent.mailDue(NOW.plusSeconds(2)).orElseThrow().kind()).isEqualTo(Mail.Kind.RESET);
    }

    @Test
    void a_mail_that_fails_when_a_newer_one_of_its_kind_is_asked_for_is_forgotten() {
        var first = ann.mailDue(NOW).orElseThrow();
        var later = NOW.plusSeconds(1);
        var asked = after(ann.askForEmail("hash", "ann@new.example.com", ORIGIN, later));
        var left = after(asked.mailFailed(first, later));
        assertThat(left.mails().waiting())
                .extracting(Mail::to)
                .containsExactly("ann@new.example.com", "ann@example.com");
        assertThat(left.mailDue(later)).isPresent();
    }

    @Test
    void a_reset_ends_every_session_and_a_change_of_password_every_other() {
        var reset = after(withResetLink(ann).reset(SECRET, "new hash", ORIGIN, NOW));
        assertThat(ann.admits("session", 1)).isTrue();
        assertThat(reset.admits("session", 1)).isFalse();
        assertThat(reset.admits("session", 2)).isTrue();
        assertThat(reset.verified()).isTrue();

        var changed = after(ann.changePassword("hash", "new hash", "session", ORIGIN, NOW));
        assertThat(changed.admits("session", 1)).isTrue();
        assertThat(changed.admits("another", 1)).isFalse();
        assertThat(changed.admits("another", 2)).isTrue();
        assertThat(changed.changePassword("hash", "newer hash", "session", ORIGIN, NOW))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_reset_link_is_over_after_half_an_hour_and_with_the_next_password() {
        var mailed = withResetLink(ann);
        assertThat(mailed.refusalOfReset(SECRET, NOW.plus(User.RESET_WITHIN).minusMillis(1)))
                .isEmpty();
        assertThat(mailed.refusalOfReset(SECRET, NOW.plus(User.RESET_WITHIN))).isPresent();
        var changed = after(mailed.changePassword("hash", "new hash", "session", ORIGIN, NOW));
        assertThat(changed.refusalOfReset(SECRET, NOW)).isPresent();
    }

    @Test
    void links_to_set_a_password_are_a_minute_apart() {
        var mailed = withResetLink(ann);
        assertThat(mailed.askForReset(ORIGIN, NOW.plusSeconds(59))).isInstanceOf(Unchanged.class);
        assertThat(mailed.askForReset(ORIGIN, NOW.plusSeconds(60))).isInstanceOf(Changed.class);
    }

    /** Somebody with a stolen password asks for his own address; the owner gets the account back by the old one. */
    @Test
    void a_reset_stops_a_change_of_address_and_a_change_of_address_a_reset() {
        var asked = after(withResetLink(ann).askForEmail("hash", "eve@example.com", ORIGIN, NOW));
        var eves = Secret.random();
        var mailed = after(asked.takeMail(eves, NOW));
        assertThat(after(mailed.verify(eves, true, NOW)).email()).isEqualTo("eve@example.com");
        assertThat(after(mailed.verify(eves, true, NOW)).refusalOfReset(SECRET, NOW))
                .isPresent();
        assertThat(after(mailed.reset(SECRET, "new hash", ORIGIN, NOW)).verify(eves, true, NOW))
                .isInstanceOf(Refused.class);
    }

    @Test
    void of_a_deleted_user_nothing_is_left_but_the_id_and_nothing_can_be_done_with_it() {
        var deleted = after(withResetLink(ann).delete("hash"));
        assertThat(deleted.snapshot().email()).isEqualTo("deleted-id@deleted.invalid");
        assertThat(deleted.snapshot().status()).isEqualTo(UserSnapshot.Status.DELETED);
        assertThat(deleted.mails()).isEqualTo(Mails.NONE);
        assertThat(deleted.admits("session", 1)).isFalse();
        assertThat(deleted.admits("session", 2)).isFalse();
        assertThat(deleted.refusalOfReset(SECRET, NOW)).isPresent();
        assertThat(deleted.askForReset(ORIGIN, NOW.plusSeconds(90))).isInstanceOf(Unchanged.class);
        assertThat(deleted.delete("")).isInstanceOf(Refused.class);
        assertThat(ann.delete("another hash")).isInstanceOf(Refused.class);
    }

    @Test
    void a_password_is_hashed_anew_unless_it_is_another_by_now() {
        assertThat(after(ann.rehash("hash", "better")).login().passwordHash()).isEqualTo("better");
        assertThat(after(ann.rehash("hash", "better")).admits("session", 1)).isTrue();
        assertThat(ann.rehash("older", "better")).isInstanceOf(Unchanged.class);
    }

    private static User withResetLink(User user) {
        var idle = after(user.mailSent(user.mailDue(NOW).orElseThrow(), NOW));
        var mailed = after(after(idle.askForReset(ORIGIN, NOW)).takeMail(SECRET, NOW));
        return after(mailed.mailSent(mailed.mails().waiting().get(0), NOW));
    }

    private static User after(Transition<User> transition) {
        assertThat(transition).isInstanceOf(Changed.class);
        return ((Changed<User>) transition).state();
    }
}
