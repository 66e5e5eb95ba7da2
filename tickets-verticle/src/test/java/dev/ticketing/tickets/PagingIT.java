package dev.ticketing.tickets;

import static dev.ticketing.tickets.Shelf.SELLER;
import static dev.ticketing.tickets.Shelf.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Pages;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, page by page. */
@WithBackends
class PagingIT {

    private Shelf shelf;

    @BeforeEach
    void start(Backends backends) {
        shelf = new Shelf(backends.anew());
    }

    @AfterEach
    void stop() {
        shelf.close();
    }

    @Test
    void the_pages_are_the_whole_list_newest_first_while_new_ones_come_in() {
        var listed = IntStream.range(0, 45)
                .mapToObj(i -> shelf.list("Seat " + i, i + 1))
                .toList();
        var seen = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        for (var next = "/api/tickets?status=available"; next != null; ) {
            var page = shelf.nobody().get(next).expect(200);
            seen.addAll(ids(page.array().stream().map(JsonObject.class::cast).toList()));
            sizes.add(page.array().size());
            shelf.list("Newcomer", 1);
            next = Pages.next(page).orElse(null);
        }
        assertThat(sizes).containsExactly(20, 20, 5);
        assertThat(seen).containsExactlyElementsOf(reversed(listed));
    }

    /** The control: pages by offset show some twice when new ones come in. */
    @Test
    void pages_by_number_of_what_was_shown_would_show_some_twice() {
        IntStream.range(0, 6).forEach(i -> shelf.list("Seat " + i, 1));
        var first = ids(list(shelf.nobody(), "/api/tickets?limit=3"));
        shelf.list("Newcomer", 1);
        var second = ids(list(shelf.nobody(), "/api/tickets?limit=6")).subList(3, 6);
        assertThat(second).containsAnyElementsOf(first);
    }

    @Test
    void a_full_last_page_has_no_next_and_the_limit_and_filters_stay_in_the_link() {
        IntStream.range(0, 4).forEach(i -> shelf.list("Seat " + i, 1));
        var first = shelf.nobody().get("/api/tickets?limit=2&seller=" + SELLER).expect(200);
        var next = Pages.next(first).orElseThrow();
        assertThat(next).contains("limit=2").contains("seller=" + SELLER);
        var last = shelf.nobody().get(next).expect(200);
        assertThat(last.array()).hasSize(2);
        assertThat(last.header("link")).isNull();
    }

    @Test
    void everybody_sees_available_ones_and_the_seller_all_of_their_own() {
        var available = shelf.list("Available", 5);
        var reserved = shelf.list("Reserved", 5);
        var withdrawn = shelf.list("Withdrawn", 5);
        var others = shelf.as("other")
                .post("/api/tickets", Shelf.details("Other", 5))
                .expect(201)
                .json()
                .getString("id");
        shelf.publish(Shelf.order(reserved, "order", 1, 1, Status.CREATED, 500));
        shelf.awaitStatus(reserved, "reserved");
        shelf.as(SELLER).delete(path(withdrawn)).expect(204);

        assertThat(ids(list(shelf.nobody(), "/api/tickets"))).containsExactly(others, available);
        assertThat(ids(list(shelf.as(SELLER), "/api/tickets?seller=me")))
                .containsExactly(withdrawn, reserved, available);
        assertThat(ids(list(shelf.as(SELLER), "/api/tickets?seller=me&status=reserved")))
                .containsExactly(reserved);
        assertThat(ids(list(shelf.nobody(), "/api/tickets?seller=" + SELLER))).containsExactly(available);
        assertThat(ids(list(shelf.as("other"), "/api/tickets?seller=me"))).containsExactly(others);
        assertThat(list(shelf.as("newcomer"), "/api/tickets?seller=me")).isEmpty();
        shelf.nobody().get("/api/tickets?seller=me").expect(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=99999999999",
                "cursor=",
                "cursor=%21",
                "status=gone",
                "status="
            })
    void a_malformed_parameter_is_400_and_named(String query) {
        var name = query.substring(0, query.indexOf('='));
        var error = shelf.nobody()
                .get("/api/tickets?" + query)
                .expect(400)
                .json()
                .getJsonArray("errors")
                .getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo(name);
    }

    private static List<JsonObject> list(ApiClient client, String path) {
        return client.get(path).expect(200).array().stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<String> ids(List<JsonObject> tickets) {
        return tickets.stream().map(ticket -> ticket.getString("id")).toList();
    }

    private static List<String> reversed(List<String> ids) {
        var newestFirst = new ArrayList<>(ids);
        java.util.Collections.reverse(newestFirst);
        return newestFirst;
    }
}
