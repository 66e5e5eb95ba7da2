package dev.ticketing.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A purchase on a phone. */
@InBrowsers
class PhoneIT {

    @Test
    void somebody_buys_with_a_thumb_and_no_page_is_wider_than_the_screen(Visitors visitors) {
        visitors.arrive("ferryman").signedUp().account().list("Ferry to the islands", 33);
        var commuter = visitors.arriveByPhone("commuter");
        new SignPage(commuter).signUp();
        fits(commuter);

        var tickets = new TicketsPage(commuter).open();
        tickets.search().fill("ferry islands");
        tickets.shows("Ferry to the islands");
        fits(commuter);
        tickets.results().first().tap();
        var buy = commuter.button("Buy for $33.00");
        buy.waitFor();
        fits(commuter);
        buy.tap();
        var order = new OrderPage(commuter).arrive();
        order.payButton("$33.00").waitFor();
        fits(commuter);
        order.payButton("$33.00").tap();
        order.isComplete();
        fits(commuter);
        for (var path : new String[] {"/orders", "/payments", "/sell", "/sales", "/account"}) {
            commuter.open(path);
            commuter.heading().waitFor();
            fits(commuter);
        }
    }

    private static void fits(Visitor visitor) {
        visitor.screenshot("fits");
        assertThat(visitor.page().evaluate("document.documentElement.scrollWidth"))
                .as("width of %s", visitor.path())
                .isEqualTo(Visitors.PHONE_WIDTH);
    }
}
