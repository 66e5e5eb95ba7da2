package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Pages;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of /api/tickets but for search ({@link TicketSearchContractIT}): each success and each refusal. */
@WithBackends
class TicketsContractIT {

    private static final String TICKETS = "/api/tickets";

    private static Market market;

    private final ApiClient nobody = market.client();
    private final Person seller = Person.newcomer(market);
    private final Person other = Person.newcomer(market);

    @BeforeAll
    static void start(Backends backends) {
        market = Market.start(backends, Map.of());
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    @Test
    void get_tickets_200_available_ones_newest_first_for_anyone() {
        var first = seller.list("First", 5);
        var reserved = seller.list("Reserved", 5);
        var withdrawn = seller.list("Withdrawn", 5);
        var last = other.list("Last", 5);
        seller.client().delete(path(withdrawn)).expect(204);
        other.order(reserved);
        other.awaitTicket(reserved, "reserved");

        var page = nobody.get(TICKETS + "?limit=2");
        assertThat(Pages.ids(page)).containsExactly(id(last), id(first));
        assertThat(page.array().getJsonObject(1)).isEqualTo(first);
    }

    @Test
    void get_tickets_200_page_by_page_with_a_link_to_the_next_and_none_on_the_last() {
        var ids = seller.listOneAfterAnother(5);
        var first = nobody.get(of(seller) + "&limit=2");
        assertThat(Pages.ids(first)).containsExactly(ids.get(4), ids.get(3));
        assertThat(Pages.next(first)).hasValueSatisfying(next -> assertThat(next)
                .startsWith(TICKETS + "?")
                .contains("limit=2", "seller=" + seller.id(), "cursor="));
        assertThat(Pages.allIds(nobody, of(seller) + "&limit=2"))
                .containsExactly(ids.get(4), ids.get(3), ids.get(2), ids.get(1), ids.get(0));
        assertThat(Pages.next(nobody.get(of(seller) + "&limit=5"))).isEmpty();
    }

    @Test
    void get_tickets_200_shows_twenty_unless_asked_for_one_to_a_hundred() {
        seller.listOneAfterAnother(22);
        assertThat(Pages.ids(nobody.get(of(seller)))).hasSize(20);
        assertThat(Pages.ids(nobody.get(of(seller) + "&limit=1"))).hasSize(1);
        assertThat(Pages.ids(nobody.get(of(seller) + "&limit=100"))).hasSize(22);
    }

    @Test
    void get_tickets_200_by_status_and_seller() {
        var kept = seller.list("Kept", 5);
        var withdrawn = seller.list("Withdrawn", 5);
        seller.client().delete(path(withdrawn)).expect(204);
        assertThat(Pages.ids(nobody.get(of(seller)))).containsExactly(id(kept));
        assertThat(Pages.ids(nobody.get(of(seller) + "&status=withdrawn"))).containsExactly(id(withdrawn));
        assertThat(Pages.ids(nobody.get(of(seller) + "&status=sold"))).isEmpty();
        assertThat(Pages.ids(nobody.get(TICKETS + "?seller=nobody"))).isEmpty();
    }

    @Test
    void get_tickets_200_for_seller_me_ones_own_in_any_status() {
        var kept = seller.list("Kept", 5);
        var withdrawn = seller.list("Withdrawn", 5);
        seller.client().delete(path(withdrawn)).expect(204);
        other.list("Not mine", 5);
        var mine = seller.client().get(TICKETS + "?seller=me");
        assertThat(Pages.ids(mine)).containsExactlyInAnyOrder(id(withdrawn), id(kept));
        assertThat(Pages.ids(seller.client().get(TICKETS + "?seller=me&status=available")))
                .containsExactly(id(kept));
    }

    @Test
    void get_tickets_401_for_seller_me_of_nobody() {
        Refusal.expect(401, nobody.get(TICKETS + "?seller=me")).naming();
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=101, limit", "cursor=*, cursor", "status=lost, status"})
    void get_tickets_400_names_the_parameter_that_is_wrong(String query, String parameter) {
        Refusal.expect(400, nobody.get(TICKETS + "?" + query)).naming(parameter);
    }

    @Test
    void post_tickets_201_and_the_ticket() {
        var ticket = seller.list("  Front row  ", 19.99);
        assertThat(ticket.fieldNames())
                .containsExactlyInAnyOrder("id", "title", "price", "userId", "status", "version");
        assertThat(ticket.getString("title")).isEqualTo("Front row");
        assertThat(ticket.getValue("price")).isEqualTo(19.99);
        assertThat(ticket.getString("userId")).isEqualTo(seller.id());
        assertThat(ticket.getString("status")).isEqualTo("available");
        assertThat(ticket.getLong("version")).isEqualTo(1);
        assertThat(seller.seeTicket(ticket)).isEqualTo(ticket);
    }

    @Test
    void post_tickets_400_names_each_field_that_is_wrong() {
        Refusal.expect(400, seller.client().post(TICKETS, new JsonObject())).naming("title", "price");
        Refusal.expect(400, seller.client().post(TICKETS, body(" ", 5))).naming("title");
        Refusal.expect(400, seller.client().post(TICKETS, body("x".repeat(201), 5)))
                .naming("title");
        Refusal.expect(400, seller.client().post(TICKETS, body("Concert", "5"))).naming("price");
    }

    @Test
    void post_tickets_401_for_nobody() {
        Refusal.expect(401, nobody.post(TICKETS, body("Concert", 5))).naming();
    }

    @Test
    void get_ticket_200_for_anyone_whatever_its_status() {
        var ticket = seller.list("Concert", 5);
        assertThat(nobody.get(path(ticket)).expect(200).json()).isEqualTo(ticket);
        seller.client().delete(path(ticket)).expect(204);
        assertThat(nobody.get(path(ticket)).expect(200).json().getString("status"))
                .isEqualTo("withdrawn");
    }

    @Test
    void get_ticket_200_names_the_order_that_holds_it() {
        var ticket = seller.list("Concert", 5);
        var order = other.order(ticket);
        other.awaitTicket(ticket, "reserved");
        assertThat(nobody.get(path(ticket)).expect(200).json().getString("orderId"))
                .isEqualTo(id(order));
    }

    @Test
    void get_ticket_404_when_there_is_none() {
        Refusal.expect(404, nobody.get(TICKETS + "/none")).naming();
    }

    @Test
    void put_ticket_200_and_the_ticket_as_it_is_now() {
        var ticket = seller.list("Concert", 5);
        var edited =
                seller.client().put(path(ticket), body("Gig", 6.5)).expect(200).json();
        assertThat(edited).isEqualTo(ticket.copy().mergeIn(body("Gig", 6.5)).put("version", 2));
        assertThat(seller.seeTicket(ticket)).isEqualTo(edited);
        assertThat(seller.client()
                        .put(path(ticket), body("Gig", 6.5))
                        .expect(200)
                        .json())
                .isEqualTo(edited);
    }

    @Test
    void put_ticket_400_names_each_field_that_is_wrong() {
        var ticket = seller.list("Concert", 5);
        Refusal.expect(400, seller.client().put(path(ticket), new JsonObject())).naming("title", "price");
        Refusal.expect(400, seller.client().put(path(ticket), body("Gig", 0))).naming("price");
        assertThat(seller.seeTicket(ticket)).isEqualTo(ticket);
    }

    @Test
    void put_ticket_401_for_nobody_403_for_anybody_else_404_when_there_is_none() {
        var ticket = seller.list("Concert", 5);
        Refusal.expect(401, nobody.put(path(ticket), body("Mine", 1))).naming();
        Refusal.expect(403, other.client().put(path(ticket), body("Mine", 1))).naming();
        Refusal.expect(404, seller.client().put(TICKETS + "/none", body("Mine", 1)))
                .naming();
        assertThat(seller.seeTicket(ticket)).isEqualTo(ticket);
    }

    @Test
    void put_ticket_409_while_it_is_reserved_and_200_once_it_is_free_again() {
        var ticket = seller.list("Concert", 5);
        var order = other.order(ticket);
        other.awaitTicket(ticket, "reserved");
        Refusal.expect(409, seller.client().put(path(ticket), body("Gig", 6))).saying("reserved");
        other.cancel(order).expect(204);
        other.awaitTicket(ticket, "available");
        seller.client().put(path(ticket), body("Gig", 6)).expect(200);
    }

    @Test
    void put_ticket_409_when_it_is_sold_or_withdrawn() {
        var sold = sold();
        Refusal.expect(409, seller.client().put(path(sold), body("Gig", 6))).saying("sold");
        var withdrawn = seller.list("Concert", 5);
        seller.client().delete(path(withdrawn)).expect(204);
        Refusal.expect(409, seller.client().put(path(withdrawn), body("Gig", 6)))
                .saying("withdrawn");
    }

    @Test
    void delete_ticket_204_and_204_again() {
        var ticket = seller.list("Concert", 5);
        assertThat(seller.client().delete(path(ticket)).expect(204).response().body())
                .isNull();
        var withdrawn = seller.seeTicket(ticket);
        assertThat(withdrawn.getString("status")).isEqualTo("withdrawn");
        seller.client().delete(path(ticket)).expect(204);
        assertThat(seller.seeTicket(ticket)).isEqualTo(withdrawn);
    }

    @Test
    void delete_ticket_401_for_nobody_403_for_anybody_else_404_when_there_is_none() {
        var ticket = seller.list("Concert", 5);
        Refusal.expect(401, nobody.delete(path(ticket))).naming();
        Refusal.expect(403, other.client().delete(path(ticket))).naming();
        Refusal.expect(404, seller.client().delete(TICKETS + "/none")).naming();
        assertThat(seller.seeTicket(ticket)).isEqualTo(ticket);
    }

    @Test
    void delete_ticket_409_while_it_is_reserved() {
        var ticket = seller.list("Concert", 5);
        other.order(ticket);
        other.awaitTicket(ticket, "reserved");
        Refusal.expect(409, seller.client().delete(path(ticket))).saying("reserved");
    }

    @Test
    void delete_ticket_409_when_it_is_sold() {
        Refusal.expect(409, seller.client().delete(path(sold()))).saying("sold");
    }

    private JsonObject sold() {
        var ticket = seller.list("Concert", 5);
        other.pay(other.order(ticket), "tok_visa").expect(201);
        other.awaitTicket(ticket, "sold");
        return ticket;
    }

    private static String of(Person seller) {
        return TICKETS + "?seller=" + seller.id();
    }

    private static String path(JsonObject ticket) {
        return TICKETS + "/" + id(ticket);
    }

    private static String id(JsonObject json) {
        return json.getString("id");
    }

    private static JsonObject body(String title, Object price) {
        return new JsonObject().put("title", title).put("price", price);
    }
}
