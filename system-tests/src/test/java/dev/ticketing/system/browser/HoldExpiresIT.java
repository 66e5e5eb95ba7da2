package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What takes a quarter of an hour elsewhere, in a marketplace of its own where it takes seconds. */
@InBrowsers
class HoldExpiresIT {

    private static Site hasty;

    @BeforeAll
    static void start() {
        hasty = Site.openWith(Map.of("ORDER_WINDOW", "PT5S"));
    }

    @AfterAll
    static void stop() {
        hasty.close();
    }

    @Test
    void who_does_not_pay_in_time_is_told_so_and_somebody_else_can_buy(Visitors visitors) {
        var ticket = visitors.arriveAt(hasty, "owner").signedUp().account().list("Matinee", 12);
        var dawdler = visitors.arriveAt(hasty, "dawdler").signedUp();
        dawdler.account().awaitPrice(ticket, "12.00");
        new TicketPage(dawdler).open(ticket).buy("$12.00");
        dawdler.sees("The time to pay ran out before a payment arrived, so the ticket went back on sale.");
        assertThat(new OrderPage(dawdler).payButton("$12.00")).isHidden();

        var next = visitors.arriveAt(hasty, "next").signedUp();
        next.open(ticket);
        next.lookAgainUntilSeen("Buy for $12.00");
        new TicketPage(next).buy("$12.00");
    }
}
