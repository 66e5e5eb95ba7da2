package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of sessions and account care: each success and each refusal of the contract. */
@WithBackends
class AccountsContractIT {

    private static final String REFRESH = "/api/users/refresh";
    private static final String SESSIONS = "/api/users/sessions";
    private static final String PASSWORD = "correct horse";
    private static final String ANOTHER = "another horse";
    private static final String WORTHLESS = "0".repeat(32) + "." + "A".repeat(43);
    private static final Pattern TOKEN = Pattern.compile("\\?token=(\\S+)");
    private static final int OVER_THE_LIMIT = 64 * 1024 + 1;

    private static Market market;

    private final String email = UUID.randomUUID() + "@example.com";
    private final ApiClient browser = signUp(email);

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of());
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void post_refresh_200_and_both_cookies_anew_and_401_once_it_is_over() {
        var answer = browser.post(REFRESH, null).expect(200);
        assertThat(answer.json().getString("email")).isEqualTo(email);
        assertThat(answer.cookie("session")).contains("SameSite=Lax", "Path=/;");
        assertThat(answer.cookie("refresh")).contains("HTTPOnly", "SameSite=Strict", "Path=" + REFRESH);
        browser.post("/api/users/signout", null).expect(200);
        refused(401, browser.post(REFRESH, null)).saying("not signed in");
        refused(401, market.client().post(REFRESH, null));
    }

    @Test
    void get_and_delete_sessions_200_204_401_404() {
        var other = signIn(PASSWORD);
        assertThat(browser.get(SESSIONS).expect(200).array()).hasSize(2);
        refused(401, market.client().get(SESSIONS));
        refused(401, market.client().delete(SESSIONS));
        refused(401, market.client().delete(SESSIONS + "/some"));
        refused(404, browser.delete(SESSIONS + "/some")).saying("not found");
        var id = other.get(SESSIONS).array().getJsonObject(0).getString("id");
        browser.delete(SESSIONS + "/" + id).expect(204);
        browser.delete(SESSIONS).expect(204);
        assertThat(browser.get(SESSIONS).expect(200).array()).hasSize(1);
        Refusal.expect(400, browser.sendRaw(HttpMethod.DELETE, SESSIONS + "/%zz", Map.of(), Buffer.buffer()))
                .naming();
    }

    @Test
    void put_password_204_400_401_403() {
        var change = json("currentPassword", PASSWORD).put("password", ANOTHER);
        refused(401, market.client().put("/api/users/password", change));
        refused(400, browser.put("/api/users/password", json("password", "password")))
                .naming("currentPassword", "password");
        refused(403, browser.put("/api/users/password", change.copy().put("currentPassword", "wrong")))
                .saying("current password");
        browser.put("/api/users/password", change).expect(204);
        signIn(ANOTHER);
    }

    @Test
    void put_email_202_400_401_403_409_and_post_verify_204_400_409() {
        var newOne = "new" + email;
        var change = json("currentPassword", PASSWORD).put("email", newOne);
        refused(401, market.client().put("/api/users/email", change));
        refused(400, browser.put("/api/users/email", new JsonObject())).naming("email", "currentPassword");
        refused(403, browser.put("/api/users/email", change.copy().put("currentPassword", "wrong")));
        browser.put("/api/users/email", change).expect(202);
        var token = token(newOne, "confirm");
        var rival = signUp(newOne);
        refused(409, browser.put("/api/users/email", change)).saying("taken");
        refused(409, market.client().post("/api/users/verify", json("token", token)));
        delete(rival, json("currentPassword", PASSWORD)).expect(204);
        browser.put("/api/users/email", change).expect(202);
        refused(400, market.client().post("/api/users/verify", new JsonObject()))
                .naming("token");
        refused(400, market.client().post("/api/users/verify", json("token", WORTHLESS)))
                .naming("token");
        Eventually.holds(() -> market.client()
                .post("/api/users/verify", json("token", token(newOne, "confirm")))
                .expect(204));
        var refreshed = browser.post(REFRESH, null).expect(200).json();
        assertThat(refreshed.getString("email")).isEqualTo(newOne);
        assertThat(refreshed.getBoolean("verified")).isTrue();
    }

    @Test
    void delete_users_204_400_401_403() {
        refused(401, delete(market.client(), json("currentPassword", PASSWORD)));
        refused(400, delete(browser, new JsonObject())).naming("currentPassword");
        refused(403, delete(browser, json("currentPassword", "wrong")));
        var answer = delete(browser, json("currentPassword", PASSWORD)).expect(204);
        assertThat(answer.cookie("session")).contains("Max-Age=0");
        assertThat(answer.cookie("refresh")).contains("Max-Age=0");
        signUp(email);
    }

    @Test
    void post_forgot_202_400_and_post_reset_204_400() {
        refused(400, market.client().post("/api/users/forgot", new JsonObject()))
                .naming("email");
        market.client().post("/api/users/forgot", json("email", email)).expect(202);
        market.client().post("/api/users/forgot", json("email", "un" + email)).expect(202);
        var reset = json("token", token(email, "new password")).put("password", ANOTHER);
        refused(400, market.client().post("/api/users/reset", json("password", "short")))
                .naming("token", "password");
        market.client().post("/api/users/reset", reset).expect(204);
        refused(400, market.client().post("/api/users/reset", reset)).saying("has been used");
        signIn(ANOTHER);
    }

    @Test
    void get_jwks_200_with_the_keys_that_tokens_are_signed_by() {
        var answer = market.client().get("/.well-known/jwks.json").expect(200);
        assertThat(answer.json().getJsonArray("keys")).hasSize(1);
        assertThat(answer.header("cache-control")).isEqualTo("public, max-age=300");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/users/refresh",
        "GET, /api/users/sessions",
        "DELETE, /api/users/sessions",
        "DELETE, /api/users/sessions/some",
        "PUT, /api/users/password",
        "PUT, /api/users/email",
        "DELETE, /api/users",
        "POST, /api/users/verify",
        "POST, /api/users/forgot",
        "POST, /api/users/reset"
    })
    void whatever_is_asked_413_too_large_415_no_json_403_from_another_site(String method, String path) {
        var asked = HttpMethod.valueOf(method);
        var json = Map.of("content-type", "application/json");
        var large = Buffer.buffer(new byte[OVER_THE_LIMIT]);
        refused(413, browser.sendRaw(asked, path, json, large));
        if (!method.equals("GET")) {
            var text = Map.of("content-type", "text/plain");
            refused(415, browser.sendRaw(asked, path, text, Buffer.buffer("{}")));
            var foreign = Map.of("content-type", "application/json", "origin", "https://elsewhere.example");
            refused(403, browser.sendRaw(asked, path, foreign, Buffer.buffer("{}")))
                    .saying("other sites");
        }
        browser.get(SESSIONS).expect(200);
    }

    /** A refusal gives nobody a cookie. */
    private static Refusal refused(int status, Answer answer) {
        assertThat(answer.response().cookies()).isEmpty();
        return Refusal.expect(status, answer);
    }

    private static Answer delete(ApiClient client, JsonObject body) {
        return Eventually.await(client.send(HttpMethod.DELETE, "/api/users", body));
    }

    private static ApiClient signUp(String address) {
        var client = market.client();
        client.post("/api/users/signup", json("email", address).put("password", PASSWORD))
                .expect(201);
        return client;
    }

    private ApiClient signIn(String password) {
        var client = market.client();
        client.post("/api/users/signin", json("email", email).put("password", password))
                .expect(200);
        return client;
    }

    /** The token of the newest mail to an address whose subject has these words, once it is there. */
    private static String token(String to, String subject) {
        return Eventually.value(() -> {
            var text = market.managementOfAuth().get("/mailbox").expect(200).array().stream()
                    .map(JsonObject.class::cast)
                    .filter(mail -> mail.getString("to").equals(to))
                    .filter(mail -> mail.getString("subject").contains(subject))
                    .map(mail -> mail.getString("text"))
                    .findFirst();
            assertThat(text).isPresent();
            var link = TOKEN.matcher(text.get());
            assertThat(link.find()).isTrue();
            return link.group(1);
        });
    }

    private static JsonObject json(String name, Object value) {
        return new JsonObject().put(name, value);
    }
}
