package dev.ticketing.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** People with a browser each. Screenshots are left in target/screenshots. */
@EnabledIfSystemProperty(named = "chromium", matches = ".+", disabledReason = "-Dchromium names no browser")
class BrowserJourneyIT {

    private static final int PHONE_WIDTH = 360;

    private static Site site;
    private static String address;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() {
        site = Site.open();
        address = site.address();
        playwright = Chromium.playwright();
        browser = Chromium.launch(playwright);
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        site.close();
    }

    @Test
    void two_people_sign_up_one_lists_the_other_buys_and_both_see_it_sold() {
        var seller = new Visitor("seller");
        var buyer = new Visitor("buyer");
        seller.signUp();
        buyer.signUp();

        var ticket = seller.sell("Two seats in the front row", "19.99");

        buyer.open("/");
        buyer.screenshot("browse");
        buyer.page.getByText("Two seats in the front row").click();
        buyer.screenshot("ticket");
        buyer.click("Buy for $19.99");
        assertThat(buyer.page.getByText("4242 4242 4242 4242")).isVisible();
        buyer.screenshot("pay");
        buyer.page.reload();
        buyer.page.getByText("4000 0000 0000 0002").click();
        buyer.click("Pay $19.99");
        assertThat(buyer.page.getByText("The card was declined by its bank. You can try 2 more times."))
                .isVisible();
        buyer.screenshot("declined");
        buyer.page.getByText("4242 4242 4242 4242").click();
        buyer.click("Pay $19.99");
        assertThat(buyer.page.getByText("Complete").first()).isVisible();
        assertThat(buyer.page.getByText("You paid $19.99")).isVisible();
        buyer.screenshot("complete");
        buyer.open("/payments");
        assertThat(buyer.link("Two seats in the front row")).isVisible();
        assertThat(buyer.page.getByText("Paid", new Page.GetByTextOptions().setExact(true)))
                .isVisible();

        seller.open(ticket);
        assertThat(seller.page.getByText("You sold this ticket.")).isVisible();
        seller.screenshot("seller-sees-sold");
        seller.open("/sales");
        assertThat(seller.page.getByText("In all: 1 sold for $19.99.")).isVisible();
        buyer.open(ticket);
        assertThat(buyer.page.getByText("You bought this ticket.")).isVisible();
        assertThat(seller.errors).isEmpty();
        // The one refused card shows in the console as a failed request, and nothing else does.
        assertThat(buyer.errors).allMatch(error -> error.contains("402"));
    }

    @Test
    void a_buyer_whose_bank_asks_first_looks_back_says_no_and_then_yes() {
        var seller = new Visitor("usher");
        var buyer = new Visitor("patron");
        seller.signUp();
        buyer.signUp();
        buyer.open(seller.sell("Box at the opera", "50"));
        buyer.click("Buy for $50.00");

        buyer.payWith("4000 0000 0000 3220", "$50.00");
        assertThat(buyer.heading()).hasText("Confirm your payment");
        buyer.page.goBack();
        assertThat(buyer.page.getByText("Your bank waits for you to confirm the payment."))
                .isVisible();
        buyer.fitsAPhone();
        buyer.page.reload();
        buyer.click("Go to your bank");
        buyer.click("No, fail the authentication");
        assertThat(buyer.page.getByText("Your bank refused the payment, and nothing was charged. You can try 2 more"))
                .isVisible();
        assertThat(buyer.path()).doesNotContain("?");
        buyer.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        buyer.fitsAPhone();

        buyer.payWith("4000 0000 0000 3220", "$50.00");
        buyer.click("Yes, complete the payment");
        assertThat(buyer.page.getByText("Complete: the ticket is yours.")).isVisible();
        assertThat(buyer.page.getByText("You paid $50.00")).isVisible();
        assertThat(buyer.path()).doesNotContain("?");
        buyer.screenshot("complete-after-3ds");
        assertThat(buyer.errors).isEmpty();
        // What a page may load where cards go to Stripe itself; here they do not.
        assertThat(buyer.page.reload().headerValue("content-security-policy")).doesNotContain("stripe");
    }

    @Test
    void somebody_searches_as_they_type_narrows_it_down_and_finds_the_search_again_on_the_way_back() {
        var seller = new Visitor("pianist");
        seller.signUp();
        seller.sell("Piano evening in the castle", "30");
        seller.sell("Piano and Caf\u00e9 cr\u00e8me", "12.50");
        seller.sell("Piano lesson", "45");
        var visitor = new Visitor("listener");

        visitor.open("/");
        visitor.page.getByLabel("Search").pressSequentially("pian");
        assertThat(visitor.results())
                .hasText(
                        new String[] {"Piano lesson", "Piano and Caf\u00e9 cr\u00e8me", "Piano evening in the castle"});
        visitor.page.getByLabel("Sort").selectOption("price");
        visitor.fill("Highest price", "30");
        visitor.page.getByLabel("Highest price").press("Enter");
        assertThat(visitor.results())
                .hasText(new String[] {"Piano and Caf\u00e9 cr\u00e8me", "Piano evening in the castle"});
        visitor.fitsAPhone();
        visitor.screenshot("search");
        assertThat(visitor.path()).isEqualTo("/?q=pian&sort=price&maxPrice=30");

        visitor.link("Piano evening in the castle").click();
        assertThat(visitor.heading()).hasText("Piano evening in the castle");
        visitor.page.goBack();
        assertThat(visitor.page.getByLabel("Search")).hasValue("pian");
        assertThat(visitor.results()).hasCount(2);
        visitor.page.reload();
        assertThat(visitor.results()).hasCount(2);

        visitor.fill("Lowest price", "31");
        assertThat(visitor.page.getByLabel("Lowest price")).hasAttribute("aria-invalid", "true");
        visitor.screenshot("range-error");
        visitor.fill("Lowest price", "");
        visitor.fill("Search", "cafe castle");
        assertThat(visitor.page.getByText("Nothing matches \u201ccafe castle\u201d"))
                .isVisible();
        visitor.link("Clear the search").click();
        visitor.fill("Search", "cafe creme");
        assertThat(visitor.results()).hasText(new String[] {"Piano and Caf\u00e9 cr\u00e8me"});
        assertThat(seller.errors).isEmpty();
        assertThat(visitor.errors).allMatch(error -> error.contains("400"));
    }

    @Test
    void a_buyer_is_asked_about_a_price_that_has_changed_and_holds_the_ticket_at_the_one_they_agreed_to() {
        var seller = new Visitor("harpist");
        var buyer = new Visitor("guest");
        seller.signUp();
        buyer.signUp();
        var ticket = seller.sell("Harp in the park", "20");

        buyer.open(ticket);
        seller.edit(ticket, "25");
        buyer.awaitPrice(ticket, "25.00");
        buyer.click("Buy for $20.00");
        assertThat(buyer.page.getByText("The price is now $25.00.")).isVisible();
        buyer.fitsAPhone();
        buyer.screenshot("price-question");
        buyer.click("No");
        assertThat(buyer.button("Buy for $25.00")).isVisible();

        seller.edit(ticket, "26.50");
        buyer.awaitPrice(ticket, "26.50");
        buyer.click("Buy for $25.00");
        buyer.click("Yes, buy for $26.50");
        assertThat(buyer.button("Pay $26.50")).isVisible();
        buyer.fitsAPhone();

        buyer.open(ticket);
        assertThat(buyer.link("Go to your order")).isVisible();
        var visitor = new Visitor("passer-by");
        visitor.open(ticket);
        assertThat(visitor.page.getByText("It may come back at any time.")).isVisible();
        seller.open(ticket);
        assertThat(seller.page.getByText("neither edited nor withdrawn")).isVisible();

        buyer.link("Go to your order").click();
        buyer.click("Cancel the order");
        buyer.click("Yes, cancel it");
        assertThat(buyer.page.getByText("You cancelled this order.")).isVisible();
        Eventually.holds(() -> {
            visitor.open(ticket);
            assertThat(visitor.page.getByText("Sign in to buy")).isVisible();
        });
        assertThat(seller.errors).isEmpty();
        assertThat(visitor.errors).isEmpty();
        assertThat(buyer.errors).allMatch(error -> error.contains("409"));
    }

    @Test
    void a_seller_edits_and_withdraws_from_the_list_of_their_sales() {
        var seller = new Visitor("guide");
        seller.signUp();
        var cruise = seller.sell("Harbour cruise", "30");
        seller.sell("Castle tour", "40");

        seller.open("/sales");
        seller.link("Edit Castle tour").click();
        seller.fill("Price (USD)", "42.5");
        seller.click("Save");
        assertThat(seller.heading()).hasText("Your sales");
        assertThat(seller.page.getByText("$42.50")).isVisible();
        seller.click("Withdraw Harbour cruise");
        seller.fitsAPhone();
        seller.click("Yes, withdraw it");
        assertThat(seller.page.getByText("In all: 1 available, 1 withdrawn.")).isVisible();
        seller.screenshot("sales");
        seller.link("Withdrawn").click();
        assertThat(seller.results()).hasText(new String[] {"Harbour cruise"});
        assertThat(seller.path()).isEqualTo("/sales?status=withdrawn");

        var visitor = new Visitor("tourist");
        visitor.open(cruise);
        assertThat(visitor.page.getByText("The seller has withdrawn this ticket."))
                .isVisible();
        visitor.open("/tickets/nowhere");
        assertThat(visitor.heading()).hasText("Ticket not found");
        assertThat(seller.errors).isEmpty();
        assertThat(visitor.errors).allMatch(error -> error.contains("404"));
    }

    @Test
    void somebody_confirms_their_address_forgets_the_password_and_stays_signed_in_as_the_session_is_renewed() {
        assumeTrue(site.mailbox().isPresent(), "its mails have left");
        var reader = new Visitor("reader");
        reader.signUp();
        reader.page.navigate(reader.mailedLink("/verify"));
        reader.click("Confirm it");
        assertThat(reader.page.getByText("Thank you: your email address is confirmed."))
                .isVisible();
        assertThat(reader.path()).isEqualTo("/verify");

        reader.page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("session"));
        reader.open("/account");
        assertThat(reader.page.getByText(reader.email + " is confirmed.")).isVisible();
        assertThat(reader.page.getByText("This one")).isVisible();
        reader.fitsAPhone();

        reader.click("Sign out");
        assertThat(reader.link("Sign in")).isVisible();
        reader.open("/forgot");
        reader.fill("Email", reader.email);
        reader.click("Send me a link");
        assertThat(reader.page.getByText("If there is an account of " + reader.email))
                .isVisible();
        reader.page.navigate(reader.mailedLink("/reset"));
        reader.fill("New password", "another horse, another battery");
        reader.screenshot("reset");
        reader.click("Set the password");
        assertThat(reader.page.getByText("Your new password is set")).isVisible();
        reader.open("/signin");
        reader.fill("Email", reader.email);
        reader.fill("Password", "another horse, another battery");
        reader.click("Sign in");
        assertThat(reader.button("Sign out")).isVisible();
        assertThat(reader.errors).isEmpty();
    }

    /** Somebody with a browser of their own. */
    private static final class Visitor {
        private final String name;
        private final Page page;
        private final List<String> errors = new ArrayList<>();
        private final String email;
        private int screenshots;

        Visitor(String name) {
            this.name = name;
            this.email = name + "-" + UUID.randomUUID() + "@example.com";
            this.page = browser.newContext().newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text());
                }
            });
            page.onPageError(errors::add);
        }

        void signUp() {
            open("/signup");
            fill("Email", email);
            fill("Password", "correct horse battery");
            click("Sign up");
            assertThat(page.getByText("Sign out")).isVisible();
        }

        /** The link to a page in the newest mail to us that has one. */
        String mailedLink(String path) {
            var link = Pattern.compile("http\\S+" + path + "\\?token=\\S+");
            return Eventually.value(() -> new JsonArray(
                            page.request().get(site.mailbox().orElseThrow()).text())
                    .stream()
                            .map(JsonObject.class::cast)
                            .filter(mail -> mail.getString("to").equals(email))
                            .map(mail -> link.matcher(mail.getString("text")))
                            .filter(Matcher::find)
                            .map(Matcher::group)
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no mail with a link to " + path)));
        }

        /** Lists a ticket; its path. */
        String sell(String title, String price) {
            open("/sell");
            fill("Title", title);
            fill("Price (USD)", price);
            click("List for sale");
            assertThat(heading()).hasText(title);
            return path();
        }

        void payWith(String card, String price) {
            page.getByText(card).click();
            click("Pay " + price);
        }

        void edit(String ticket, String price) {
            open(ticket + "/edit");
            fill("Price (USD)", price);
            click("Save");
            assertThat(button("Withdraw")).isVisible();
        }

        /** Waits until orders has heard of a ticket's price: it refuses every other one and names the right one. */
        void awaitPrice(String ticket, String price) {
            var order = Map.of("ticketId", ticket.substring(ticket.lastIndexOf('/') + 1), "price", 0.01);
            Eventually.holds(() -> assertThat(page.request()
                            .post(
                                    address + "/api/orders",
                                    RequestOptions.create().setData(order))
                            .text())
                    .contains(price));
        }

        void open(String path) {
            page.navigate(address + path);
        }

        String path() {
            return page.url().substring(address.length());
        }

        void fill(String label, String text) {
            page.getByLabel(label).fill(text);
        }

        void click(String button) {
            button(button).click();
        }

        Locator button(String name) {
            return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
        }

        Locator link(String name) {
            return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
        }

        /** The titles in the list. */
        Locator results() {
            return page.locator(".items li > a");
        }

        Locator heading() {
            return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
        }

        /** Nothing is cut off or needs scrolling sideways on a narrow screen. */
        void fitsAPhone() {
            var size = page.viewportSize();
            page.setViewportSize(PHONE_WIDTH, size.height);
            screenshot("phone");
            var width = page.evaluate("document.documentElement.scrollWidth");
            page.setViewportSize(size.width, size.height);
            assertThat(width).isEqualTo(PHONE_WIDTH);
        }

        void screenshot(String what) {
            var file = Path.of("target", "screenshots", "%s-%d-%s.png".formatted(name, ++screenshots, what));
            page.screenshot(new ScreenshotOptions().setPath(file));
        }
    }
}
