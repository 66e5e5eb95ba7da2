package dev.ticketing.system.browser;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The main pages in target/pictures, light and dark, at three widths: to look at, and for the README. */
@InBrowsers
class PicturesIT {

    private static final List<Integer> WIDTHS = List.of(390, 768, 1440);
    private static final int HEIGHT = 900;

    @Test
    void the_main_pages_have_their_pictures_taken(Visitors visitors) {
        var seller = visitors.arrive("photographer").signedUp();
        var programme = List.of(
                "Jazz on the roof, 12 June, two standing places",
                "City marathon, start number for the half distance",
                "Night of the museums, family ticket",
                "La Traviata, Teatro Nuovo, stalls, row 7",
                "Open-air cinema by the river, two deck chairs",
                "Chamber music in the old brewery, front row",
                "Ice hockey derby, north stand, seat 114",
                "Poetry slam final, balcony",
                "Fado night in the harbour hall, table for two",
                "Planetarium, the late show",
                "String quartets by candlelight, second row",
                "Half a box at the opera ball",
                "Comedy open mic, front table",
                "Botanical garden by night, two adults",
                "Film music with full orchestra, gallery",
                "Steam train to the lakes, window seat");
        var tickets = programme.stream()
                .map(title -> seller.account().list(title, 15.50 + title.length()))
                .toList();
        var visitor = visitors.arrive("model").signedUp();
        var account = visitor.account();
        var paid = account.hold(tickets.get(1));
        account.pay(paid);
        var collector = visitors.arrive("collector").signedUp().account();
        collector.pay(collector.hold(tickets.get(0)));
        var open = account.hold(tickets.get(3));

        take(visitor, "tickets", "/");
        take(visitor, "ticket", tickets.get(8));
        take(visitor, "pay", open);
        take(visitor, "complete", paid);
        take(visitor, "orders", "/orders");
        take(visitor, "sell", "/sell");
        take(visitor, "account", "/account");
        take(seller, "sales", "/sales");
        take(visitors.arrive("newcomer"), "sign-up", "/signup");
    }

    private static void take(Visitor visitor, String name, String path) {
        var page = visitor.page();
        page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        visitor.open(path);
        visitor.isLoaded();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
            for (int width : WIDTHS) {
                page.setViewportSize(width, HEIGHT);
                var file = "%s-%d-%s.png".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT));
                page.screenshot(new ScreenshotOptions().setPath(Path.of("target", "pictures", file)));
            }
        }
    }
}
