package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A programmer with a browser, at /api/docs. */
@InBrowsers
class ApiDocsIT {

    @Test
    void every_contract_is_shown_and_can_be_tried_out_with_the_session_and_nothing_leaves_the_host(
            Site site, Visitors visitors) {
        var programmer = visitors.arrive("programmer");
        var page = programmer.page();
        var elsewhere = new ArrayList<String>();
        page.onRequest(request -> {
            if (!request.url().startsWith(site.address() + "/api/")
                    && !request.url().startsWith("data:")) {
                elsewhere.add(request.url());
            }
        });
        programmer.open("/api/docs");
        assertThat(page.locator(".info .title")).containsText("Ticketing, users");
        assertThat(tryOut(page, "users", "signUp")).hasText("201");
        for (var context : List.of("orders", "payments", "tickets")) {
            page.locator("#select").selectOption(context);
            assertThat(page.locator(".info .title")).containsText("Ticketing, " + context);
        }
        assertThat(tryOut(page, "tickets", "listTicket")).hasText("201");
        programmer.screenshot("docs-tickets");
        assertThat(elsewhere).isEmpty();
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
