package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

/** A purchase without a mouse. */
@InBrowsers
class KeyboardIT {

    @Test
    void somebody_finds_a_ticket_signs_in_changes_their_mind_twice_and_buys_by_keys_alone(Visitors visitors) {
        var ticket = visitors.arrive("organ-builder").signedUp().account().list("Organ recital", 18);
        var organist = visitors.arrive("organist").expectingErrors("402");
        organist.account().signUp();
        organist.account().awaitPrice(ticket, "18.00");
        organist.page().context().clearCookies();
        var keys = new Keyboard(organist);

        organist.open("/");
        keys.tabTo(new TicketsPage(organist).search()).type("organ rec");
        keys.tabTo(organist.link("Organ recital")).press("Enter");
        assertThat(organist.heading()).hasText("Organ recital");
        keys.knowsWhereItIs();

        // It leads to another page, and that one back.
        var signIn = organist.page().getByText("Sign in to buy");
        keys.tabTo(signIn).press("Enter");
        assertThat(organist.heading()).hasText("Sign in");
        keys.knowsWhereItIs()
                .tabTo(organist.field("Email"))
                .type(organist.account().email());
        keys.tabTo(organist.field("Password")).type(Visitor.PASSWORD).press("Enter");
        assertThat(organist.heading()).hasText("Organ recital");
        keys.knowsWhereItIs();

        keys.tabTo(organist.button("Buy for $18.00")).press("Enter");
        var order = new OrderPage(organist).arrive();
        assertThat(organist.heading()).containsText("Organ recital");
        keys.knowsWhereItIs();
        keys.tabTo(organist.button("Cancel the order")).press("Enter");
        keys.knowsWhereItIs().tabTo(organist.button("No, keep it")).press("Enter");
        keys.knowsWhereItIs();

        var card = organist.page().getByLabel(OrderPage.SUCCEEDS);
        keys.press("Shift+Tab").knowsWhereItIs();
        organist.page().reload();
        keys.tabTo(card).press("ArrowDown").press("ArrowDown");
        assertThat(organist.page().getByLabel(OrderPage.DECLINED)).isChecked();
        keys.tabTo(order.payButton("$18.00")).press("Enter");
        organist.sees("The card was declined by its bank.");
        keys.knowsWhereItIs();
        keys.press("Shift+Tab");
        organist.page().reload();
        keys.tabTo(order.payButton("$18.00")).press("Enter");
        order.isComplete();
        keys.knowsWhereItIs();
    }
}
