package dev.ticketing.tickets;

import static dev.ticketing.tickets.Shelf.SELLER;
import static dev.ticketing.tickets.Shelf.details;
import static dev.ticketing.tickets.Shelf.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listing, editing and withdrawing tickets, and every way to be refused. */
@WithBackends
class ListingIT {

    private static Shelf shelf;

    @BeforeAll
    static void start(Backends backends) {
        shelf = new Shelf(backends);
    }

    @AfterAll
    static void stop() {
        shelf.close();
    }

    @Test
    void a_listed_ticket_is_available_to_everybody_and_told_to_others() {
        var ticket = shelf.as(SELLER)
                .post("/api/tickets", details("  Concert  ", 19.99))
                .expect(201)
                .json();
        assertThat(ticket.getString("title")).isEqualTo("Concert");
        assertThat(ticket.getDouble("price")).isEqualTo(19.99);
        assertThat(ticket.getString("userId")).isEqualTo(SELLER);
        assertThat(ticket.getString("status")).isEqualTo("available");
        assertThat(shelf.get(ticket.getString("id"))).isEqualTo(ticket);

        var event = shelf.awaitTicketEvents(ticket.getString("id"), 1).get(0);
        assertThat(event.type()).isEqualTo("ticket.created");
        assertThat(event.data().getLong("price")).isEqualTo(1999);
        assertThat(event.aggregateVersion()).isEqualTo(ticket.getLong("version"));
    }

    @Test
    void a_seller_edits_and_an_edit_that_changes_nothing_is_not_told() {
        var id = shelf.list("Concert", 20);
        var edited = shelf.as(SELLER)
                .put(path(id), details("Opera", 30.5))
                .expect(200)
                .json();
        assertThat(edited.getDouble("price")).isEqualTo(30.5);
        shelf.as(SELLER).put(path(id), details("Opera", 30.50)).expect(200);
        shelf.as(SELLER).put(path(id), details("Opera", 31)).expect(200);
        var events = shelf.awaitTicketEvents(id, 3);
        assertThat(events.get(2).data().getLong("price")).isEqualTo(3100);
    }

    @Test
    void a_withdrawn_ticket_is_withdrawn_for_good() {
        var id = shelf.list("Concert", 20);
        shelf.as(SELLER).delete(path(id)).expect(204);
        shelf.as(SELLER).delete(path(id)).expect(204);
        assertThat(shelf.get(id).getString("status")).isEqualTo("withdrawn");
        shelf.as(SELLER).put(path(id), details("Concert", 21)).expect(409);
        assertThat(shelf.awaitTicketEvents(id, 2).get(1).type()).isEqualTo("ticket.withdrawn");
    }

    @Test
    void nobody_is_401_and_somebody_else_403_and_an_unknown_ticket_404() {
        var id = shelf.list("Concert", 20);
        var body = details("Mine now", 1);
        shelf.nobody().post("/api/tickets", body).expect(401);
        shelf.nobody().put(path(id), body).expect(401);
        shelf.nobody().delete(path(id)).expect(401);
        shelf.as("thief").put(path(id), body).expect(403);
        shelf.as("thief").delete(path(id)).expect(403);
        shelf.as(SELLER).put(path("unknown"), body).expect(404);
        shelf.as(SELLER).delete(path("unknown")).expect(404);
        shelf.nobody().get(path("unknown")).expect(404);
        assertThat(shelf.get(id).getString("title")).isEqualTo("Concert");
    }

    @Test
    void a_reserved_and_a_sold_ticket_can_be_neither_edited_nor_withdrawn_an_available_one_can() {
        var id = shelf.list("Concert", 20);
        var order = UUID.randomUUID().toString();
        shelf.publish(Shelf.order(id, order, 1, 1, Status.CREATED, 2000));
        shelf.awaitStatus(id, "reserved");
        assertThat(shelf.as(SELLER).put(path(id), details("x", 1)).expect(409).error())
                .contains("reserved");
        shelf.as(SELLER).delete(path(id)).expect(409);
        shelf.as("thief").put(path(id), details("x", 1)).expect(403);

        shelf.publish(Shelf.order(id, order, 1, 2, Status.COMPLETE, 2000));
        shelf.awaitStatus(id, "sold");
        assertThat(shelf.as(SELLER).put(path(id), details("x", 1)).expect(409).error())
                .contains("sold");
        shelf.as(SELLER).delete(path(id)).expect(409);

        var other = shelf.list("Concert", 20);
        shelf.publish(Shelf.order(other, "o-" + other, 1, 1, Status.CREATED, 2000));
        shelf.awaitStatus(other, "reserved");
        shelf.publish(Shelf.order(other, "o-" + other, 1, 2, Status.CANCELLED, 2000));
        shelf.awaitStatus(other, "available");
        shelf.as(SELLER).put(path(other), details("x", 1)).expect(200);
        shelf.as(SELLER).delete(path(other)).expect(204);
    }

    static Stream<List<Object>> problems() {
        var title = "title";
        var price = "price";
        return Stream.of(
                List.of(new JsonObject().put("price", 1), title),
                List.of(details("", 1), title),
                List.of(details("   ", 1), title),
                List.of(details("x".repeat(201), 1), title),
                List.of(details("a\u0000b", 1), title),
                List.of(details(7, 1), title),
                List.of(details(new JsonObject().put("$gt", ""), 1), title),
                List.of(details(new JsonArray(), 1), title),
                List.of(new JsonObject().put("title", "x"), price),
                List.of(details("x", 0), price),
                List.of(details("x", -1), price),
                List.of(details("x", 0.001), price),
                List.of(details("x", 19.999), price),
                List.of(details("x", 1_000_000), price),
                List.of(details("x", "20"), price),
                List.of(details("x", true), price),
                List.of(details("x", new JsonObject().put("$gt", 0)), price));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void what_is_wrong_with_a_ticket_is_400_and_names_the_field(List<Object> bodyAndField) {
        var body = (JsonObject) bodyAndField.get(0);
        assertThat(fields(shelf.as(SELLER).post("/api/tickets", body))).containsExactly((String) bodyAndField.get(1));
    }

    @Test
    void every_problem_is_named_at_once_and_the_bounds_themselves_are_fine() {
        assertThat(fields(shelf.as(SELLER).post("/api/tickets", new JsonObject())))
                .containsExactly("title", "price");
        var id = shelf.list("Concert", 20);
        assertThat(fields(shelf.as(SELLER).put(path(id), details("", 0)))).containsExactly("title", "price");
        shelf.list("x".repeat(200), 999_999.99);
        shelf.list("\uD83C\uDFB5".repeat(200), 0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"title\":", "[]", "7", "\"text\"", "null", "{\"title\":\"x\",\"price\":NaN}", ""})
    void a_body_that_is_no_json_object_is_400(String body) {
        raw(body).expect(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e-400", "9999999999999999999999", "1e1000000000", "1e-1000000000"})
    void a_number_out_of_all_bounds_is_400(String number) {
        assertThat(fields(raw("{\"title\":\"x\",\"price\":" + number + "}"))).containsExactly("price");
    }

    private static Answer raw(String body) {
        var json = Map.of("content-type", "application/json");
        return shelf.as(SELLER).sendRaw(HttpMethod.POST, "/api/tickets", json, Buffer.buffer(body));
    }

    private static List<String> fields(Answer answer) {
        return answer.expect(400).json().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .toList();
    }
}
