package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.Pages;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rows of /api/users for admins: each success and each refusal of the contract. */
@WithBackends
class AdminContractIT {

    private static final String PASSWORD = "correct horse";
    private static final JsonObject REASON = new JsonObject().put("reason", "sells what is not theirs");

    private static Market market;

    private final ApiClient admin = market.client().asAdmin("admin-" + UUID.randomUUID());
    private final String name = UUID.randomUUID().toString();
    private final String email = name + "@example.com";

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of());
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void post_ban_204_again_204_and_the_user_is_refused_at_once_and_cannot_sign_in() {
        var user = signUp(email);
        var browser = signIn(email);
        var refresh = signIn(email);
        ban(user).expect(204);
        ban(user).expect(204);
        assertThat(browser.get("/api/users/currentuser").expect(200).json().getValue("currentUser"))
                .isNull();
        Refusal.expect(401, browser.get("/api/users/sessions")).saying("suspended");
        Refusal.expect(401, refresh.post("/api/users/refresh", null));
        Refusal.expect(401, signingIn(email, PASSWORD)).saying("this account is suspended");
        Refusal.expect(401, signingIn(email, "wrong " + PASSWORD)).saying("wrong email address or password");
        assertThat(log(user).stream().filter(entry -> entry.getString("action").equals("user-banned")))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getString("detail")).isEqualTo(REASON.getString("reason"));
                    assertThat(entry.getString("actor")).startsWith("admin-");
                    assertThat(entry.getString("address")).isEqualTo("127.0.0.1");
                });
    }

    @Test
    void delete_ban_204_again_204_and_the_user_may_sign_in_again_but_is_not_signed_in() {
        var user = signUp(email);
        var browser = signIn(email);
        ban(user).expect(204);
        unban(user).expect(204);
        unban(user).expect(204);
        Refusal.expect(401, browser.post("/api/users/refresh", null));
        signIn(email);
    }

    @Test
    void post_ban_400_without_a_reason() {
        var user = signUp(email);
        Refusal.expect(400, admin.post(banOf(user), new JsonObject())).naming("reason");
        Refusal.expect(400, admin.post(banOf(user), new JsonObject().put("reason", " ")))
                .naming("reason");
        Refusal.expect(400, admin.post(banOf(user), new JsonObject().put("reason", "x".repeat(501))))
                .naming("reason");
    }

    @Test
    void ban_and_unban_404_for_nobody() {
        Refusal.expect(404, ban("nobody")).saying("user not found");
        Refusal.expect(404, unban("nobody")).saying("user not found");
    }

    @Test
    void everything_for_admins_401_for_nobody_and_403_for_others() {
        var user = signUp(email);
        var browser = signIn(email);
        for (var client : List.of(market.client(), browser)) {
            int status = client == browser ? 403 : 401;
            Refusal.expect(status, client.post(banOf(user), REASON));
            Refusal.expect(status, client.delete(banOf(user)));
            Refusal.expect(status, client.get("/api/users"));
            Refusal.expect(status, client.get("/api/users/audit"));
        }
        Refusal.expect(403, browser.get("/api/users")).saying("only for admins");
    }

    @Test
    void get_users_200_those_whose_address_begins_so_page_by_page() {
        var ids = IntStream.range(0, 5)
                .mapToObj(i -> signUp(name + i + "@example.com"))
                .toList();
        ban(ids.get(2)).expect(204);
        var users = admin.get("/api/users?q=" + name.toUpperCase(Locale.ROOT))
                .expect(200)
                .array();
        assertThat(users).hasSize(5);
        var banned = users.getJsonObject(2);
        assertThat(banned.getString("id")).isEqualTo(ids.get(2));
        assertThat(banned.getString("email")).isEqualTo(name + "2@example.com");
        assertThat(banned.getString("role")).isEqualTo("user");
        assertThat(banned.getString("status")).isEqualTo("banned");
        assertThat(banned.getBoolean("verified")).isFalse();
        assertThat(Instant.parse(banned.getString("createdAt"))).isBefore(Instant.now());
        assertThat(users.getJsonObject(3).getString("status")).isEqualTo("active");
        assertThat(Pages.ids(admin.get("/api/users?limit=2&q=" + name))).hasSize(2);
        assertThat(allIds("/api/users?limit=2&q=" + name)).isEqualTo(ids);
        assertThat(admin.get("/api/users?q=.*" + name).expect(200).array()).isEmpty();
    }

    @Test
    void get_users_400_names_what_is_wrong() {
        Refusal.expect(400, admin.get("/api/users?limit=0&cursor=.&q=" + "x".repeat(255)))
                .naming("limit", "cursor", "q");
        Refusal.expect(400, admin.get("/api/users?cursor=bm9ib2R5")).naming("cursor");
    }

    @Test
    void get_audit_200_newest_first_page_by_page_and_nothing_secret() {
        var user = signUp(email);
        signIn(email);
        signingIn(email, "wrong " + PASSWORD).expect(401);
        ban(user).expect(204);
        signingIn(email, PASSWORD).expect(401);
        unban(user).expect(204);
        Eventually.holds(() -> assertThat(log(user).stream().map(entry -> entry.getString("action")))
                .containsExactlyInAnyOrder(
                        "signed-up", "signed-in", "sign-in-failed", "user-banned", "sign-in-failed", "user-unbanned"));
        var ids = log(user).stream().map(entry -> entry.getString("id")).toList();
        assertThat(ids).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(allIds("/api/users/audit?limit=4&user=" + user)).isEqualTo(ids);
        assertThat(admin.get("/api/users/audit").expect(200).array()).isNotEmpty();
        assertThat(log(user).toString()).doesNotContain(PASSWORD, "$argon2", email);
    }

    @Test
    void get_audit_400_names_what_is_wrong() {
        Refusal.expect(400, admin.get("/api/users/audit?limit=101&cursor=.&user=" + "x".repeat(101)))
                .naming("limit", "cursor", "user");
    }

    private List<String> allIds(String firstPage) {
        var all = new ArrayList<String>();
        var page = admin.get(firstPage).expect(200);
        while (true) {
            all.addAll(Pages.ids(page));
            var link = page.header("link");
            if (link == null) {
                return all;
            }
            page = admin.get(link.substring(1, link.indexOf('>'))).expect(200);
        }
    }

    private List<JsonObject> log(String user) {
        return admin.get("/api/users/audit?user=" + user).expect(200).array().stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private Answer ban(String user) {
        return admin.post(banOf(user), REASON);
    }

    private Answer unban(String user) {
        return admin.delete(banOf(user));
    }

    private static String banOf(String user) {
        return "/api/users/" + user + "/ban";
    }

    private static String signUp(String email) {
        return market.client()
                .post("/api/users/signup", credentials(email, PASSWORD))
                .expect(201)
                .json()
                .getString("id");
    }

    private static ApiClient signIn(String email) {
        var browser = market.client();
        browser.post("/api/users/signin", credentials(email, PASSWORD)).expect(200);
        return browser;
    }

    private static Answer signingIn(String email, String password) {
        return market.client().post("/api/users/signin", credentials(email, password));
    }

    private static JsonObject credentials(String email, String password) {
        return new JsonObject().put("email", email).put("password", password);
    }
}
