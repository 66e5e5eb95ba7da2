package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An admin bans somebody who sells and buys, in the middle of both. */
@WithBackends
class BanJourneyIT {

    private static final String BOSS = "boss@example.com";
    private static final Pattern TOKEN = Pattern.compile("verify\\?token=(\\S+)");

    private static Market market;

    private final ApiClient admin = market.client();
    private final JsonObject credentials =
            new JsonObject().put("email", UUID.randomUUID() + "@example.com").put("password", "correct horse");

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of("ADMIN_EMAILS", BOSS));
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void a_banned_user_holds_nothing_sells_nothing_more_and_what_others_hold_goes_on() {
        becomeAdmin();
        var browser = market.client();
        var userId = browser.post("/api/users/signup", credentials)
                .expect(201)
                .json()
                .getString("id");
        var user = Person.of(browser);
        var buyer = Person.newcomer(market);
        var seller = Person.newcomer(market);
        var unsold = user.list("Unsold", 5);
        var toBePaid = user.list("Held, to be paid", 5);
        var toBeGivenUp = user.list("Held, to be given up", 5);
        var paid = buyer.awaitOrder(buyer.order(toBePaid), "awaiting:payment");
        var givenUp = buyer.awaitOrder(buyer.order(toBeGivenUp), "awaiting:payment");
        var wanted = seller.list("Wanted by the user", 5);
        var live = user.awaitOrder(user.order(wanted), "awaiting:payment");
        var bought = user.order(seller.list("Bought before", 5));
        user.payInTheEnd(bought);
        user.awaitOrder(bought, "complete");

        var found = admin.get("/api/users?q=" + credentials.getString("email"))
                .expect(200)
                .array();
        assertThat(found.getJsonObject(0).getString("id")).isEqualTo(userId);
        var reason = new JsonObject().put("reason", "sells copies");
        admin.post("/api/users/" + userId + "/ban", reason).expect(204);

        seller.awaitTicket(wanted, "available");
        buyer.awaitTicket(unsold, "withdrawn");
        Eventually.holds(() -> user.pay(live, "tok_visa").expect(401));
        Eventually.holds(() -> user.tryToOrder(wanted).expect(401));
        Eventually.holds(() -> browser.get("/api/tickets?seller=me").expect(401));
        assertThat(buyer.seeTicket(toBePaid).getString("status")).isEqualTo("reserved");
        buyer.payInTheEnd(paid);
        buyer.awaitOrder(paid, "complete");
        buyer.awaitTicket(toBePaid, "sold");
        buyer.cancel(givenUp).expect(204);
        buyer.awaitTicket(toBeGivenUp, "withdrawn");

        admin.delete("/api/users/" + userId + "/ban").expect(204);
        browser.post("/api/users/signin", credentials).expect(200);
        Eventually.holds(() -> browser.get("/api/orders").expect(200));
        assertThat(user.see(live).getString("cancelReason")).isEqualTo("user-banned");
        assertThat(user.see(bought).getString("status")).isEqualTo("complete");
        assertThat(user.seeTicket(unsold).getString("status")).isEqualTo("withdrawn");
        Eventually.holds(() -> user.list("Anew", 5));
        user.awaitOrder(user.order(wanted), "awaiting:payment");
        assertThat(admin.get("/api/users/audit?user=" + userId).expect(200).array().stream()
                        .map(entry -> ((JsonObject) entry).getString("action")))
                .contains("user-banned", "user-unbanned");
    }

    private void becomeAdmin() {
        var boss = new JsonObject().put("email", BOSS).put("password", "correct horse");
        admin.post("/api/users/signup", boss).expect(201);
        var token = Eventually.value(() -> market.managementOfAuth().get("/mailbox").expect(200).array().stream()
                .map(JsonObject.class::cast)
                .filter(mail -> mail.getString("to").equals(BOSS))
                .map(mail -> TOKEN.matcher(mail.getString("text")))
                .filter(Matcher::find)
                .map(link -> link.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no mail yet")));
        admin.post("/api/users/verify", new JsonObject().put("token", token)).expect(204);
        var signedIn = admin.post("/api/users/signin", boss).expect(200).json();
        assertThat(signedIn.getString("role")).isEqualTo("admin");
        var reason = new JsonObject().put("reason", "by mistake");
        Refusal.expect(409, admin.post("/api/users/" + signedIn.getString("id") + "/ban", reason))
                .saying("an admin can't be banned");
    }
}
