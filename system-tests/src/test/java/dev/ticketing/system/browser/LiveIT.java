package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

/** What others do shows in pages that are open, and who waits for a ticket gets it. */
@InBrowsers
class LiveIT {

    @Test
    void an_open_page_shows_the_price_change_and_the_ticket_being_held_and_sold(Visitors visitors) {
        var seller = visitors.arrive("broker").signedUp().account();
        var buyer = visitors.arrive("decided").signedUp().account();
        var onlooker = visitors.arrive("onlooker").signedUp().expectingErrors("403");
        var ticket = seller.list("Winter concert", 20);
        onlooker.open(ticket);
        assertThat(onlooker.button("Buy for $20.00")).isVisible();
        onlooker.page().evaluate("window.neverLoadedAnew = true");

        seller.reprice(ticket, 25);
        assertThat(onlooker.button("Buy for $25.00")).isVisible();
        buyer.awaitPrice(ticket, "25.00");
        var order = buyer.hold(ticket);
        onlooker.sees("Reserved by somebody else.");
        buyer.pay(order);
        onlooker.sees("This ticket is sold.");
        onlooker.page().waitForFunction("window.neverLoadedAnew");
    }

    @Test
    void who_waits_for_a_held_ticket_is_offered_it_and_pays(Visitors visitors) {
        var holder = visitors.arrive("holder").signedUp().account();
        var waiter = visitors.arrive("waiter").signedUp().expectingErrors("403");
        var ticket = visitors.arrive("impresario").signedUp().account().list("Sold-out premiere", 70);
        var held = holder.hold(ticket);

        waiter.open(ticket);
        waiter.click("Tell me when it is back");
        waiter.sees("You are first in line.");
        waiter.fitsAPhone();
        holder.cancel(held);
        waiter.open("/orders");
        waiter.lookAgainUntilSeen("You waited for it.");
        waiter.link("Sold-out premiere").first().click();
        waiter.sees("You waited for this ticket and were first in line");
        var order = new OrderPage(waiter).arrive();
        order.pay(OrderPage.SUCCEEDS, "$70.00");
        order.isComplete();
    }
}
