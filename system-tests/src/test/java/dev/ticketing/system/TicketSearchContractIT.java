package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Pages;
import dev.ticketing.testkit.WithBackends;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of GET /api/tickets that search: q, sort, minPrice and maxPrice, and each refusal of theirs. */
@WithBackends
class TicketSearchContractIT {

    private static final String TICKETS = "/api/tickets";

    private static Market market;

    private final Person seller = Person.newcomer(market);

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of());
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rock", "ROCK", "ro", "fes roc", "festival rock cafe", "café", "cafe", "CAFÉ", "rock!", "-rock-"
            })
    void q_finds_what_has_all_the_words_or_their_beginnings_whatever_the_case_and_accents(String words) {
        var found = list("Rock-Festival im Café");
        list("Jazz");
        assertThat(Pages.ids(search("q", words))).containsExactly(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ock", "rock jazz", "festivals", "rock zz", "!!!", "'"})
    void q_finds_nothing_where_a_word_is_missing_or_there_is_none(String words) {
        list("Rock-Festival im Café");
        assertThat(Pages.ids(search("q", words))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void a_blank_q_is_none(String blank) {
        var all = list("Rock");
        assertThat(Pages.ids(search("q", blank))).containsExactly(all);
    }

    @Test
    void q_may_have_200_characters_and_400_names_it_beyond() {
        search("q", "x".repeat(200)).expect(200);
        Refusal.expect(400, search("q", "x".repeat(201))).naming("q");
    }

    @Test
    void sort_price_is_cheapest_first_and_minus_price_dearest_first_and_newest_as_without() {
        var middle = list("Middle", 10);
        Person.awaitNextMillisecond();
        var dear = list("Dear", 100);
        Person.awaitNextMillisecond();
        var cheap = list("Cheap", 9.99);
        assertThat(Pages.ids(search("sort", "price"))).containsExactly(cheap, middle, dear);
        assertThat(Pages.ids(search("sort", "-price"))).containsExactly(dear, middle, cheap);
        assertThat(Pages.ids(search("sort", "newest"))).containsExactly(cheap, dear, middle);
        assertThat(Pages.ids(search())).containsExactly(cheap, dear, middle);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "oldest", "Price", "+price", "price,-price", "{\"$gt\":1}"})
    void sort_400_names_it_when_there_is_no_such_order(String sort) {
        Refusal.expect(400, search("sort", sort)).naming("sort");
    }

    @Test
    void minPrice_and_maxPrice_are_inclusive() {
        list("Cheap", 9.99);
        var lowest = list("Lowest", 10);
        var highest = list("Highest", 19.99);
        list("Dear", 20);
        assertThat(Pages.ids(search("minPrice", "10", "maxPrice", "19.99"))).containsExactlyInAnyOrder(lowest, highest);
        assertThat(Pages.ids(search("minPrice", "10.00", "maxPrice", "10"))).containsExactly(lowest);
        assertThat(Pages.ids(search("minPrice", "0", "maxPrice", "999999.99"))).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "minPrice, -1",
        "minPrice, 1.999",
        "minPrice, 1000000",
        "minPrice, ten",
        "minPrice, NaN",
        "minPrice, 1e400",
        "maxPrice, -0.01",
        "maxPrice, 0.001",
        "maxPrice, 999999.995",
        "maxPrice, '1,5'",
        "maxPrice, Infinity",
        "maxPrice, 0x10"
    })
    void minPrice_and_maxPrice_400_names_the_one_that_is_no_price(String parameter, String value) {
        Refusal.expect(400, search(parameter, value)).naming(parameter);
    }

    @Test
    void minPrice_400_names_it_when_it_is_above_maxPrice() {
        Refusal.expect(400, search("minPrice", "10.01", "maxPrice", "10")).naming("minPrice");
    }

    @Test
    void the_link_to_the_next_page_keeps_them_all() {
        for (int i = 1; i <= 5; i++) {
            list("Rock " + i, i);
        }
        var all = search("q", "rock", "sort", "-price", "minPrice", "2", "maxPrice", "4");
        var path = path("q", "rock", "sort", "-price", "minPrice", "2", "maxPrice", "4") + "&limit=1";
        assertThat(Pages.ids(all)).hasSize(3);
        assertThat(Pages.allIds(market.client(), path)).isEqualTo(Pages.ids(all));
    }

    @Test
    void a_cursor_belongs_to_the_sort_it_came_from() {
        list("One", 1);
        list("Two", 2);
        var next = Pages.next(market.client().get(path("sort", "price") + "&limit=1"))
                .orElseThrow();
        var cursor = next.substring(next.indexOf("cursor="));
        Refusal.expect(400, market.client().get(path("sort", "-price") + "&" + cursor))
                .naming("cursor");
        Refusal.expect(400, market.client().get(path() + "&" + cursor)).naming("cursor");
    }

    private String list(String title) {
        return list(title, 5);
    }

    private String list(String title, double price) {
        return seller.list(title, price).getString("id");
    }

    /** Among this test's own tickets, by names and values in turn. */
    private Answer search(String... parameters) {
        return market.client().get(path(parameters));
    }

    private String path(String... parameters) {
        var query = new StringBuilder(TICKETS + "?seller=" + seller.id());
        for (int i = 0; i < parameters.length; i += 2) {
            query.append('&').append(parameters[i]).append('=').append(encode(parameters[i + 1]));
        }
        return query.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
