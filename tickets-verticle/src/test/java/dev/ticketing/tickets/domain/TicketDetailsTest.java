package dev.ticketing.tickets.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Failure.Problem;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.domain.Fields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TicketDetailsTest {

    @Test
    void a_title_is_trimmed_and_a_price_is_read_in_cents() {
        var fields = new Fields(Map.of("title", "  Concert ", "price", 19.99, "unknown", true));

        assertThat(TicketDetails.from(fields, Currency.DEFAULT)).isEqualTo(new TicketDetails("Concert", 1999));
    }

    @Test
    void a_title_has_1_to_200_characters() {
        var longest = "🎸".repeat(200);

        assertThat(TicketDetails.from(new Fields(Map.of("title", longest, "price", 1)), Currency.DEFAULT)
                        .title())
                .isEqualTo(longest);
        assertThat(problemsOf(Map.of("title", longest + "!", "price", 1))).containsExactly("title");
        assertThat(problemsOf(Map.of("title", "   ", "price", 1))).containsExactly("title");
    }

    @Test
    void every_problem_is_named_at_once() {
        assertThat(problemsOf(Map.of("title", 7, "price", "19.99"))).containsExactly("title", "price");
        assertThat(problemsOf(Map.of())).containsExactly("title", "price");
    }

    private static List<String> problemsOf(Map<String, Object> body) {
        var thrown = catchThrowableOfType(
                FailureException.class, () -> TicketDetails.from(new Fields(body), Currency.DEFAULT));
        return ((Failure.Invalid) thrown.failure())
                .problems().stream().map(Problem::field).toList();
    }
}
