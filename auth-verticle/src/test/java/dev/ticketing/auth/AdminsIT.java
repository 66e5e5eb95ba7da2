package dev.ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who becomes an admin, what a ban does to sessions, and what is written down; by two instances of auth. */
@WithBackends
class AdminsIT {

    private static final String BOSS = "Boss-" + UUID.randomUUID() + "@example.com";
    private static final String OTHER_BOSS = "other-" + UUID.randomUUID() + "@example.com";
    private static final String UNCLAIMED = "unclaimed-" + UUID.randomUUID() + "@example.com";
    private static final String PASSWORD = "correct horse battery staple";
    private static final JsonObject REASON = new JsonObject().put("reason", "a test");
    private static final Pattern TOKEN = Pattern.compile("verify\\?token=(\\S+)");

    private static RunningService first;
    private static RunningService second;

    private final String email = UUID.randomUUID() + "@example.com";
    private final ApiClient admin = first.client().asAdmin("admin");

    @BeforeAll
    static void start(Backends backends) {
        var environment = backends.environment();
        environment.put("ADMIN_EMAILS", " " + BOSS + ", " + OTHER_BOSS.toUpperCase(Locale.ROOT) + "," + UNCLAIMED);
        environment.put("AUDIT_RETENTION", "PT1S");
        first = RunningService.start(environment, AuthVerticle::new);
        second = RunningService.start(environment, AuthVerticle::new);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @Test
    void an_address_of_the_setting_makes_an_admin_once_it_is_verified() {
        var boss = first.client();
        var signedUp =
                boss.post("/api/users/signup", credentials(BOSS)).expect(201).json();
        assertThat(signedUp.getString("role")).isEqualTo("user");
        boss.get("/api/users").expect(403);
        assertThat(logOf(signedUp, "role-changed")).isEmpty();

        verify(BOSS);
        var signedIn =
                boss.post("/api/users/signin", credentials(BOSS)).expect(200).json();
        assertThat(signedIn.getString("role")).isEqualTo("admin");
        assertThat(boss.get("/api/users/currentuser")
                        .json()
                        .getJsonObject("currentUser")
                        .getString("role"))
                .isEqualTo("admin");
        boss.get("/api/users").expect(200);
        Eventually.holds(() -> assertThat(logOf(signedUp, "role-changed"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getString("detail")).isEqualTo("user to admin")));
        boss.post("/api/users/signin", credentials(BOSS)).expect(200);

        var other = signUp(OTHER_BOSS);
        verify(OTHER_BOSS);
        assertThat(boss.post(ban(other), REASON).expect(409).error()).contains("ADMIN_EMAILS");
        assertThat(boss.post(ban(signedUp), REASON).expect(409).error()).contains("ADMIN_EMAILS");
        assertThat(logOf(signedUp, "role-changed")).hasSize(1);
    }

    /** Anybody can sign up with anybody's address; its owner may well open the mail. */
    @Test
    void a_stranger_becomes_no_admin_by_an_address_whose_owner_opens_the_link() {
        signUp(UNCLAIMED);

        first.client().post("/api/users/verify", token(UNCLAIMED)).expect(204);

        var strangers = signingIn(UNCLAIMED).expect(200).json();
        assertThat(strangers.getBoolean("verified")).isTrue();
        assertThat(strangers.getString("role")).isEqualTo("user");
    }

    @Test
    void a_verified_address_that_the_setting_does_not_name_makes_no_admin() {
        signUp(email);
        verify(email);
        assertThat(signingIn(email).expect(200).json().getString("role")).isEqualTo("user");
    }

    @Test
    void a_ban_ends_every_session_and_the_other_instance_refuses_within_a_second() {
        var user = signUp(email);
        var there = second.client();
        there.post("/api/users/signin", credentials(email)).expect(200);
        there.get("/api/users/sessions").expect(200);
        admin.post(ban(user), REASON).expect(204);
        Eventually.holdsWithin(Duration.ofSeconds(1), () -> assertThat(
                        there.get("/api/users/sessions").expect(401).error())
                .contains("suspended"));
        assertThat(there.get("/api/users/currentuser").json().getValue("currentUser"))
                .isNull();
        there.post("/api/users/refresh", null).expect(401);
        assertThat(signingIn(email).expect(401).error()).isEqualTo("this account is suspended");

        admin.delete(ban(user)).expect(204);
        there.post("/api/users/refresh", null).expect(401);
        signingIn(email).expect(200);
    }

    /** A sign-in hashes for as long as a ban takes, so that some of these begin before it and end after. */
    @Test
    void a_session_that_was_beginning_as_the_ban_came_is_good_for_nothing() {
        for (int race = 0; race < 3; race++) {
            var racing = UUID.randomUUID() + "@example.com";
            var user = signUp(racing);
            var browsers = IntStream.range(0, 6)
                    .mapToObj(i -> (i % 2 == 0 ? first : second).client())
                    .toList();
            var signIns = browsers.stream()
                    .map(browser -> browser.send(HttpMethod.POST, "/api/users/signin", credentials(racing)))
                    .toList();
            var banned = admin.send(HttpMethod.POST, ban(user), REASON);
            Eventually.await(Future.all(signIns));
            Eventually.await(banned).expect(204);
            admin.delete(ban(user)).expect(204);
            browsers.forEach(browser -> browser.post("/api/users/refresh", null).expect(401));
        }
    }

    @Test
    void comings_and_goings_are_forgotten_in_time_and_bans_are_not() {
        var user = signUp(email);
        admin.post(ban(user), REASON).expect(204);
        signingIn(email).expect(401);
        assertThat(logOf(user, "user-banned")).hasSize(1);
        Eventually.holdsWithin(
                Duration.ofSeconds(30), () -> assertThat(log(user)).hasSize(1));
        assertThat(logOf(user, "user-banned")).hasSize(1);
    }

    private List<JsonObject> logOf(JsonObject user, String action) {
        return log(user).stream()
                .filter(entry -> entry.getString("action").equals(action))
                .toList();
    }

    private List<JsonObject> log(JsonObject user) {
        return admin.get("/api/users/audit?user=" + user.getString("id")).expect(200).array().stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String ban(JsonObject user) {
        return "/api/users/" + user.getString("id") + "/ban";
    }

    private static JsonObject signUp(String email) {
        return first.client()
                .post("/api/users/signup", credentials(email))
                .expect(201)
                .json();
    }

    private static Answer signingIn(String email) {
        return first.client().post("/api/users/signin", credentials(email));
    }

    private static JsonObject credentials(String email) {
        return new JsonObject().put("email", email).put("password", PASSWORD);
    }

    /** By the link in the mail, by who is signed in. */
    private static void verify(String email) {
        var browser = first.client();
        browser.post("/api/users/signin", credentials(email)).expect(200);
        browser.post("/api/users/verify", token(email)).expect(204);
    }

    /** What the mail's link says, whichever instance has sent it. */
    private static JsonObject token(String email) {
        var token = Eventually.value(() -> List.of(first, second).stream()
                .flatMap(service -> service.managementClient().get("/mailbox").expect(200).array().stream())
                .map(JsonObject.class::cast)
                .filter(mail -> mail.getString("to").equalsIgnoreCase(email))
                .map(mail -> TOKEN.matcher(mail.getString("text")))
                .filter(Matcher::find)
                .map(link -> link.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no mail for " + email)));
        return new JsonObject().put("token", token);
    }
}
