package dev.ticketing.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import java.util.ArrayList;
import java.util.List;

/** The people of one test. Each has a browser context of their own; all leave when the test is over. */
final class Visitors {

    /** The narrowest that is common. */
    static final int PHONE_WIDTH = 360;

    private static final int PHONE_HEIGHT = 740;

    private final Browser browser;
    private final Site site;
    private final List<Visitor> present = new ArrayList<>();

    Visitors(Browser browser, Site site) {
        this.browser = browser;
        this.site = site;
    }

    /** Somebody at a desk. */
    Visitor arrive(String name) {
        return arriveAt(site, name);
    }

    /** Somebody at another marketplace. */
    Visitor arriveAt(Site other, String name) {
        return arrive(other, name, new NewContextOptions().setViewportSize(1280, 800));
    }

    /** Somebody with a phone. */
    Visitor arriveByPhone(String name) {
        var phone = new NewContextOptions()
                .setViewportSize(PHONE_WIDTH, PHONE_HEIGHT)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true);
        return arrive(site, name, phone);
    }

    private Visitor arrive(Site where, String name, NewContextOptions options) {
        var context = browser.newContext(options.setLocale("en-US").setTimezoneId("UTC"));
        var visitor = new Visitor(where, name, context.newPage());
        present.add(visitor);
        return visitor;
    }

    /** After a failure their screens are kept; without one, nobody may have been told of an error unexpectedly. */
    void leave(boolean failed) {
        try {
            for (var visitor : present) {
                if (failed) {
                    visitor.screenshot("failed");
                } else {
                    assertThat(visitor.unexpectedErrors())
                            .as("what the browser of %s logged", visitor)
                            .isEmpty();
                }
            }
        } finally {
            present.forEach(visitor -> visitor.page().context().close());
        }
    }
}
