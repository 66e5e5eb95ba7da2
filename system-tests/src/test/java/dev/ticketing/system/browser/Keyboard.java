package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;

/** Somebody who has no mouse. */
record Keyboard(Visitor visitor) {

    /** More than any page has stops. */
    private static final int MOST_TABS = 100;

    /** Goes from stop to stop until it is there. */
    Keyboard tabTo(Locator target) {
        assertThat(target).isVisible();
        for (int i = 0; i < MOST_TABS; i++) {
            if ((boolean) target.evaluate("element => element === document.activeElement")) {
                return this;
            }
            press("Tab");
        }
        throw new AssertionError(target + " cannot be reached with Tab");
    }

    Keyboard press(String key) {
        visitor.page().keyboard().press(key);
        return this;
    }

    Keyboard type(String text) {
        visitor.page().keyboard().type(text);
        return this;
    }

    /** The focus is on something: not on the page as a whole, where it lands when what had it goes away. */
    Keyboard knowsWhereItIs() {
        assertThat(visitor.page().locator(":focus")).hasCount(1);
        return this;
    }
}
