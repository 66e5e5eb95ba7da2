package dev.ticketing.auth;

import static dev.ticketing.auth.Door.CURRENT;
import static dev.ticketing.auth.Door.PASSWORD;
import static dev.ticketing.auth.Door.SIGN_IN;
import static dev.ticketing.auth.Door.SIGN_OUT;
import static dev.ticketing.auth.Door.SIGN_UP;
import static dev.ticketing.auth.Door.credentials;
import static dev.ticketing.auth.Door.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing up, in and out, and who is believed to be signed in. */
@WithBackends
class SessionsIT {

    private static Backends backends;
    private static Door door;

    @BeforeAll
    static void start(Backends given) {
        backends = given;
        door = Door.asDeployed(given);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @Test
    void signing_up_signs_in_with_a_cookie_that_scripts_and_other_sites_cannot_use() {
        var email = newEmail();
        var browser = door.browser();
        var answer = browser.post(SIGN_UP, credentials(email, PASSWORD)).expect(201);
        assertThat(answer.json().fieldNames()).containsExactlyInAnyOrder("id", "email", "role", "verified");
        assertThat(answer.json().getString("email")).isEqualTo(email);

        var cookie = attributes(answer, "session");
        assertThat(answer.cookie("session")).startsWith("session=ey");
        assertThat(cookie).contains("httponly", "samesite=lax", "path=/").doesNotContain("secure");
        assertThat(answer.cookie("refresh")).containsPattern("Max-Age=25919\\d\\d;|Max-Age=2592000;");
        assertThat(attributes(answer, "refresh"))
                .contains("httponly", "samesite=strict", "path=/api/users/refresh")
                .doesNotContain("secure");
        assertThat(browser.get(CURRENT).expect(200).json().getJsonObject("currentUser"))
                .isEqualTo(answer.json());
        assertThat(browser.get("/api/users/current").expect(200).json().getJsonObject("currentUser"))
                .isEqualTo(answer.json());
    }

    @Test
    void where_cookies_are_for_https_only_the_cookie_is_secure_and_bound_to_the_host() {
        var environment = backends.anew().environment();
        environment.put("COOKIE_SECURE", "true");
        try (var service = RunningService.start(environment, AuthVerticle::new)) {
            var answer = service.client()
                    .post(SIGN_UP, credentials(newEmail(), PASSWORD))
                    .expect(201);
            assertThat(answer.response().cookies()).hasSize(2);
            assertThat(answer.cookie("__Host-session")).startsWith("__Host-session=ey");
            assertThat(attributes(answer, "__Host-session")).contains("secure", "httponly", "samesite=lax", "path=/");
            assertThat(attributes(answer, "__Secure-refresh"))
                    .contains("secure", "httponly", "samesite=strict", "path=/api/users/refresh");
        }
    }

    @Test
    void signing_out_clears_the_cookie_and_nobody_is_signed_in() {
        var browser = signedUp(newEmail());
        var answer = browser.post(SIGN_OUT, new JsonObject()).expect(200);
        assertThat(answer.json()).isEmpty();
        assertThat(answer.cookie("session")).startsWith("session=;").contains("Max-Age=0", "Path=/;");
        assertThat(answer.cookie("refresh")).startsWith("refresh=;").contains("Max-Age=0", "Path=/api/users/refresh;");
        assertNobody(browser);
        assertNobody(door.browser());
    }

    @Test
    void signing_in_works_in_any_case_of_the_address_and_again_and_again() {
        var email = newEmail();
        signedUp(email);
        for (var typed : List.of(email, email.toUpperCase(Locale.ROOT), "  " + email + " ")) {
            var browser = door.browser();
            browser.post(SIGN_IN, credentials(typed, PASSWORD)).expect(200);
            assertThat(browser.get(CURRENT).json().getJsonObject("currentUser").getString("email"))
                    .isEqualTo(email);
        }
    }

    @Test
    void an_unknown_address_and_a_wrong_password_are_told_in_the_same_words() {
        var email = newEmail();
        signedUp(email);
        var wrong =
                door.browser().post(SIGN_IN, credentials(email, PASSWORD + "r")).expect(401);
        var unknown =
                door.browser().post(SIGN_IN, credentials(newEmail(), PASSWORD)).expect(401);
        assertThat(wrong.response().bodyAsString()).isEqualTo(unknown.response().bodyAsString());
        assertThat(wrong.response().cookies()).isEmpty();
    }

    @Test
    void an_address_that_is_taken_is_409_in_another_case_too() {
        var email = newEmail();
        signedUp(email);
        var answer = door.browser()
                .post(SIGN_UP, credentials(email.toUpperCase(Locale.ROOT), PASSWORD))
                .expect(409);
        assertThat(answer.error()).contains("taken");
        assertThat(answer.response().cookies()).isEmpty();
    }

    @Test
    void of_eight_who_sign_up_with_one_address_at_once_exactly_one_gets_it() {
        var email = newEmail();
        var attempts = IntStream.range(0, 8)
                .mapToObj(i -> door.browser()
                        .send(
                                HttpMethod.POST,
                                SIGN_UP,
                                credentials(i % 2 == 0 ? email : email.toUpperCase(Locale.ROOT), PASSWORD + i)))
                .toList();
        List<Answer> answers = Eventually.await(Future.all(attempts)).list();
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(7);
    }

    @Test
    void others_hear_of_a_new_user_but_nothing_about_the_password() {
        var email = newEmail();
        signedUp(email);
        var event = door.events()
                .await(EventType.USER_CREATED, user -> email.equals(user.data().getString("email")));
        var hash = door.stored(email).getString("passwordHash");
        assertThat(event.data().fieldNames()).containsExactlyInAnyOrder("id", "email", "status");
        assertThat(event.toJson().encode()).doesNotContain(PASSWORD).doesNotContain(hash);
    }

    @Test
    void the_password_is_stored_as_an_argon2id_hash_of_19_mebibytes_and_two_passes() {
        var email = newEmail();
        signedUp(email);
        var other = newEmail();
        signedUp(other);
        var hash = door.stored(email).getString("passwordHash");
        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(door.stored(other).getString("passwordHash")).isNotEqualTo(hash);
        assertThat(door.stored(email).encode()).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "x@", "@example.com", "a b@example.com", "a@b@example.com", "a@example"})
    void what_is_no_email_address_is_400(String email) {
        assertThat(fields(door.browser().post(SIGN_UP, credentials(email, PASSWORD))))
                .containsExactly("email");
    }

    @Test
    void passwords_have_bounds_and_operators_are_no_strings() {
        var email = newEmail();
        var browser = door.browser();
        assertThat(fields(browser.post(SIGN_UP, credentials(email, "short77")))).containsExactly("password");
        assertThat(fields(browser.post(SIGN_UP, credentials(email, "x".repeat(129)))))
                .containsExactly("password");
        assertThat(fields(browser.post(SIGN_UP, new JsonObject()))).containsExactly("email", "password");
        signedUp(email);
        var anything = new JsonObject().put("$gt", "");
        assertThat(fields(browser.post(SIGN_IN, credentials(email, anything)))).containsExactly("password");
        assertThat(fields(browser.post(SIGN_IN, credentials(anything, PASSWORD))))
                .containsExactly("email");
    }

    /** The names of attributes are case-insensitive (RFC 6265, section 5.2). */
    private static List<String> attributes(Answer answer, String name) {
        return List.of(answer.cookie(name).toLowerCase(Locale.ROOT).split("; *", -1));
    }

    private static ApiClient signedUp(String email) {
        var browser = door.browser();
        browser.post(SIGN_UP, credentials(email, PASSWORD)).expect(201);
        return browser;
    }

    private static void assertNobody(Answer answer) {
        assertThat(answer.expect(200).response().bodyAsString()).isEqualTo("{\"currentUser\":null}");
    }

    private static void assertNobody(ApiClient browser) {
        assertNobody(browser.get(CURRENT));
    }

    private static List<String> fields(Answer answer) {
        return answer.expect(400).json().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .toList();
    }
}
