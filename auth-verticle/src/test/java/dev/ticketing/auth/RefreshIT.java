package dev.ticketing.auth;

import static dev.ticketing.auth.Door.CURRENT;
import static dev.ticketing.auth.Door.PASSWORD;
import static dev.ticketing.auth.Door.REFRESH;
import static dev.ticketing.auth.Door.SESSIONS;
import static dev.ticketing.auth.Door.SIGN_OUT;
import static dev.ticketing.auth.Door.SIGN_UP;
import static dev.ticketing.auth.Door.credentials;
import static dev.ticketing.auth.Door.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.auth.domain.RefreshRules;
import dev.ticketing.auth.domain.RefreshToken;
import dev.ticketing.auth.domain.Secret;
import dev.ticketing.auth.domain.Session;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.session.AccessTokens;
import dev.ticketing.shared.session.SessionUser;
import dev.ticketing.shared.session.SessionUser.Role;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.Ids;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Refresh tokens over two instances of the service: each is good for one use, and a second one by somebody else shows. */
@WithBackends
class RefreshIT {

    private static final int TABS = 20;

    private static Backends backends;
    private static Door door;
    private static Door otherDoor;

    @BeforeAll
    static void start(Backends given) {
        backends = given;
        door = new Door(given);
        otherDoor = new Door(given);
    }

    @AfterAll
    static void stop() {
        otherDoor.close();
        door.close();
    }

    @Test
    void a_refresh_gives_both_cookies_anew_and_only_hashes_are_stored() {
        var email = newEmail();
        var browser = door.browser();
        var begun = browser.post(SIGN_UP, credentials(email, PASSWORD)).expect(201);
        var refreshed = browser.post(REFRESH, null).expect(200);
        assertThat(refreshed.json()).isEqualTo(begun.json());
        assertThat(token(refreshed)).isNotEqualTo(token(begun));
        assertThat(refreshed.cookie("session")).isNotEqualTo(begun.cookie("session"));
        assertThat(browser.get(SESSIONS).expect(200).array()).hasSize(1);
        var read = RefreshToken.read(token(refreshed)).orElseThrow();
        var stored = Eventually.await(backends.mongo("auth").findOne("sessions", id(read.sessionId()), null));
        assertThat(stored.encode())
                .contains(read.own().hash())
                .doesNotContain(read.own().text())
                .doesNotContain(read.family().text());
    }

    @Test
    void twenty_tabs_that_refresh_at_once_at_two_instances_all_stay_signed_in_with_one_token() {
        var first = token(signUp(door));
        var answers = refreshTwentyTimes(first, door, otherDoor);
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream().map(RefreshIT::token).distinct()).hasSize(1);
        var next = token(refresh(otherDoor, token(answers.get(0))).expect(200));
        refresh(door, next).expect(200);
    }

    /** The control: what the test above sees is the grace's doing. */
    @Test
    void without_the_grace_twenty_tabs_end_their_session() {
        try (var strict = new Door(backends, Map.of("REFRESH_GRACE", "PT0S"))) {
            var first = token(signUp(strict));
            var answers = refreshTwentyTimes(first, strict, strict);
            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSizeLessThanOrEqualTo(1);
            answers.stream().filter(answer -> answer.status() == 200).forEach(one -> refresh(strict, token(one))
                    .expect(401));
        }
    }

    @Test
    void the_replay_of_an_older_token_ends_the_session_for_whoever_has_its_tokens() {
        var begun = signUp(door);
        var first = token(begun);
        var second = token(refresh(door, first).expect(200));
        var third = token(refresh(door, second).expect(200));
        refresh(otherDoor, first).expect(401);
        refresh(door, third).expect(401);
        refresh(door, second).expect(401);
        // Once: what comes after that finds no session to end.
        Eventually.holds(() -> assertThat(replaysLogged(begun))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getString("address")).isEqualTo("127.0.0.1")));
    }

    /** The control: it is the replay that ends it. */
    @Test
    void a_guess_ends_nobodys_session() {
        var begun = signUp(door);
        var first = token(begun);
        var read = RefreshToken.read(first).orElseThrow();
        refresh(door, new RefreshToken(read.sessionId(), Secret.random(), Secret.random()).text())
                .expect(401);
        refresh(door, "x".repeat(4_000)).expect(401);
        refresh(door, RefreshToken.first(Ids.next(Clock.systemUTC())).text()).expect(401);
        refresh(door, first).expect(200);
        assertThat(replaysLogged(begun)).isEmpty();
    }

    @Test
    void a_refresh_token_is_no_access_token_and_an_access_token_no_refresh_token() {
        var begun = signUp(door);
        var swapped = Map.of("cookie", "session=" + token(begun));
        var current = door.browser().sendRaw(HttpMethod.GET, CURRENT, swapped, Buffer.buffer());
        assertThat(current.expect(200).json().getValue("currentUser")).isNull();
        door.browser()
                .sendRaw(HttpMethod.GET, SESSIONS, swapped, Buffer.buffer())
                .expect(401);
        refresh(door, value(begun, "session")).expect(401);
        door.browser().post(REFRESH, null).expect(401);
        var twice = Map.of("cookie", "refresh=" + token(begun) + "; refresh=planted");
        door.browser().sendRaw(HttpMethod.POST, REFRESH, twice, Buffer.buffer()).expect(401);
        refresh(door, token(begun)).expect(200);
    }

    @Test
    void signing_out_ends_the_session_on_the_server_even_when_the_access_token_has_expired() {
        var browser = door.browser();
        var begun = browser.post(SIGN_UP, credentials(newEmail(), PASSWORD)).expect(201);
        browser.post(SIGN_OUT, null).expect(200);
        refresh(door, token(begun)).expect(401);

        var later = signUp(door);
        var session = RefreshToken.read(token(later)).orElseThrow().sessionId();
        var expired = Map.of("cookie", "session=" + expired(later.json().getString("id"), session));
        var sessions = door.browser().sendRaw(HttpMethod.GET, SESSIONS, expired, Buffer.buffer());
        assertThat(sessions.status()).isEqualTo(401);
        door.browser()
                .sendRaw(HttpMethod.POST, SIGN_OUT, expired, Buffer.buffer())
                .expect(200);
        refresh(door, token(later)).expect(401);
    }

    @Test
    void what_has_expired_is_refused_and_forgotten() {
        var store = new SessionStore(new Documents(backends.vertx(), backends.mongo("auth"), "sessions"));
        var users = new UserStore(
                backends.vertx(),
                new Documents(backends.vertx(), backends.mongo("auth"), "users"),
                "auth",
                Clock.systemUTC());
        var rules = new RefreshRules(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ZERO);
        var then = Instant.now().minusSeconds(61);
        var user = User.signUp(Ids.next(Clock.systemUTC()), newEmail(), "", "http://localhost", then);
        var token = RefreshToken.first(Ids.next(Clock.systemUTC()));
        var live = signUp(door);
        Eventually.await(store.insert(Session.begin(user, token, "device", "127.0.0.1", rules, then)));
        refresh(door, token.text()).expect(401);
        assertThat(Eventually.await(store.find(token.sessionId()))).isPresent();

        var log = new AuditLog(
                new Documents(backends.vertx(), backends.mongo("auth"), "audit"),
                Duration.ofDays(1),
                Clock.systemUTC());
        Eventually.await(new SessionService(store, users, rules, log, Clock.systemUTC()).sweep());
        assertThat(Eventually.await(store.find(token.sessionId()))).isEmpty();
        refresh(door, token(live)).expect(200);
    }

    private static List<JsonObject> replaysLogged(Answer signedUp) {
        var log = "/api/users/audit?user=" + signedUp.json().getString("id");
        return door.browser().asAdmin("admin").get(log).expect(200).array().stream()
                .map(JsonObject.class::cast)
                .filter(entry -> entry.getString("action").equals("refresh-replayed"))
                .toList();
    }

    private static List<Answer> refreshTwentyTimes(String token, Door one, Door other) {
        var sent = IntStream.range(0, TABS)
                .mapToObj(i -> (i % 2 == 0 ? one : other)
                        .browser()
                        .with("cookie", "refresh=" + token)
                        .send(HttpMethod.POST, REFRESH, null))
                .toList();
        return Eventually.await(Future.all(sent)).list();
    }

    private static Answer signUp(Door where) {
        return where.browser().post(SIGN_UP, credentials(newEmail(), PASSWORD)).expect(201);
    }

    private static Answer refresh(Door where, String token) {
        return where.browser().sendRaw(HttpMethod.POST, REFRESH, Map.of("cookie", "refresh=" + token), Buffer.buffer());
    }

    private static String token(Answer answer) {
        return value(answer, "refresh");
    }

    private static String value(Answer answer, String cookie) {
        return answer.cookie(cookie).replaceAll("^" + cookie + "=|;.*", "");
    }

    private static JsonObject id(String id) {
        return new JsonObject().put("_id", id);
    }

    /** Signed as the service signs. */
    private static String expired(String userId, String sessionId) {
        var environment = backends.environment();
        var anHourAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        return new AccessTokens(
                        environment.get("JWT_PRIVATE_KEY"),
                        environment.get("JWT_PUBLIC_KEYS"),
                        Duration.ofMinutes(15),
                        anHourAgo)
                .sign(new SessionUser(userId, "a@example.com", Role.USER, false, Optional.of(sessionId)));
    }
}
