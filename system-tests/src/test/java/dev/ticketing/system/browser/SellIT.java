package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keeping what one sells. */
@InBrowsers
class SellIT {

    @Test
    void a_seller_edits_and_withdraws_from_the_list_of_their_sales(Visitors visitors) {
        var seller = visitors.arrive("guide").signedUp();
        var cruise = seller.account().list("Harbour cruise", 30);
        new SellPage(seller).list("Castle tour", "40");

        seller.open("/sales");
        seller.link("Edit Castle tour").click();
        seller.fill("Price (USD)", "42.5");
        seller.click("Save");
        assertThat(seller.heading()).hasText("Your sales");
        seller.sees("$42.50");
        seller.click("Withdraw Harbour cruise");
        seller.fitsAPhone();
        seller.click("Yes, withdraw it");
        seller.sees("In all: 1 available, 1 withdrawn.");
        seller.link("Withdrawn").click();
        new TicketsPage(seller).shows("Harbour cruise");
        assertThat(seller.path()).isEqualTo("/sales?status=withdrawn");

        var visitor = visitors.arrive("tourist").expectingErrors("404");
        visitor.open(cruise);
        visitor.sees("The seller has withdrawn this ticket.");
        visitor.open("/tickets/nowhere");
        assertThat(visitor.heading()).hasText("Ticket not found");
    }
}
