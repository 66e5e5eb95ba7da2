package dev.ticketing.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DemoListingTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @Test
    void there_are_a_hundred_at_fair_prices_and_no_placeholder_is_left() {
        assertThat(DemoListing.all(TODAY)).hasSize(100).allSatisfy(listing -> {
            assertThat(Currency.DEFAULT.toCents(listing.price())).isPresent();
            assertThat(listing.title()).hasSizeBetween(10, 200).doesNotContain("[", "]", "|");
        });
    }

    @Test
    void every_status_is_among_them_and_most_are_on_sale() {
        var all = DemoListing.all(TODAY);
        assertThat(all).extracting(DemoListing::status).contains(Status.values());
        assertThat(Arrays.stream(Status.values()))
                .allSatisfy(status -> assertThat(all.stream().filter(listing -> listing.status() == status))
                        .hasSizeGreaterThan(5));
        assertThat(all.stream().filter(listing -> listing.status() == Status.AVAILABLE))
                .hasSizeGreaterThan(60);
    }

    @Test
    void dates_lie_ahead_and_are_written_in_the_titles_own_language() {
        assertThat(DemoListing.all(TODAY))
                .extracting(DemoListing::title)
                .contains(
                        "Hamlet, upper circle, Old Dock Theatre, Liverpool, 8 December 2026",
                        "Wisła Gwiazdy – Hutnik Stare Miasto, sektor rodzinny, Kraków, 7 grudnia 2026",
                        "夜空オーケストラ 定期演奏会、京都、2026年12月15日");
    }
}
