package dev.ticketing.tickets;

import static dev.ticketing.tickets.Shelf.SELLER;
import static dev.ticketing.tickets.Shelf.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.Pages;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Search by words and their beginnings, orders and price ranges. */
@WithBackends
class SearchIT {

    private static Shelf shelf;
    private static MongoClient mongo;

    @BeforeAll
    static void start(Backends backends) {
        shelf = new Shelf(backends);
        mongo = backends.mongo("tickets");
    }

    @AfterAll
    static void stop() {
        shelf.close();
        Eventually.await(mongo.close());
    }

    @BeforeEach
    void empty() {
        Eventually.await(mongo.removeDocuments("tickets", new JsonObject()));
    }

    @Test
    void each_word_must_begin_a_word_of_the_title_in_any_order_case_and_accent() {
        shelf.list("Björk, Reykjavík, front row", 90);
        shelf.list("Bjorn again: the musical", 40);
        shelf.list("Front of house tour", 15);

        assertThat(titles("q=bj")).containsExactly("Bjorn again: the musical", "Björk, Reykjavík, front row");
        assertThat(titles("q=REYK+bj%C3%B6")).containsExactly("Björk, Reykjavík, front row");
        assertThat(titles("q=front")).containsExactly("Front of house tour", "Björk, Reykjavík, front row");
        assertThat(titles("q=ont")).isEmpty();
        assertThat(titles("q=front+again")).isEmpty();
        assertThat(titles("q=+")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", ".*", "^", "$", "{\"$gt\":\"\"}*", "\u0000", "\\"})
    void what_is_no_word_finds_nothing_and_is_no_pattern(String text) {
        shelf.list("Anything", 5);
        assertThat(titles("q=" + URLEncoder.encode(text, StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void an_edited_title_and_price_are_found_as_they_are_now() {
        var ticket = shelf.list("Opera", 50);
        shelf.as(SELLER).put(path(ticket), Shelf.details("Ballet", 20)).expect(200);
        assertThat(titles("q=opera")).isEmpty();
        assertThat(titles("q=ballet&maxPrice=20")).containsExactly("Ballet");
    }

    @Test
    void what_is_held_or_withdrawn_is_not_found_unless_asked_for() {
        var held = shelf.list("Opera, held", 5);
        shelf.publish(Shelf.order(held, "order", 1, 1, Status.CREATED, 500));
        shelf.awaitStatus(held, "reserved");
        shelf.as(SELLER).delete(path(shelf.list("Opera, withdrawn", 5))).expect(204);
        shelf.list("Opera, for sale", 5);

        assertThat(titles("q=opera")).containsExactly("Opera, for sale");
        assertThat(titles("q=opera&status=reserved")).containsExactly("Opera, held");
        assertThat(titles("q=opera&seller=" + SELLER)).containsExactly("Opera, for sale");
    }

    @Test
    void a_price_range_includes_its_ends() {
        List.of(9.99, 10.0, 15.0, 20.0, 20.01).forEach(price -> shelf.list("At " + price, price));
        assertThat(titles("minPrice=10&maxPrice=20&sort=price")).containsExactly("At 10.0", "At 15.0", "At 20.0");
        assertThat(titles("minPrice=15.01")).containsExactly("At 20.01", "At 20.0");
        assertThat(titles("maxPrice=9.99")).containsExactly("At 9.99");
        assertThat(titles("minPrice=0&maxPrice=0")).isEmpty();
        assertThat(titles("minPrice=20&maxPrice=20")).containsExactly("At 20.0");
    }

    /** Many tickets of few prices, so that pages end within a price. */
    @ParameterizedTest
    @CsvSource({
        "newest, ''",
        "price, ''",
        "-price, ''",
        "price, minPrice=2&maxPrice=4",
        "-price, minPrice=2&maxPrice=4",
        "newest, minPrice=2&maxPrice=4",
        "newest, q=se",
        "price, q=seat&maxPrice=4",
        "-price, q=seat+row&minPrice=2"
    })
    void pages_in_any_order_are_the_whole_answer_each_ticket_once(String sort, String filter) {
        var random = new Random(7);
        var listed = new ArrayList<JsonObject>();
        for (int i = 0; i < 60; i++) {
            int price = 1 + random.nextInt(5);
            var title = random.nextBoolean() ? "Seat " + i + ", row " + price : "Standing " + i;
            listed.add(shelf.get(shelf.list(title, price)));
        }
        var expected = listed.stream()
                .filter(ticket -> matches(ticket, filter))
                .sorted(order(sort))
                .map(ticket -> ticket.getString("id"))
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(Pages.allIds(shelf.nobody(), "/api/tickets?limit=7&sort=" + sort + "&" + filter))
                .isEqualTo(expected);
    }

    @Test
    void a_page_whose_range_was_changed_by_hand_keeps_to_the_range() {
        List.of(1, 2, 3, 4, 5).forEach(price -> shelf.list("At " + price, price));
        var next = Pages.next(shelf.nobody().get("/api/tickets?limit=1&sort=-price"))
                .orElseThrow();
        assertThat(titles(next.substring(next.indexOf('?') + 1) + "&maxPrice=2&limit=9"))
                .hasSize(1);
        assertThat(titles(next.substring(next.indexOf('?') + 1).replace("limit=1", "limit=9") + "&maxPrice=2"))
                .containsExactly("At 2", "At 1");
    }

    @ParameterizedTest
    @CsvSource({
        "sort=cheapest, sort",
        "sort=, sort",
        "sort=PRICE, sort",
        "minPrice=x, minPrice",
        "minPrice=, minPrice",
        "minPrice=-1, minPrice",
        "minPrice=1e2, minPrice",
        "minPrice=NaN, minPrice",
        "maxPrice=1.999, maxPrice",
        "maxPrice=1000000, maxPrice",
        "maxPrice=+1, maxPrice",
        "minPrice=5&maxPrice=4.99, minPrice"
    })
    void what_is_malformed_is_400_and_named(String query, String field) {
        assertThat(fieldsRefused(query)).containsExactly(field);
    }

    @Test
    void every_problem_is_named_at_once() {
        assertThat(fieldsRefused("limit=0&cursor=!&sort=x&minPrice=y&maxPrice=z&status=q&q=" + "a".repeat(201)))
                .containsExactlyInAnyOrder("limit", "cursor", "sort", "minPrice", "maxPrice", "status", "q");
    }

    @Test
    void a_cursor_of_another_order_is_refused() {
        List.of(1, 2).forEach(price -> shelf.list("At " + price, price));
        var next = Pages.next(shelf.nobody().get("/api/tickets?limit=1&sort=price"))
                .orElseThrow();
        assertThat(fieldsRefused(next.substring(next.indexOf('?') + 1).replace("sort=price", "sort=newest")))
                .containsExactly("cursor");
    }

    private List<String> titles(String query) {
        return shelf.nobody().get("/api/tickets?" + query).expect(200).array().stream()
                .map(ticket -> ((JsonObject) ticket).getString("title"))
                .toList();
    }

    private List<String> fieldsRefused(String query) {
        return shelf.nobody().get("/api/tickets?" + query).expect(400).json().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .toList();
    }

    private static boolean matches(JsonObject ticket, String filter) {
        var title = ticket.getString("title");
        double price = ticket.getDouble("price");
        return (!filter.contains("minPrice=2") || price >= 2)
                && (!filter.contains("maxPrice=4") || price <= 4)
                && (!filter.contains("q=se") || title.startsWith("Seat"));
    }

    private static Comparator<JsonObject> order(String sort) {
        Comparator<JsonObject> byId = Comparator.comparing(ticket -> ticket.getString("id"));
        var byPrice = Comparator.<JsonObject>comparingDouble(ticket -> ticket.getDouble("price"))
                .thenComparing(byId);
        return switch (sort) {
            case "newest" -> Collections.reverseOrder(byId);
            case "price" -> byPrice;
            default -> Collections.reverseOrder(byPrice);
        };
    }
}
