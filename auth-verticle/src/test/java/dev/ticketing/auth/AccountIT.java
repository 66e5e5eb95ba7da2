package dev.ticketing.auth;

import static dev.ticketing.auth.Door.CURRENT;
import static dev.ticketing.auth.Door.PASSWORD;
import static dev.ticketing.auth.Door.REFRESH;
import static dev.ticketing.auth.Door.SESSIONS;
import static dev.ticketing.auth.Door.SIGN_IN;
import static dev.ticketing.auth.Door.SIGN_UP;
import static dev.ticketing.auth.Door.credentials;
import static dev.ticketing.auth.Door.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.auth.domain.Mail.Kind;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Verifying an address, setting another password, another address, deleting the account. */
@WithBackends
class AccountIT {

    private static final String VERIFY = "/api/users/verify";
    private static final String FORGOT = "/api/users/forgot";
    private static final String RESET = "/api/users/reset";
    private static final long FLOOR_NANOS = 290_000_000;
    private static final String NEW_PASSWORD = "another one with more words";

    private static Door door;

    private final String email = newEmail();
    private final ApiClient browser = door.signedUp(email);

    @BeforeAll
    static void start(Backends backends) {
        door = new Door(backends);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @Test
    void the_link_of_the_first_mail_verifies_the_address_once() {
        var text = door.mail(email, MailText.subject(Kind.VERIFY));
        assertThat(text).contains(door.url().replace("127.0.0.1", "localhost") + "/verify?token=");
        var token = Door.token(text);
        assertThat(door.stored(email).encode()).doesNotContain(token.split("\\.", 2)[1]);
        door.browser().post(VERIFY, json("token", token)).expect(204);
        assertThat(browser.post(REFRESH, null).expect(200).json().getBoolean("verified"))
                .isTrue();
        assertThat(browser.get(CURRENT).json().getJsonObject("currentUser").getBoolean("verified"))
                .isTrue();
        door.events()
                .await(EventType.USER_UPDATED, user -> email.equals(user.data().getString("email")));
        assertThat(door.browser().post(VERIFY, json("token", token)).expect(400).error())
                .contains("has been used");
    }

    @Test
    void a_link_of_nobodys_verifies_nothing() {
        var token = Door.token(door.mail(email, MailText.subject(Kind.VERIFY)));
        var forged = token.split("\\.", 2)[0] + "." + "A".repeat(43);
        for (var worthless : new String[] {forged, "0".repeat(32) + "." + "A".repeat(43), "x", "$"}) {
            assertThat(door.browser()
                            .post(VERIFY, json("token", worthless))
                            .expect(400)
                            .error())
                    .contains("another one");
        }
        door.browser()
                .post(RESET, json("token", token).put("password", NEW_PASSWORD))
                .expect(400);
        door.browser().post(VERIFY, json("token", token)).expect(204);
    }

    @Test
    void a_mailed_link_sets_another_password_once_ends_all_sessions_and_signs_nobody_in() {
        var token = forgot();
        var answer = door.browser()
                .post(RESET, json("token", token).put("password", NEW_PASSWORD))
                .expect(204);
        assertThat(answer.response().cookies()).isEmpty();
        browser.post(REFRESH, null).expect(401);
        browser.get(SESSIONS).expect(401);
        door.browser().post(SIGN_IN, credentials(email, PASSWORD)).expect(401);
        var signedIn =
                door.browser().post(SIGN_IN, credentials(email, NEW_PASSWORD)).expect(200);
        assertThat(signedIn.json().getBoolean("verified")).isTrue();
        door.browser()
                .post(RESET, json("token", token).put("password", PASSWORD))
                .expect(400);
        door.mail(email, MailText.subject(Kind.PASSWORD_CHANGED));
    }

    @Test
    void a_known_and_an_unknown_address_are_answered_in_the_same_words_and_time_and_one_mail_goes_in_a_minute() {
        var unknown = newEmail();
        long known = nanosOf(() -> ask(email));
        long others = nanosOf(() -> ask(unknown));
        assertThat(ask(email).response().bodyAsString())
                .isEqualTo(ask(unknown).response().bodyAsString());
        // Without the floor it would be a few milliseconds, and not the same number of them.
        assertThat(known).isGreaterThan(FLOOR_NANOS);
        assertThat(others).isGreaterThan(FLOOR_NANOS);
        assertThat((double) known / others).isBetween(0.5, 2.0);
        door.mail(email, MailText.subject(Kind.RESET));
        ask(email);
        Eventually.holds(() ->
                assertThat(door.stored(email).containsKey("mailDueMillis")).isFalse());
        assertThat(door.mails(email)).hasSize(2);
        assertThat(door.mails(unknown)).isEmpty();
    }

    @Test
    void changing_the_password_needs_the_current_one_and_ends_the_other_sessions() {
        var other = door.signedIn(email);
        var wrong = json("currentPassword", PASSWORD + "r").put("password", NEW_PASSWORD);
        browser.put("/api/users/password", wrong).expect(403);
        other.post(REFRESH, null).expect(200);
        var right = json("currentPassword", PASSWORD).put("password", NEW_PASSWORD);
        browser.put("/api/users/password", right).expect(204);
        other.post(REFRESH, null).expect(401);
        browser.post(REFRESH, null).expect(200);
        assertThat(browser.get(SESSIONS).array()).hasSize(1);
        door.browser().post(SIGN_IN, credentials(email, PASSWORD)).expect(401);
        door.browser().post(SIGN_IN, credentials(email, NEW_PASSWORD)).expect(200);
    }

    @Test
    void another_address_is_the_users_once_its_link_is_opened_and_the_old_one_is_told() {
        var newOne = newEmail();
        var change = json("email", newOne).put("currentPassword", PASSWORD);
        browser.put("/api/users/email", change.copy().put("currentPassword", "wrong"))
                .expect(403);
        browser.put("/api/users/email", change).expect(202);
        door.mail(email, MailText.subject(Kind.EMAIL_CHANGING));
        var token = Door.token(door.mail(newOne, MailText.subject(Kind.VERIFY)));
        door.browser().post(SIGN_IN, credentials(newOne, PASSWORD)).expect(401);
        door.browser().post(VERIFY, json("token", token)).expect(204);
        door.browser().post(SIGN_IN, credentials(email, PASSWORD)).expect(401);
        door.signedIn(newOne);
        assertThat(browser.post(REFRESH, null).expect(200).json().getString("email"))
                .isEqualTo(newOne);
    }

    @Test
    void an_address_that_somebody_else_has_is_refused_now_and_when_it_is_taken_in_between() {
        var taken = newEmail();
        door.signedUp(taken);
        var change = json("currentPassword", PASSWORD);
        browser.put("/api/users/email", change.copy().put("email", taken)).expect(409);
        var free = newEmail();
        browser.put("/api/users/email", change.copy().put("email", free)).expect(202);
        var token = Door.token(door.mail(free, MailText.subject(Kind.VERIFY)));
        door.signedUp(free);
        door.browser().post(VERIFY, json("token", token)).expect(409);
        door.signedIn(email);
    }

    @Test
    void ones_own_address_is_sent_another_link_until_it_is_verified() {
        var first = Door.token(door.mail(email, MailText.subject(Kind.VERIFY)));
        var change = json("email", email).put("currentPassword", PASSWORD);
        browser.put("/api/users/email", change).expect(202);
        Eventually.holds(() -> assertThat(door.mails(email)).hasSize(2));
        door.browser().post(VERIFY, json("token", first)).expect(400);
        var second = Door.token(door.mail(email, MailText.subject(Kind.VERIFY)));
        browser.post(VERIFY, json("token", second)).expect(204);
        browser.put("/api/users/email", change).expect(202);
        assertThat(door.stored(email).containsKey("mailDueMillis")).isFalse();
    }

    @Test
    void a_deleted_account_leaves_its_id_alone_and_frees_the_address() {
        var id = browser.get(CURRENT).json().getJsonObject("currentUser").getString("id");
        var other = door.signedIn(email);
        door.mail(email, MailText.subject(Kind.VERIFY));
        Eventually.await(browser.send(HttpMethod.DELETE, "/api/users", json("currentPassword", "wrong")))
                .expect(403);
        var deleted = Eventually.await(browser.send(HttpMethod.DELETE, "/api/users", json("currentPassword", PASSWORD)))
                .expect(204);
        assertThat(deleted.cookie("session")).contains("Max-Age=0");
        other.post(REFRESH, null).expect(401);
        door.browser().post(SIGN_IN, credentials(email, PASSWORD)).expect(401);
        assertThat(door.stored(email)).isNull();
        var left = door.stored("deleted-" + id + "@deleted.invalid");
        assertThat(left.getString("status")).isEqualTo("deleted");
        assertThat(left.encode()).doesNotContain("argon2").doesNotContain(email);
        door.events().await(EventType.USER_UPDATED, user -> "deleted"
                .equals(user.data().getString("status")));
        door.browser()
                .post(SIGN_IN, credentials("deleted-" + id + "@deleted.invalid", "x"))
                .expect(401);
        door.signedUp(email);
    }

    @Test
    void a_mailed_link_leads_to_our_page_whatever_the_request_calls_us() {
        var headers = Map.of(
                "host", "evil.example",
                "x-forwarded-host", "evil.example",
                "forwarded", "host=evil.example",
                "content-type", "application/json");
        door.browser()
                .sendRaw(HttpMethod.POST, FORGOT, headers, json("email", email).toBuffer())
                .expect(202);
        assertThat(door.mail(email, MailText.subject(Kind.RESET)))
                .contains(door.url().replace("127.0.0.1", "localhost") + "/reset?token=")
                .doesNotContain("evil");
    }

    @Test
    void what_everybody_tries_first_is_no_password_anywhere() {
        var leaked = "PassWord123";
        assertThat(door.browser()
                        .post(SIGN_UP, credentials(newEmail(), leaked))
                        .expect(400)
                        .error())
                .contains("most common");
        browser.put("/api/users/password", json("currentPassword", PASSWORD).put("password", leaked))
                .expect(400);
        door.browser()
                .post(RESET, json("token", forgot()).put("password", leaked))
                .expect(400);
    }

    @Test
    void the_mailbox_is_for_this_machine_alone() {
        var rebound = Map.of("host", "evil.example:9090");
        door.management()
                .sendRaw(HttpMethod.GET, "/mailbox", rebound, Buffer.buffer())
                .expect(403);
        door.management().get("/mailbox").expect(200);
    }

    private String forgot() {
        ask(email);
        return Door.token(door.mail(email, MailText.subject(Kind.RESET)));
    }

    private static Answer ask(String address) {
        return door.browser().post(FORGOT, json("email", address)).expect(202);
    }

    private static long nanosOf(Runnable action) {
        long from = System.nanoTime();
        action.run();
        return System.nanoTime() - from;
    }

    private static JsonObject json(String name, Object value) {
        return new JsonObject().put(name, value);
    }
}
