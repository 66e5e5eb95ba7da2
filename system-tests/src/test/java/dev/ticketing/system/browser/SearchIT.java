package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Finding a ticket. */
@InBrowsers
class SearchIT {

    private static final String CASTLE = "Piano evening in the castle";
    private static final String CREAM = "Piano and Caf\u00e9 cr\u00e8me";
    private static final String LESSON = "Piano lesson";

    @Test
    void somebody_searches_as_they_type_narrows_it_down_and_finds_the_search_again_on_the_way_back(Visitors visitors) {
        var seller = visitors.arrive("pianist").signedUp();
        seller.account().list(CASTLE, 30);
        seller.account().list(CREAM, 12.50);
        seller.account().list(LESSON, 45);
        var visitor = visitors.arrive("listener").expectingErrors("400");

        var page = new TicketsPage(visitor).open();
        page.search().pressSequentially("pian");
        page.shows(LESSON, CREAM, CASTLE);
        page.sort().selectOption("price");
        page.highest().fill("30");
        page.highest().press("Enter");
        page.shows(CREAM, CASTLE);
        visitor.fitsAPhone();
        assertThat(visitor.path()).isEqualTo("/?q=pian&sort=price&maxPrice=30");

        visitor.link(CASTLE).click();
        assertThat(visitor.heading()).hasText(CASTLE);
        visitor.page().goBack();
        assertThat(page.search()).hasValue("pian");
        page.shows(CREAM, CASTLE);
        visitor.page().reload();
        page.shows(CREAM, CASTLE);

        page.lowest().fill("31");
        assertThat(page.lowest()).hasAttribute("aria-invalid", "true");
        visitor.screenshot("range-error");
        page.lowest().fill("");
        page.search().fill("cafe castle");
        visitor.sees("Nothing matches \u201ccafe castle\u201d");
        visitor.link("Clear the search").click();
        page.search().fill("cafe creme");
        page.shows(CREAM);
    }
}
