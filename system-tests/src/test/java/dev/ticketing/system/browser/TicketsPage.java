package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/** What is on sale, and the search in it; the list of one's sales shows its tickets the same way. */
record TicketsPage(Visitor visitor) {

    TicketsPage open() {
        visitor.open("/");
        return this;
    }

    Locator search() {
        return visitor.page().getByRole(AriaRole.SEARCHBOX, new GetByRoleOptions().setName("Search"));
    }

    Locator sort() {
        return visitor.page().getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName("Sort"));
    }

    Locator lowest() {
        return visitor.field("Lowest price");
    }

    Locator highest() {
        return visitor.field("Highest price");
    }

    /** The links to the tickets that are shown, in their order. */
    Locator results() {
        return visitor.page().locator("main li a[href^='/tickets/']:not([href$='/edit'])");
    }

    void shows(String... titles) {
        assertThat(results()).hasText(titles);
    }
}
