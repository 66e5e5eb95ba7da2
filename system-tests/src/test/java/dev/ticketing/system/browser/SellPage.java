package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Where a ticket is listed. */
record SellPage(Visitor visitor) {

    /** Lists a ticket; the path of its page. */
    String list(String title, String price) {
        visitor.open("/sell");
        visitor.fill("Title", title);
        visitor.fill("Price (USD)", price);
        visitor.click("List for sale");
        assertThat(visitor.heading()).hasText(title);
        return visitor.path();
    }
}
