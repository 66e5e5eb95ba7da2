package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

/** A train goes through a tunnel. */
@InBrowsers
class OfflineIT {

    @Test
    void a_buyer_who_loses_the_network_is_told_so_and_pays_when_it_is_back(Visitors visitors) {
        var ticket = visitors.arrive("signaller").signedUp().account().list("Night train", 60);
        var traveller = visitors.arrive("traveller").signedUp().expectingErrors("ERR_INTERNET_DISCONNECTED");
        traveller.open(traveller.account().hold(ticket));
        var order = new OrderPage(traveller);
        assertThat(order.payButton("$60.00")).isVisible();

        traveller.page().context().setOffline(true);
        traveller.sees("You are offline.");
        order.payButton("$60.00").click();
        traveller.sees("The server cannot be reached.");
        traveller.page().context().setOffline(false);
        assertThat(traveller.text("You are offline.")).isHidden();
        order.pay(OrderPage.SUCCEEDS, "$60.00");
        order.isComplete();
    }
}
