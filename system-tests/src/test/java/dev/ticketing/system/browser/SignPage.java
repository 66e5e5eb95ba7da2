package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Signing up and signing in. */
record SignPage(Visitor visitor) {

    void signUp() {
        visitor.open("/signup");
        enter("Sign up", visitor.account().email(), Visitor.PASSWORD);
        assertThat(visitor.button("Sign out")).isVisible();
    }

    void signIn(String password) {
        visitor.open("/signin");
        enter("Sign in", visitor.account().email(), password);
    }

    private void enter(String button, String email, String password) {
        visitor.fill("Email", email);
        visitor.fill("Password", password);
        visitor.click(button);
    }
}
