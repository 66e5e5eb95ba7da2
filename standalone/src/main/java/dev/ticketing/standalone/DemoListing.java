package dev.ticketing.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.shared.messaging.WireName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One of the demo's listings.
 *
 * @param seller the name of a {@link DemoPerson}
 * @param status what becomes of it
 */
record DemoListing(String seller, Status status, BigDecimal price, String title) {

    private static final String FILE = "demo-listings.txt";
    private static final Pattern COLUMNS = Pattern.compile(" \\| ");
    private static final Pattern DAYS_AHEAD = Pattern.compile("\\[(\\d+)]");

    /** All of them. Their dates are written out, each in its own language, as seen from today. */
    static List<DemoListing> all(LocalDate today) {
        try (var file = DemoListing.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> read(COLUMNS.split(line, -1), today))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    private static DemoListing read(String[] columns, LocalDate today) {
        var date = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.forLanguageTag(columns[2]));
        var title = DAYS_AHEAD
                .matcher(columns[4])
                .replaceAll(days -> date.format(today.plusDays(Long.parseLong(days.group(1)))));
        return new DemoListing(columns[0], WireName.read(Status.class, columns[1]), new BigDecimal(columns[3]), title);
    }
}
