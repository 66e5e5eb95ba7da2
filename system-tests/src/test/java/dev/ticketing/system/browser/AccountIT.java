package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import org.junit.jupiter.api.Test;

/** What becomes of an account: mailed links, sessions, bans. */
@InBrowsers
class AccountIT {

    private static final String NEW_PASSWORD = "another horse, another battery";

    @Test
    void somebody_confirms_their_address_and_sets_a_new_password_by_the_links_they_are_mailed(Visitors visitors) {
        var reader = visitors.arrive("reader");
        var email = reader.account().email();
        new SignPage(reader).signUp();
        reader.page().navigate(reader.account().mailedLink("/verify"));
        reader.click("Confirm it");
        reader.sees("Thank you: your email address is confirmed.");
        assertThat(reader.path()).isEqualTo("/verify");

        reader.open("/account");
        reader.sees(email + " is confirmed.");
        reader.sees("This one");
        reader.fitsAPhone();

        reader.click("Sign out");
        assertThat(reader.link("Sign in")).isVisible();
        reader.open("/forgot");
        reader.fill("Email", email);
        reader.click("Send me a link");
        reader.sees("If there is an account of " + email);
        reader.page().navigate(reader.account().mailedLink("/reset"));
        reader.fill("New password", NEW_PASSWORD);
        reader.click("Set the password");
        reader.sees("Your new password is set");
        new SignPage(reader).signIn(NEW_PASSWORD);
        assertThat(reader.button("Sign out")).isVisible();
    }

    @Test
    void whose_access_token_is_over_writes_on_and_is_not_asked_to_sign_in(Visitors visitors) {
        var poet = visitors.arrive("poet").expectingErrors("401");
        new SignPage(poet).signUp();
        poet.open("/sell");
        poet.fill("Title", "Poetry slam");
        poet.fill("Price (USD)", "8");
        // Browsers drop the cookie when the token is over.
        poet.page().context().clearCookies(new ClearCookiesOptions().setName("session"));
        poet.click("List for sale");
        assertThat(poet.heading()).hasText("Poetry slam");

        poet.page().context().clearCookies(new ClearCookiesOptions().setName("session"));
        poet.open("/account");
        poet.sees("This one");
    }

    @Test
    void somebody_is_banned_while_they_write_an_offer_and_cannot_come_back(Visitors visitors) {
        var admin = visitors.arrive("admin");
        var forger = visitors.arrive("forger").expectingErrors("401", "403");
        new SignPage(forger).signUp();
        admin.account().becomeAdmin();
        var copies = forger.account().list("Copies, hot off the press", 5);
        forger.open("/sell");
        forger.fill("Title", "More copies");
        forger.fill("Price (USD)", "5");

        admin.open("/users");
        var email = forger.account().email();
        admin.fill("Address begins with", email);
        admin.click("Ban " + email);
        admin.fill("Reason", "sells copies");
        admin.click("Ban the user");
        assertThat(admin.button("Lift the ban of " + email)).isVisible();
        forger.page().waitForCondition(forger.account()::isOver);
        forger.click("List for sale");
        forger.sees("Your session has ended.");
        new SignPage(forger).signIn(Visitor.PASSWORD);
        forger.sees("This account is suspended.");
        admin.open(copies);
        admin.sees("The seller has withdrawn this ticket.");
    }
}
