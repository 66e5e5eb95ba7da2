package dev.ticketing.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No page breaks a rule of {@link Axe}, whoever looks at it and in whatever state. */
@InBrowsers
class AccessibleIT {

    private final List<String> violations = new ArrayList<>();

    @Test
    void a_visitors_pages(Visitors visitors) {
        var seller = visitors.arrive("florist").signedUp();
        var visitor = visitors.arrive("stroller").expectingErrors("400", "401", "404");
        looksAt(
                visitor,
                "/",
                "/?q=nothing-is-called-like-this",
                seller.account().list("Garden show", 9),
                "/signin",
                "/signup",
                "/forgot",
                "/reset?token=old",
                "/reset",
                "/verify?token=old",
                "/nowhere",
                "/tickets/nowhere");
        new SignPage(visitor).signIn("wrong password");
        visitor.sees("Wrong email address or password.");
        check(visitor);
        assertThat(violations).isEmpty();
    }

    @Test
    void a_buyers_pages(Visitors visitors) {
        var seller = visitors.arrive("magician").signedUp().account();
        var buyer = visitors.arrive("spectator").signedUp().expectingErrors("402", "409");
        looksAt(buyer, "/orders", "/payments", "/account");
        var account = buyer.account();
        var bought = seller.list("Cards and doves", 9);
        var paid = account.hold(bought);
        account.pay(paid);
        var cancelled = account.hold(seller.list("A sawn assistant", 9));
        account.cancel(cancelled);
        var held = seller.list("Rope and silk", 9);
        var open = account.hold(held);
        looksAt(buyer, paid, cancelled, "/orders", "/payments", bought, held, open);
        buyer.click("Cancel the order");
        check(buyer);
        buyer.click("No, keep it");
        new OrderPage(buyer).pay(OrderPage.DECLINED, "$9.00");
        buyer.sees("The card was declined");
        check(buyer);

        var risen = seller.list("Levitation", 9);
        account.awaitPrice(risen, "9.00");
        buyer.open(risen);
        var posts = buyer.holdBackPosts("/api/orders");
        buyer.click("Buy for $9.00");
        buyer.page().waitForCondition(() -> posts.size() == 1);
        seller.reprice(risen, 10);
        account.awaitPrice(risen, "10.00");
        posts.get(0).resume();
        buyer.sees("The price is now $10.00.");
        check(buyer);
        assertThat(violations).isEmpty();
    }

    @Test
    void a_sellers_pages_and_those_of_who_waits_for_what_they_sell(Visitors visitors) {
        var seller = visitors.arrive("puppeteer").signedUp().expectingErrors("400");
        looksAt(seller, "/sales", "/sell");
        var ticket = seller.account().list("Strings", 9);
        var held = seller.account().list("Shadows", 9);
        visitors.arrive("child").signedUp().account().hold(held);
        var waiter = visitors.arrive("parent").signedUp().expectingErrors("403");
        waiter.open(held);
        waiter.click("Tell me when it is back");
        waiter.sees("You are first in line.");
        check(waiter);
        looksAt(waiter, "/orders");
        looksAt(seller, "/", ticket, held, ticket + "/edit", "/sales");
        seller.click("Withdraw Strings");
        check(seller);
        seller.open("/sell");
        seller.click("List for sale");
        seller.page().locator("[aria-invalid=true]").first().waitFor();
        check(seller);
        assertThat(violations).isEmpty();
    }

    @Test
    void an_admins_pages(Visitors visitors) {
        var admin = visitors.arrive("auditor");
        admin.account().becomeAdmin();
        looksAt(admin, "/users", "/audit", "/totals");
        var scalper = visitors.arrive("scalper").signedUp().account().email();
        admin.open("/users?q=" + scalper);
        admin.click("Ban " + scalper);
        check(admin);
        assertThat(violations).isEmpty();
    }

    @Test
    void control_a_picture_without_words_and_grey_on_grey_are_found(Visitors visitors) {
        var vandal = visitors.arrive("vandal");
        vandal.open("/signin");
        vandal.isLoaded();
        vandal.page().evaluate("""
                () => {
                  const grey = document.createElement('p');
                  grey.textContent = 'Grey';
                  grey.style.color = '#888';
                  grey.style.background = '#777';
                  document.querySelector('main').append(document.createElement('img'), grey);
                }""");
        check(vandal);
        assertThat(violations).hasSize(8);
        assertThat(String.join("\n", violations)).contains("image-alt", "color-contrast", "390 wide", "DARK");
    }

    private void looksAt(Visitor visitor, String... paths) {
        for (var path : paths) {
            visitor.open(path);
            visitor.isLoaded();
            check(visitor);
        }
    }

    private void check(Visitor visitor) {
        violations.addAll(new Axe(visitor).violations());
    }
}
