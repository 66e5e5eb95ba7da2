package dev.ticketing.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A programmer with a browser, at /api/docs. Screenshots are left in target/screenshots. */
@EnabledIfSystemProperty(named = "chromium", matches = ".+", disabledReason = "-Dchromium names no browser")
class BrowserDocsIT {

    private static Site site;
    private static String address;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> errors = new ArrayList<>();
    private final List<String> elsewhere = new ArrayList<>();

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
    void every_contract_is_shown_and_can_be_tried_out_with_the_session_and_nothing_leaves_the_host() {
        var page = open();
        assertThat(page.locator(".info .title")).containsText("Ticketing, users");
        assertThat(tryOut(page, "users", "signUp")).hasText("201");
        for (var context : List.of("orders", "payments", "tickets")) {
            page.locator("#select").selectOption(context);
            assertThat(page.locator(".info .title")).containsText("Ticketing, " + context);
        }
        assertThat(tryOut(page, "tickets", "listTicket")).hasText("201");
        page.screenshot(new ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", "docs-tickets.png")));
        assertThat(errors).isEmpty();
        assertThat(elsewhere).isEmpty();
    }

    private Page open() {
        var page = browser.newContext().newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(address + "/api/") && !request.url().startsWith("data:")) {
                elsewhere.add(request.url());
            }
        });
        page.navigate(address + "/api/docs");
        return page;
    }

    /** Sends an operation's example; the status of the answer. */
    private static Locator tryOut(Page page, String tag, String operation) {
        var block = page.locator("#operations-" + tag + "-" + operation);
        block.locator(".opblock-summary-control").click();
        block.locator(".try-out__btn").click();
        block.locator(".execute").click();
        return block.locator(".live-responses-table .response .response-col_status");
    }
}
