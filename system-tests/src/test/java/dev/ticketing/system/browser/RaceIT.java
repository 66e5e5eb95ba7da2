package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two people who want the same ticket at the same moment. */
@InBrowsers
class RaceIT {

    @Test
    void of_two_who_press_buy_at_once_one_holds_the_ticket_and_the_other_is_told_so(Visitors visitors) {
        var racers = List.of(
                visitors.arrive("quick").signedUp().expectingErrors("403", "409"),
                visitors.arrive("nimble").signedUp().expectingErrors("403", "409"));
        var ticket = visitors.arrive("conductor").signedUp().account().list("The last seat", 10);
        racers.get(0).account().awaitPrice(ticket, "10.00");

        // Both have pressed before either request leaves.
        var held = new ArrayList<List<Route>>();
        for (var racer : racers) {
            held.add(racer.holdBackPosts("/api/orders"));
            racer.open(ticket);
            racer.click("Buy for $10.00");
        }
        racers.get(0).page().waitForCondition(() -> held.stream().allMatch(routes -> routes.size() == 1));
        held.forEach(routes -> routes.get(0).resume());

        var winner = racers.get(0);
        winner.page().waitForCondition(() -> racers.stream().anyMatch(RaceIT::hasAnOrder));
        if (!hasAnOrder(winner)) {
            winner = racers.get(1);
        }
        var loser = racers.get(winner == racers.get(0) ? 1 : 0);
        loser.sees("reserved");
        assertThat(loser.page()).hasURL(Pattern.compile(".+/tickets/.+"));

        var order = new OrderPage(winner);
        order.pay(OrderPage.SUCCEEDS, "$10.00");
        order.isComplete();
        loser.open(ticket);
        loser.lookAgainUntilSeen("This ticket is sold.");
        loser.open("/orders");
        loser.sees("You have not ordered a ticket yet.");
    }

    private static boolean hasAnOrder(Visitor racer) {
        return racer.path().startsWith("/orders/");
    }
}
