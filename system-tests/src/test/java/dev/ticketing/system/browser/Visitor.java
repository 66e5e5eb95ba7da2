package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Somebody with a browser of their own: what they see, and what they do that belongs to no page alone. */
final class Visitor {

    static final String PASSWORD = "correct horse battery";

    private final Site site;
    private final String name;
    private final Page page;
    private final List<String> errors = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final Account account;
    private int screenshots;

    Visitor(Site site, String name, Page page) {
        this.site = site;
        this.name = name;
        this.page = page;
        this.account =
                new Account(site, page, name + UUID.randomUUID().toString().substring(0, 8) + "@example.com");
        page.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
    }

    Page page() {
        return page;
    }

    /** The account they have, and what can be done with it without a page. */
    Account account() {
        return account;
    }

    /** Somebody with an account, who need not show how one comes by it. */
    Visitor signedUp() {
        account.signUp();
        return this;
    }

    /** Browsers log a refused request as an error: that is no defect where the journey wants it. */
    Visitor expectingErrors(String... parts) {
        expected.addAll(List.of(parts));
        return this;
    }

    List<String> unexpectedErrors() {
        return errors.stream()
                .filter(error -> expected.stream().noneMatch(error::contains))
                .toList();
    }

    void open(String path) {
        page.navigate(site.address() + path);
    }

    String path() {
        return page.url().substring(site.address().length());
    }

    /** Waits until the address is that of another page. */
    void arrivesAt(String pathRegex) {
        assertThat(page).hasURL(Pattern.compile(site.address() + pathRegex));
    }

    void fill(String label, String text) {
        field(label).fill(text);
    }

    Locator field(String label) {
        return page.getByLabel(label, new GetByLabelOptions().setExact(true));
    }

    void click(String button) {
        button(button).click();
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name));
    }

    /** What the page is about. */
    Locator heading() {
        return page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1));
    }

    /** Waits until a text is to be seen, as it is or as part of one. */
    void sees(String text) {
        assertThat(text(text)).isVisible();
    }

    /** Loads the page anew until a text is there: other services hear of a change a little later. */
    void lookAgainUntilSeen(String text) {
        page.waitForCondition(() -> {
            page.reload();
            isLoaded();
            return text(text).isVisible();
        });
    }

    Locator text(String text) {
        return page.getByText(text).filter(new FilterOptions().setVisible(true)).first();
    }

    /** From now on what is posted to a path does not leave before it is resumed. */
    List<Route> holdBackPosts(String apiPath) {
        var held = new ArrayList<Route>();
        page.route(site.address() + apiPath, route -> {
            if (route.request().method().equals("POST")) {
                held.add(route);
            } else {
                route.resume();
            }
        });
        return held;
    }

    /** Waits until the page shows what it is about. */
    void isLoaded() {
        assertThat(heading()).isVisible();
        assertThat(page.getByRole(AriaRole.MAIN)).not().containsText("Loading...");
    }

    /** Nothing is cut off or needs scrolling sideways, as wide as the screen is or on a phone. */
    void fitsAPhone() {
        var size = page.viewportSize();
        page.setViewportSize(Visitors.PHONE_WIDTH, size.height);
        screenshot("phone");
        var width = page.evaluate("document.documentElement.scrollWidth");
        page.setViewportSize(size.width, size.height);
        assertThat(width).isEqualTo(Visitors.PHONE_WIDTH);
    }

    void screenshot(String what) {
        var file = Path.of("target", "screenshots", "%s-%d-%s.png".formatted(name, ++screenshots, what));
        page.screenshot(new ScreenshotOptions().setPath(file));
    }

    @Override
    public String toString() {
        return name;
    }
}
