package dev.ticketing.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.auth.domain.Session.Refused;
import dev.ticketing.auth.domain.Session.Repeated;
import dev.ticketing.auth.domain.Session.Replayed;
import dev.ticketing.auth.domain.Session.Rotated;
import dev.ticketing.auth.domain.Session.Use;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    private static final RefreshRules RULES =
            new RefreshRules(Duration.ofDays(30), Duration.ofDays(90), Duration.ofSeconds(10));
    private static final RefreshRules NO_GRACE = new RefreshRules(RULES.idle(), RULES.lifetime(), Duration.ZERO);

    private final RefreshToken first = RefreshToken.first("0".repeat(32));
    private final User ann = User.signUp("ann", "ann@example.com", "hash", "https://ticketing.dev", NOW);
    private final Session session = Session.begin(ann, first, "Firefox", "192.0.2.7", RULES, NOW);

    @Test
    void each_use_gives_another_token_and_only_that_one_goes_on() {
        var second = rotated(session.use(first, "salt", RULES, NOW.plusSeconds(60)));
        assertThat(second.token()).isNotEqualTo(first);
        assertThat(second.token().family()).isEqualTo(first.family());
        assertThat(second.session().version()).isEqualTo(2);
        var third = rotated(second.session().use(second.token(), "pepper", RULES, NOW.plusSeconds(120)));
        assertThat(third.token()).isNotEqualTo(second.token());
    }

    @Test
    void within_the_grace_the_same_token_leads_to_the_same_next_one_and_nothing_is_stored() {
        var rotated = rotated(session.use(first, "salt", RULES, NOW));
        for (int millis : new int[] {0, 1, 9_999}) {
            assertThat(rotated.session().use(first, "another salt", RULES, NOW.plusMillis(millis)))
                    .isEqualTo(new Repeated(rotated.token()));
        }
    }

    @Test
    void after_the_grace_and_without_one_the_same_token_is_a_replay() {
        var rotated = rotated(session.use(first, "salt", RULES, NOW)).session();
        assertThat(rotated.use(first, "salt", RULES, NOW.plusSeconds(10))).isInstanceOf(Replayed.class);
        assertThat(rotated.use(first, "salt", NO_GRACE, NOW)).isInstanceOf(Replayed.class);
    }

    @Test
    void a_token_from_before_the_last_one_is_a_replay_within_the_grace_too() {
        var second = rotated(session.use(first, "salt", RULES, NOW));
        var third = rotated(second.session().use(second.token(), "salt", RULES, NOW));
        assertThat(third.session().use(first, "salt", RULES, NOW)).isInstanceOf(Replayed.class);
    }

    /** The control: were the current token to stay, nobody would notice that two have it. */
    @Test
    void what_does_not_rotate_never_sees_a_replay() {
        for (int use = 0; use < 3; use++) {
            assertThat(session.use(first, "salt", RULES, NOW)).isInstanceOf(Rotated.class);
        }
    }

    @Test
    void a_guess_is_refused_and_is_no_replay() {
        var guess = new RefreshToken(first.sessionId(), Secret.random(), first.own());
        assertThat(session.use(guess, "salt", RULES, NOW)).isInstanceOf(Refused.class);
        var another = new RefreshToken(first.sessionId(), first.family(), Secret.random());
        assertThat(session.use(another, "salt", RULES, NOW)).isInstanceOf(Replayed.class);
    }

    @Test
    void a_session_ends_after_thirty_days_without_a_use_and_after_ninety_whatever_is_done() {
        assertThat(session.expiresAt()).isEqualTo(NOW.plus(RULES.idle()));
        assertThat(session.use(first, "salt", RULES, NOW.plus(RULES.idle()))).isInstanceOf(Refused.class);
        var token = first;
        var current = session;
        for (int day = 29; day < 90; day += 29) {
            var rotated = rotated(current.use(token, "salt", RULES, NOW.plus(Duration.ofDays(day))));
            token = rotated.token();
            current = rotated.session();
        }
        assertThat(current.expiresAt()).isEqualTo(NOW.plus(RULES.lifetime()));
        assertThat(current.use(token, "salt", RULES, NOW.plus(RULES.lifetime())))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_token_reads_back_as_it_is_written_and_what_is_none_does_not() {
        assertThat(RefreshToken.read(first.text())).hasValue(first);
        for (var none : new String[] {"", "x", first.text() + "x", first.text().replace('.', ' '), "..."}) {
            assertThat(RefreshToken.read(none)).isEmpty();
        }
        assertThat(first.toString())
                .doesNotContain(first.own().text())
                .doesNotContain(first.family().text());
    }

    @Test
    void a_successor_takes_the_secret_and_the_salt_to_know() {
        var secret = new Secret("secret");
        assertThat(secret.successor("salt")).isEqualTo(secret.successor("salt"));
        assertThat(secret.successor("salt")).isNotEqualTo(secret.successor("pepper"));
        assertThat(new Secret("Secret").successor("salt")).isNotEqualTo(secret.successor("salt"));
        assertThat(secret.successor("salt").text()).hasSize(43);
        assertThat(secret.hasHash(secret.hash())).isTrue();
        assertThat(secret.hasHash(new Secret("Secret").hash())).isFalse();
    }

    private static Rotated rotated(Use use) {
        assertThat(use).isInstanceOf(Rotated.class);
        return (Rotated) use;
    }
}
