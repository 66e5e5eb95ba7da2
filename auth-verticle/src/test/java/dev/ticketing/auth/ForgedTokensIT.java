package dev.ticketing.auth;

import static dev.ticketing.auth.Door.CURRENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.session.AccessTokens;
import dev.ticketing.shared.session.Keys;
import dev.ticketing.shared.session.SessionUser;
import dev.ticketing.shared.session.SessionUser.Role;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens that nobody should believe. */
@WithBackends
class ForgedTokensIT {

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
    void a_token_of_another_key_is_nobodys_and_one_of_our_key_is_somebodys() {
        var pair = Keys.generate();
        var forger =
                new AccessTokens(Keys.privatePem(pair), Keys.publicPem(pair), Duration.ofHours(1), Clock.systemUTC());
        assertNobody(token(forger.sign(new SessionUser("admin", "admin@example.com", Role.ADMIN))));
        // The control: the same made with our key is believed.
        assertThat(current(ours(Clock.systemUTC())).getString("id")).isEqualTo("admin");
    }

    @Test
    void a_token_that_has_expired_or_was_altered_is_nobodys() {
        var expired = ours(Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)));
        assertNobody(token(expired));
        var parts = ours(Clock.systemUTC()).split("\\.", 3);
        var claims = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1])));
        assertNobody(token(parts[0] + "." + base64(claims.put("sub", "somebody-else")) + "." + parts[2]));
        var none = base64(new JsonObject().put("alg", "none").put("typ", "at+jwt"));
        assertNobody(token(none + "." + parts[1] + "."));
        assertNobody(token(parts[0] + "." + parts[1] + "."));
        assertNobody(token("x".repeat(8_000)));
    }

    /** A token signed as the service signs. */
    private static String ours(Clock clock) {
        var environment = backends.environment();
        return new AccessTokens(
                        environment.get("JWT_PRIVATE_KEY"),
                        environment.get("JWT_PUBLIC_KEYS"),
                        Duration.ofHours(1),
                        clock)
                .sign(new SessionUser("admin", "admin@example.com", Role.ADMIN));
    }

    private static Answer token(String token) {
        var cookie = Map.of("cookie", "session=" + token);
        return door.browser().sendRaw(HttpMethod.GET, CURRENT, cookie, Buffer.buffer());
    }

    private static JsonObject current(String token) {
        return token(token).expect(200).json().getJsonObject("currentUser");
    }

    private static void assertNobody(Answer answer) {
        assertThat(answer.expect(200).response().bodyAsString()).isEqualTo("{\"currentUser\":null}");
    }

    private static String base64(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
