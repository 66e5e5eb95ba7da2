package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buying a ticket and paying for it, by whatever card. */
@InBrowsers
class BuyIT {

    @Test
    void two_people_sign_up_one_lists_the_other_buys_and_both_see_it_sold(Visitors visitors) {
        var seller = visitors.arrive("seller");
        var buyer = visitors.arrive("buyer").expectingErrors("402");
        new SignPage(seller).signUp();
        new SignPage(buyer).signUp();
        var ticket = new SellPage(seller).list("Two seats in the front row", "19.99");

        new TicketsPage(buyer).open().search().fill("front row");
        buyer.link("Two seats in the front row").first().click();
        var order = new TicketPage(buyer).buy("$19.99");
        buyer.sees(OrderPage.SUCCEEDS);
        buyer.page().reload();
        order.pay(OrderPage.DECLINED, "$19.99");
        buyer.sees("The card was declined by its bank. You can try 2 more times.");
        buyer.screenshot("declined");
        order.pay(OrderPage.SUCCEEDS, "$19.99");
        order.isComplete();
        buyer.sees("You paid $19.99");
        buyer.screenshot("complete");
        buyer.open("/payments");
        assertThat(buyer.link("Two seats in the front row")).isVisible();
        buyer.sees("Paid");

        seller.open(ticket);
        seller.sees("You sold this ticket.");
        seller.open("/sales");
        seller.sees("In all: 1 sold for $19.99.");
        buyer.open(ticket);
        buyer.sees("You bought this ticket.");
    }

    @Test
    void a_buyer_whose_bank_asks_first_looks_back_says_no_and_then_yes(Visitors visitors) {
        var seller = visitors.arrive("usher").signedUp();
        var buyer = visitors.arrive("patron").signedUp();
        var ticket = seller.account().list("Box at the opera", 50);
        buyer.account().awaitPrice(ticket, "50.00");
        var order = new TicketPage(buyer).open(ticket).buy("$50.00");

        order.pay(OrderPage.BANK_ASKS, "$50.00");
        assertThat(buyer.heading()).hasText("Confirm your payment");
        buyer.page().goBack();
        buyer.sees("Your bank waits for you to confirm the payment.");
        buyer.fitsAPhone();
        buyer.page().reload();
        buyer.click("Go to your bank");
        buyer.click("No, fail the authentication");
        buyer.sees("Your bank refused the payment, and nothing was charged. You can try 2 more");
        assertThat(buyer.path()).doesNotContain("?");

        order.pay(OrderPage.BANK_ASKS, "$50.00");
        buyer.click("Yes, complete the payment");
        order.isComplete();
        buyer.sees("You paid $50.00");
        assertThat(buyer.path()).doesNotContain("?");
        // What a page may load where cards go to Stripe itself; here they do not.
        assertThat(buyer.page().reload().headerValue("content-security-policy")).doesNotContain("stripe");
    }

    @Test
    void a_buyer_is_asked_about_a_price_that_has_changed_and_holds_the_ticket_at_the_one_they_agreed_to(
            Visitors visitors) {
        var seller = visitors.arrive("harpist").signedUp();
        var buyer = visitors.arrive("guest").signedUp().expectingErrors("409");
        var ticket = seller.account().list("Harp in the park", 20);

        buyer.account().awaitPrice(ticket, "20.00");

        var page = new TicketPage(buyer).open(ticket);
        var posts = buyer.holdBackPosts("/api/orders");
        buyer.click("Buy for $20.00");
        repriceBefore(posts, 1, seller, ticket, 25, buyer, "25.00");
        buyer.sees("The price is now $25.00.");
        buyer.fitsAPhone();
        buyer.click("No");
        buyer.click("Buy for $25.00");
        repriceBefore(posts, 2, seller, ticket, 26.50, buyer, "26.50");
        buyer.click("Yes, buy for $26.50");
        buyer.page().waitForCondition(() -> posts.size() == 3);
        posts.get(2).resume();
        assertThat(new OrderPage(buyer).arrive().payButton("$26.50")).isVisible();

        page.open(ticket);
        assertThat(buyer.link("Go to your order")).isVisible();
        var passerBy = visitors.arrive("passer-by");
        passerBy.open(ticket);
        passerBy.sees("It may come back at any time.");
        seller.open(ticket);
        seller.sees("neither edited nor withdrawn");

        buyer.link("Go to your order").click();
        new OrderPage(buyer).arrive().cancel();
        seller.open(ticket);
        seller.lookAgainUntilSeen("Edit title and price");
        passerBy.open(ticket);
        passerBy.sees("Sign in to buy");
    }

    /** The seller is quicker than the order that is on its way. */
    private static void repriceBefore(
            List<Route> posts, int post, Visitor seller, String ticket, double price, Visitor buyer, String shown) {
        buyer.page().waitForCondition(() -> posts.size() == post);
        seller.account().reprice(ticket, price);
        buyer.account().awaitPrice(ticket, shown);
        posts.get(post - 1).resume();
    }
}
