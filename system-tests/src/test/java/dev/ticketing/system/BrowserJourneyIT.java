package dev.ticketing.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Two people with a browser each. Screenshots are left in target/screenshots. */
@EnabledIfSystemProperty(named = "chromium", matches = ".+", disabledReason = "-Dchromium names no browser")
class BrowserJourneyIT {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static ServiceProcess standalone;
    private static String address;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() {
        standalone =
                ServiceProcess.start("standalone", Map.of(), "--port", "0", "--management-port", "0", "--in-memory");
        address = "http://localhost:"
                + standalone.awaitLine("is ready: http://localhost:(\\d+)").group(1);
        playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("chromium")))
                        .setArgs(ARGUMENTS));
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        standalone.close();
    }

    @Test
    void two_people_sign_up_one_lists_the_other_buys_and_both_see_it_sold() {
        var seller = new Visitor("seller");
        var buyer = new Visitor("buyer");
        seller.signUp();
        buyer.signUp();

        seller.open("/sell");
        seller.fill("Title", "Two seats in the front row");
        seller.fill("Price (USD)", "19.99");
        seller.click("List for sale");
        assertThat(seller.heading()).hasText("Two seats in the front row");
        var ticket = seller.path();

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
        assertThat(buyer.page.getByText("Your card was declined.")).isVisible();
        buyer.screenshot("declined");
        buyer.page.getByText("4242 4242 4242 4242").click();
        buyer.click("Pay $19.99");
        assertThat(buyer.page.getByText("Complete").first()).isVisible();
        buyer.screenshot("complete");

        seller.open(ticket);
        assertThat(seller.page.getByText("Sold").first()).isVisible();
        seller.screenshot("seller-sees-sold");
        buyer.open(ticket);
        assertThat(buyer.page.getByText("Sold").first()).isVisible();
        assertThat(seller.errors).isEmpty();
        // The one refused card shows in the console as a failed request, and nothing else does.
        assertThat(buyer.errors).allMatch(error -> error.contains("402"));
    }

    /** Somebody with a browser of their own. */
    private static final class Visitor {
        private final String name;
        private final Page page;
        private final List<String> errors = new ArrayList<>();
        private int screenshots;

        Visitor(String name) {
            this.name = name;
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
            fill("Email", name + "@example.com");
            fill("Password", "correct horse battery");
            click("Sign up");
            assertThat(page.getByText("Sign out")).isVisible();
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
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                    .click();
        }

        Locator heading() {
            return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
        }

        void screenshot(String what) {
            var file = Path.of("target", "screenshots", "%s-%d-%s.png".formatted(name, ++screenshots, what));
            page.screenshot(new ScreenshotOptions().setPath(file));
        }
    }
}
