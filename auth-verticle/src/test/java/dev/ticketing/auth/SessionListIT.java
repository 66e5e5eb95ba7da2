package dev.ticketing.auth;

import static dev.ticketing.auth.Door.PASSWORD;
import static dev.ticketing.auth.Door.REFRESH;
import static dev.ticketing.auth.Door.SESSIONS;
import static dev.ticketing.auth.Door.SIGN_IN;
import static dev.ticketing.auth.Door.SIGN_UP;
import static dev.ticketing.auth.Door.credentials;
import static dev.ticketing.auth.Door.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.auth.domain.RefreshRules;
import dev.ticketing.auth.domain.RefreshToken;
import dev.ticketing.auth.domain.Session;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.Ids;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where one is signed in, and ending that. */
@WithBackends
class SessionListIT {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    private static Backends backends;
    private static Door door;

    @BeforeAll
    static void start(Backends given) {
        backends = given;
        door = new Door(given);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @Test
    void one_sees_where_one_is_signed_in_and_which_of_it_is_here() {
        var email = newEmail();
        door.signedUp(email);
        var firefox = door.browser().with("user-agent", FIREFOX);
        firefox.post(SIGN_IN, credentials(email, PASSWORD)).expect(200);
        var listed = sessions(firefox);
        assertThat(listed).hasSize(2);
        assertThat(listed.get(0).getBoolean("current")).isTrue();
        assertThat(listed.get(0).getString("device")).isEqualTo("Firefox on Linux");
        assertThat(listed.get(0).getString("address")).isEqualTo("127.0.0.1");
        assertThat(listed.get(1).getBoolean("current")).isFalse();
    }

    @Test
    void who_signs_in_again_leaves_no_session_behind() {
        var email = newEmail();
        var browser = door.signedUp(email);
        var elsewhere = door.signedIn(email);
        var before = current(browser);
        browser.post(SIGN_IN, credentials(email, PASSWORD)).expect(200);
        assertThat(current(browser)).isNotEqualTo(before);
        // The control: that of another browser is another's.
        assertThat(sessions(elsewhere)).hasSize(2);
        browser.post(SIGN_UP, credentials(newEmail(), PASSWORD)).expect(201);
        assertThat(sessions(elsewhere)).hasSize(1);
    }

    @Test
    void ending_a_session_ends_that_one_and_all_others_all_others() {
        var email = newEmail();
        var here = door.signedUp(email);
        var there = door.signedIn(email);
        var elsewhere = door.signedIn(email);
        here.delete(SESSIONS + "/" + current(there)).expect(204);
        there.post(REFRESH, null).expect(401);
        there.get(SESSIONS).expect(401);
        elsewhere.post(REFRESH, null).expect(200);
        here.delete(SESSIONS).expect(204);
        elsewhere.post(REFRESH, null).expect(401);
        here.post(REFRESH, null).expect(200);
        assertThat(sessions(here)).hasSize(1);
    }

    @Test
    void nobody_ends_or_sees_anothers_session() {
        var ann = door.signedUp(newEmail());
        var bob = door.signedUp(newEmail());
        bob.delete(SESSIONS + "/" + current(ann)).expect(404);
        bob.delete(SESSIONS + "/nothing").expect(404);
        bob.delete(SESSIONS).expect(204);
        assertThat(sessions(bob)).hasSize(1);
        ann.post(REFRESH, null).expect(200);
        door.browser().get(SESSIONS).expect(401);
    }

    @Test
    void the_session_unused_for_longest_ends_when_there_are_too_many() {
        var email = newEmail();
        var first = door.signedUp(email);
        var second = door.signedIn(email);
        begin(email, SessionService.MAX_SESSIONS - 2);
        first.post(REFRESH, null).expect(200);
        var last = door.signedIn(email);
        assertThat(sessions(last)).hasSize(SessionService.MAX_SESSIONS);
        first.post(REFRESH, null).expect(200);
        second.post(REFRESH, null).expect(401);
    }

    @Test
    void all_others_are_all_however_many_began_at_the_same_moment() {
        var email = newEmail();
        var browser = door.signedUp(email);
        begin(email, 5 * SessionService.MAX_SESSIONS);
        browser.delete(SESSIONS).expect(204);
        var id = door.stored(email).getString("_id");
        assertThat(Eventually.await(backends.mongo("auth").count("sessions", new JsonObject().put("userId", id))))
                .isEqualTo(1);
    }

    /** As many signing in at once do it, without so many hashes. */
    private static void begin(String email, int count) {
        var store = new SessionStore(new Documents(backends.vertx(), backends.mongo("auth"), "sessions"));
        var rules = new RefreshRules(Duration.ofDays(1), Duration.ofDays(1), Duration.ZERO);
        var clock = Clock.systemUTC();
        var user = User.signUp(door.stored(email).getString("_id"), email, "", "http://localhost", clock.instant());
        for (int i = 0; i < count; i++) {
            var token = RefreshToken.first(Ids.next(clock));
            Eventually.await(store.insert(Session.begin(user, token, "device", "127.0.0.1", rules, clock.instant())));
        }
    }

    private static List<JsonObject> sessions(ApiClient browser) {
        return browser.get(SESSIONS).expect(200).array().stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String current(ApiClient browser) {
        return sessions(browser).stream()
                .filter(session -> session.getBoolean("current"))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }
}
