package dev.ticketing.auth;

import static dev.ticketing.auth.Door.CURRENT;
import static dev.ticketing.auth.Door.PASSWORD;
import static dev.ticketing.auth.Door.SIGN_IN;
import static dev.ticketing.auth.Door.SIGN_UP;
import static dev.ticketing.auth.Door.credentials;
import static dev.ticketing.auth.Door.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no handler ever sees: foreign sites, foreign formats, too much of anything. All refused in one shape. */
@WithBackends
class DoorsIT {

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private static Door door;

    @BeforeAll
    static void start(Backends backends) {
        door = new Door(backends);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @ParameterizedTest
    @CsvSource({
        "origin, https://evil.example",
        "origin, null",
        "origin, http://127.0.0.1.evil.example",
        "origin, not a uri",
        "origin, http://localhost:1",
        "origin, http://localhost.",
        "origin, http://[::1]:1",
        "origin, https://127.0.0.1",
        "origin, http://user@localhost",
        "origin, 'http://localhost, https://evil.example'",
        "sec-fetch-site, cross-site",
        "sec-fetch-site, same-site"
    })
    void a_post_from_another_site_is_403(String header, String value) {
        assertRefused(403, post(SIGN_UP, Map.of(header, value), newCredentials()));
    }

    @ParameterizedTest
    @CsvSource({"accept, application/json", "sec-fetch-site, same-origin", "sec-fetch-site, none"})
    void the_same_post_from_our_own_page_or_a_program_is_served(String header, String value) {
        post(SIGN_UP, Map.of(header, value), newCredentials()).expect(201);
    }

    @Test
    void a_post_from_the_page_that_this_server_gave_out_is_served() {
        post(SIGN_UP, Map.of("origin", door.url()), newCredentials()).expect(201);
    }

    @Test
    void our_own_origin_with_a_foreign_fetch_site_is_403_and_reading_is_free_to_all() {
        var both = Map.of("origin", door.url(), "sec-fetch-site", "cross-site");
        assertRefused(403, post(SIGN_UP, both, newCredentials()));
        var foreign = Map.of("origin", "https://evil.example", "sec-fetch-site", "cross-site");
        var read = door.browser().sendRaw(HttpMethod.GET, CURRENT, foreign, Buffer.buffer());
        assertThat(read.expect(200).header("access-control-allow-origin")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "application/vnd.api+json"
            })
    void a_body_that_is_not_called_json_is_415(String type) {
        var headers = Map.of("content-type", type);
        assertRefused(415, door.browser().sendRaw(HttpMethod.POST, SIGN_UP, headers, newCredentials()));
    }

    @Test
    void json_with_a_charset_is_json() {
        var headers = Map.of("content-type", "Application/JSON; charset=utf-8");
        door.browser()
                .sendRaw(HttpMethod.POST, SIGN_UP, headers, newCredentials())
                .expect(201);
    }

    @Test
    void a_body_over_64_kibibytes_is_413_and_one_of_64_is_read() {
        var limit = 64 * 1024;
        var envelope = credentials(newEmail(), PASSWORD).put("pad", "").encode().length();
        var atLimit = credentials(newEmail(), PASSWORD).put("pad", "x".repeat(limit - envelope));
        assertThat(atLimit.encode()).hasSize(limit);
        post(SIGN_UP, Map.of(), atLimit.toBuffer()).expect(201);
        assertRefused(413, post(SIGN_UP, Map.of(), Buffer.buffer("x".repeat(limit + 1))));
        assertRefused(413, post(SIGN_UP, Map.of(), Buffer.buffer(new byte[10_000_000])));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"email\":", "[]", "null", "7", "\"x\"", "{\"email\":NaN}", "{} trailing", "{'a':1}"})
    void malformed_json_is_400(String body) {
        assertRefused(400, post(SIGN_IN, Map.of(), Buffer.buffer(body)));
    }

    @Test
    void deep_nesting_and_bad_utf_8_are_400() {
        var deep = "{\"email\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
        assertRefused(400, post(SIGN_IN, Map.of(), Buffer.buffer(deep)));
        var bytes = Buffer.buffer("{\"email\":\"").appendByte((byte) 0xC3).appendString("\"}");
        assertRefused(400, post(SIGN_IN, Map.of(), bytes));
    }

    @Test
    void an_unknown_path_is_404_and_a_wrong_method_405() {
        assertRefused(404, door.browser().get("/api/users/nothing"));
        assertRefused(404, door.browser().get("/nothing"));
        assertRefused(405, door.browser().get(SIGN_UP));
        assertRefused(405, door.browser().delete(CURRENT));
        assertRefused(405, post(CURRENT, Map.of(), new JsonObject().toBuffer()));
    }

    @Test
    void a_wrong_method_is_told_the_right_ones() {
        assertThat(door.browser().get(SIGN_UP).expect(405).header("allow")).isEqualTo("POST");
        assertThat(door.browser().delete(CURRENT).expect(405).header("allow")).isEqualTo("GET");
        assertThat(door.browser().get("/api/users/nothing").header("allow")).isNull();
    }

    @Test
    void an_absurd_header_and_an_absurd_address_are_refused() {
        var huge = Map.of("x-huge", "x".repeat(20_000));
        var header = door.browser().sendRaw(HttpMethod.GET, CURRENT, huge, Buffer.buffer());
        assertThat(header.status()).isBetween(400, 499);
        var address = door.browser().get(CURRENT + "?q=" + "x".repeat(5_000));
        assertThat(address.status()).isBetween(400, 499);
        door.browser().get(CURRENT).expect(200);
    }

    @Test
    void two_session_cookies_are_nobodys() {
        var signedUp = post(SIGN_UP, Map.of(), newCredentials()).expect(201);
        var own = signedUp.cookie("session").split(";", 2)[0];
        assertThat(current(own).getJsonObject("currentUser")).isNotNull();
        assertThat(current(own + "; session=planted").getJsonObject("currentUser"))
                .isNull();
        assertThat(current("session=planted; " + own).getJsonObject("currentUser"))
                .isNull();
    }

    private static JsonObject current(String cookie) {
        return door.browser()
                .sendRaw(HttpMethod.GET, CURRENT, Map.of("cookie", cookie), Buffer.buffer())
                .expect(200)
                .json();
    }

    private static Buffer newCredentials() {
        return credentials(newEmail(), PASSWORD).toBuffer();
    }

    private static Answer post(String path, Map<String, String> more, Buffer body) {
        var headers = new HashMap<>(JSON);
        headers.putAll(more);
        return door.browser().sendRaw(HttpMethod.POST, path, headers, body);
    }

    private static void assertRefused(int status, Answer answer) {
        var errors = answer.expect(status).json().getJsonArray("errors");
        assertThat(errors).isNotEmpty();
        assertThat(errors.getJsonObject(0).getString("message")).isNotBlank();
        assertThat(answer.response().cookies()).isEmpty();
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }
}
