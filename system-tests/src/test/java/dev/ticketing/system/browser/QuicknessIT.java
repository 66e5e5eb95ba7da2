package dev.ticketing.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator.FilterOptions;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How soon the first page is there, and how smoothly a thousand tickets scroll: printed, since machines differ. */
@InBrowsers
class QuicknessIT {

    private static final int TICKETS = 1_000;
    private static final int AT_ONCE = 50;

    private static final String WATCH = """
            () => {
              window.longest = 0;
              new PerformanceObserver(list => {
                for (const task of list.getEntries()) {
                  window.longest = Math.max(window.longest, task.duration);
                }
              }).observe({ type: 'longtask', buffered: true });
            }""";

    /** Four fifths of a screen in every frame, from the top to the end. */
    private static final String SCROLL = """
            () => new Promise(resolve => {
              window.scrollTo(0, 0);
              let frames = 0;
              const step = () => {
                const before = window.scrollY;
                window.scrollBy({ top: window.innerHeight * 0.8, behavior: 'instant' });
                frames += 1;
                if (window.scrollY > before) {
                  requestAnimationFrame(step);
                } else {
                  resolve(frames);
                }
              };
              requestAnimationFrame(step);
            })""";

    @Test
    void a_thousand_tickets_scroll_to_the_last(Site site, Visitors visitors) {
        listAThousand(site);
        var reader = visitors.arrive("marathon-reader");
        reader.open("/?q=bench");
        reader.isLoaded();
        var paint = reader.page()
                .waitForFunction("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
                .jsonValue();
        reader.page().evaluate(WATCH);
        var results = new TicketsPage(reader).results();
        var more = reader.button("Show more").filter(new FilterOptions().setVisible(true));
        reader.page().waitForCondition(() -> {
            if (more.count() > 0 && more.isEnabled()) {
                more.click();
            }
            return results.count() == TICKETS;
        });
        var loading = reader.page().evaluate("window.longest");
        reader.page().evaluate("window.longest = 0");
        var frames = reader.page().evaluate(SCROLL);
        var scrolling = reader.page().evaluate("window.longest");
        assertThat(results.last()).isInViewport();
        System.out.printf(
                "quickness: first content after %s ms; longest task while 1,000 tickets load %s ms, while they scroll by"
                        + " in %s frames %s ms (0: none over 50 ms)%n",
                paint, loading, frames, scrolling);
    }

    private static void listAThousand(Site site) {
        var seller = ApiClient.of(site.address());
        var credentials = new JsonObject()
                .put("email", UUID.randomUUID() + "@example.com")
                .put("password", Visitor.PASSWORD);
        seller.post("/api/users/signup", credentials).expect(201);
        for (int listed = 0; listed < TICKETS; listed += AT_ONCE) {
            Eventually.await(Future.all(IntStream.range(listed, listed + AT_ONCE)
                    .mapToObj(i ->
                            new JsonObject().put("title", "Bench, seat " + i).put("price", 5 + i % 50))
                    .map(ticket -> seller.send(HttpMethod.POST, "/api/tickets", ticket))
                    .toList()));
        }
    }
}
