package dev.ticketing.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A visitor's account: what a journey needs to have been done without showing it goes through the API in their session. */
final class Account {

    private static final String TICKETS = "/tickets/";

    private final Site site;
    private final Page page;
    private final String email;

    Account(Site site, Page page, String email) {
        this.site = site;
        this.page = page;
        this.email = email;
    }

    String email() {
        return email;
    }

    void signUp() {
        // 503: so many sign up at once that the passwords' hashes are in a queue.
        var answer = Eventually.value(() -> {
            var now = post("/api/users/signup", credentials(email));
            assertThat(now.status()).isNotEqualTo(503);
            return now;
        });
        expect(201, answer);
    }

    /** Becomes the site's admin, who need not be the first one to. */
    void becomeAdmin() {
        var boss = credentials(Site.ADMIN);
        if (post("/api/users/signup", boss).status() == 201) {
            var link = mailedLink("/verify", Site.ADMIN);
            expect(204, post("/api/users/verify", Map.of("token", link.substring(link.indexOf('=') + 1))));
        }
        expect(200, post("/api/users/signin", boss));
    }

    /** Lists a ticket; the path of its page. */
    String list(String title, double price) {
        return TICKETS + idIn(expect(201, post("/api/tickets", Map.of("title", title, "price", price))));
    }

    /** Asks another price for one's own ticket. */
    void reprice(String ticket, double price) {
        var title = get("/api" + ticket).getString("title");
        var options = RequestOptions.create().setData(Map.of("title", title, "price", price));
        expect(200, page.request().put(site.address() + "/api" + ticket, options));
    }

    /** Orders a ticket as soon as orders has heard of it; the path of the order's page, which waits for a payment. */
    String hold(String ticket) {
        var order = Eventually.value(() -> idIn(expect(201, post("/api/orders", Map.of("ticketId", idOf(ticket))))));
        awaitOrder("/orders/" + order, "awaiting:payment");
        return "/orders/" + order;
    }

    void pay(String order) {
        var body = Map.of("orderId", idOf(order), "token", "tok_visa");
        Eventually.holds(() -> expect(201, post("/api/payments", body)));
        awaitOrder(order, "complete");
    }

    void cancel(String order) {
        expect(204, page.request().delete(site.address() + "/api" + order));
    }

    /** What orders knows lags behind: waits until it refuses every other price for a ticket and names this one. */
    void awaitPrice(String ticket, String price) {
        var wrong = Map.of("ticketId", idOf(ticket), "price", 0.01);
        Eventually.holds(() -> assertThat(post("/api/orders", wrong).text()).contains(price));
    }

    /** Whether the access token is believed no more. */
    boolean isOver() {
        return page.request().get(site.address() + "/api/orders").status() == 401;
    }

    /** The link to a page in the newest mail to us that has one. */
    String mailedLink(String path) {
        return mailedLink(path, email);
    }

    private String mailedLink(String path, String to) {
        assumeTrue(site.mailbox().isPresent(), "mails are at hand only in a marketplace of the test's own");
        var link = Pattern.compile("http\\S+" + path + "\\?token=\\S+");
        return Eventually.value(() -> new JsonArray(
                        page.request().get(site.mailbox().orElseThrow()).text())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(mail -> mail.getString("to").equals(to))
                        .map(mail -> link.matcher(mail.getString("text")))
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no mail with a link to " + path)));
    }

    private void awaitOrder(String order, String status) {
        Eventually.holds(
                () -> assertThat(get("/api" + order).getString("status")).isEqualTo(status));
    }

    private JsonObject get(String path) {
        return new JsonObject(
                expect(200, page.request().get(site.address() + path)).text());
    }

    private APIResponse post(String path, Map<String, ?> body) {
        return page.request()
                .post(site.address() + path, RequestOptions.create().setData(body));
    }

    private static APIResponse expect(int status, APIResponse response) {
        assertThat(response.status())
                .as(response.url() + ": " + response.text())
                .isEqualTo(status);
        return response;
    }

    private static Map<String, String> credentials(String address) {
        return Map.of("email", address, "password", Visitor.PASSWORD);
    }

    private static String idIn(APIResponse response) {
        return new JsonObject(response.text()).getString("id");
    }

    private static String idOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
