package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rows of /api/users: each success and each refusal of the contract. */
@WithBackends
class UsersContractIT {

    private static final String SIGN_UP = "/api/users/signup";
    private static final String SIGN_IN = "/api/users/signin";
    private static final String SIGN_OUT = "/api/users/signout";
    private static final String CURRENT_USER = "/api/users/currentuser";
    private static final String PASSWORD = "correct horse";
    private static final int TIMES = 9;

    private static Market market;

    private final ApiClient browser = market.client();
    private final String email = UUID.randomUUID() + "@example.com";

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of());
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void post_signup_201_and_the_user_with_a_session_cookie_for_this_site_alone() {
        var answer = browser.post(SIGN_UP, credentials(email, PASSWORD)).expect(201);
        assertIsUser(answer.json());
        assertThat(cookie(answer))
                .matches("session=[^;]+;.*")
                .contains("HTTPOnly", "SameSite=Lax", "Path=/", "Max-Age=")
                .doesNotContain("Domain", "Max-Age=0");
        assertThat(browser.get(CURRENT_USER).json().getJsonObject("currentUser"))
                .isEqualTo(answer.json());
    }

    @Test
    void post_signup_201_takes_the_email_in_any_case_and_with_spaces_around_it() {
        var typed = "  " + email.toUpperCase(Locale.ROOT) + " ";
        assertIsUser(
                browser.post(SIGN_UP, credentials(typed, PASSWORD)).expect(201).json());
    }

    @Test
    void post_signup_400_names_each_field_that_is_wrong() {
        refused(400, SIGN_UP, new JsonObject()).naming("email", "password");
        refused(400, SIGN_UP, credentials("nobody", PASSWORD)).naming("email");
        refused(400, SIGN_UP, credentials(email, "short")).naming("password");
        refused(400, SIGN_UP, credentials(email, "x".repeat(129))).naming("password");
    }

    @Test
    void post_signup_409_when_the_email_is_taken_in_any_case() {
        browser.post(SIGN_UP, credentials(email, PASSWORD)).expect(201);
        refused(409, SIGN_UP, credentials(email, "another password")).saying("taken");
        refused(409, SIGN_UP, credentials(email.toUpperCase(Locale.ROOT), PASSWORD))
                .saying("taken");
    }

    @Test
    void post_signin_200_and_the_user_with_a_session_cookie() {
        var signedUp = browser.post(SIGN_UP, credentials(email, PASSWORD)).json();
        var other = market.client();
        var answer = other.post(SIGN_IN, credentials(email, PASSWORD)).expect(200);
        assertThat(answer.json()).isEqualTo(signedUp);
        assertThat(cookie(answer)).matches("session=[^;]+;.*").contains("HTTPOnly", "SameSite=Lax", "Path=/");
        assertThat(other.get(CURRENT_USER).json().getJsonObject("currentUser")).isEqualTo(signedUp);
    }

    @Test
    void post_signin_400_names_each_field_that_is_wrong() {
        refused(400, SIGN_IN, new JsonObject()).naming("email", "password");
        refused(400, SIGN_IN, credentials("nobody", PASSWORD)).naming("email");
        refused(400, SIGN_IN, credentials(email, "")).naming("password");
    }

    @Test
    void post_signin_401_in_the_same_words_for_an_unknown_email_and_a_wrong_password() {
        browser.post(SIGN_UP, credentials(email, PASSWORD)).expect(201);
        var wrong = refused(401, SIGN_IN, credentials(email, PASSWORD + "r"));
        var unknown = refused(401, SIGN_IN, credentials("un" + email, PASSWORD));
        assertThat(unknown).isEqualTo(wrong);
        assertThat(wrong.fields()).isEmpty();
    }

    /** The hash takes tens of milliseconds and the rest next to nothing: without it the ratio would be beyond ten. */
    @Test
    void post_signin_401_in_the_same_time_for_an_unknown_email_and_a_wrong_password() {
        browser.post(SIGN_UP, credentials(email, PASSWORD)).expect(201);
        var wrong = new long[TIMES];
        var unknown = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            wrong[i] = nanosToRefuse(credentials(email, PASSWORD + "r"));
            unknown[i] = nanosToRefuse(credentials("un" + email, PASSWORD));
        }
        assertThat((double) median(unknown) / median(wrong)).isBetween(1 / 3.0, 3.0);
    }

    @Test
    void post_signout_200_and_clears_the_cookie() {
        browser.post(SIGN_UP, credentials(email, PASSWORD)).expect(201);
        var answer = browser.post(SIGN_OUT, new JsonObject()).expect(200);
        assertThat(answer.json()).isEqualTo(new JsonObject());
        assertThat(cookie(answer)).startsWith("session=;").contains("Max-Age=0", "Path=/");
        assertThat(browser.get(CURRENT_USER).json().getValue("currentUser")).isNull();
    }

    @Test
    void post_signout_200_for_nobody_and_without_a_body() {
        assertThat(browser.post(SIGN_OUT, null).expect(200).json()).isEqualTo(new JsonObject());
    }

    @Test
    void get_currentuser_200_the_user_or_null_and_current_is_the_same() {
        assertThat(browser.get(CURRENT_USER).expect(200).json()).isEqualTo(new JsonObject().putNull("currentUser"));
        var user = browser.post(SIGN_UP, credentials(email, PASSWORD)).json();
        var currentUser = new JsonObject().put("currentUser", user);
        assertThat(browser.get(CURRENT_USER).expect(200).json()).isEqualTo(currentUser);
        assertThat(browser.get("/api/users/current").expect(200).json()).isEqualTo(currentUser);
    }

    private void assertIsUser(JsonObject user) {
        assertThat(user.fieldNames()).containsExactlyInAnyOrder("id", "email", "role", "verified");
        assertThat(user.getString("id")).isNotBlank();
        assertThat(user.getString("email")).isEqualTo(email);
    }

    /** A refusal signs nobody in. */
    private Refusal refused(int status, String path, JsonObject body) {
        var answer = market.client().post(path, body);
        assertThat(answer.response().cookies()).isEmpty();
        return Refusal.expect(status, answer);
    }

    private long nanosToRefuse(JsonObject credentials) {
        long from = System.nanoTime();
        browser.post(SIGN_IN, credentials).expect(401);
        return System.nanoTime() - from;
    }

    private static long median(long[] values) {
        return LongStream.of(values).sorted().toArray()[values.length / 2];
    }

    private static String cookie(Answer answer) {
        assertThat(answer.response().cookies()).hasSize(2);
        return answer.cookie("session");
    }

    private static JsonObject credentials(String email, String password) {
        return new JsonObject().put("email", email).put("password", password);
    }
}
