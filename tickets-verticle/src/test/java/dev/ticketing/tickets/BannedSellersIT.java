package dev.ticketing.tickets;

import static dev.ticketing.tickets.Shelf.details;
import static dev.ticketing.tickets.Shelf.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a banned seller has not sold goes off the market: at once, or when the order that holds it lets go. */
@WithBackends
class BannedSellersIT {

    private static final long CENTS = 2000;

    private static Shelf shelf;

    private final String seller = "seller-" + UUID.randomUUID();
    private final String buyersOrder = UUID.randomUUID().toString();

    @BeforeAll
    static void start(Backends backends) {
        shelf = new Shelf(backends);
    }

    @AfterAll
    static void stop() {
        shelf.close();
    }

    @Test
    void available_listings_are_withdrawn_and_sold_ones_and_other_peoples_are_left_alone() {
        var available = list();
        var sold = list();
        var others = shelf.list("Another's", 20);
        shelf.publish(order(sold, buyersOrder, 1, 3, Status.COMPLETE, CENTS));
        shelf.awaitStatus(sold, "sold");
        ban(2);
        shelf.awaitStatus(available, "withdrawn");
        shelf.awaitTicketEvents(available, 2);
        shelf.passQueue();
        assertThat(shelf.get(sold).getString("status")).isEqualTo("sold");
        assertThat(shelf.get(others).getString("status")).isEqualTo("available");
        Eventually.holds(() -> posting("Refused").expect(401));
    }

    @Test
    void a_held_listing_is_sold_when_it_is_paid_and_withdrawn_when_it_comes_back() {
        var paid = list();
        var givenUp = list();
        shelf.publish(order(paid, buyersOrder, 1, 1, Status.CREATED, CENTS));
        shelf.publish(order(givenUp, buyersOrder + "-2", 1, 1, Status.CREATED, CENTS));
        shelf.awaitStatus(paid, "reserved");
        shelf.awaitStatus(givenUp, "reserved");
        ban(2);
        Eventually.holds(() -> posting("Refused").expect(401));
        shelf.passQueue();
        assertThat(shelf.get(paid).getString("status")).isEqualTo("reserved");
        shelf.publish(order(paid, buyersOrder, 1, 3, Status.COMPLETE, CENTS));
        shelf.publish(order(givenUp, buyersOrder + "-2", 1, 2, Status.CANCELLED, CENTS));
        shelf.awaitStatus(paid, "sold");
        shelf.awaitStatus(givenUp, "withdrawn");
    }

    @Test
    void a_listing_that_races_with_the_ban_is_withdrawn_as_well() {
        var listings = IntStream.range(0, 40)
                .mapToObj(i -> shelf.as(seller).send(HttpMethod.POST, "/api/tickets", details("Racing", 20)))
                .toList();
        ban(2);
        Eventually.await(Future.all(listings));
        listings.stream()
                .map(Future::result)
                .filter(answer -> answer.status() == 201)
                .forEach(listed -> shelf.awaitStatus(listed.json().getString("id"), "withdrawn"));
    }

    @Test
    void a_ban_that_is_over_brings_nothing_back() {
        var withdrawn = list();
        ban(2);
        shelf.awaitStatus(withdrawn, "withdrawn");
        shelf.tell(new UserSnapshot(seller, 3, "somebody@example.com", UserSnapshot.Status.ACTIVE));
        var anew = Eventually.value(() -> posting("Anew").expect(201)).json().getString("id");
        ban(2);
        shelf.passQueue();
        assertThat(shelf.get(anew).getString("status")).isEqualTo("available");
        assertThat(shelf.get(withdrawn).getString("status")).isEqualTo("withdrawn");
    }

    private String list() {
        return posting("Concert").expect(201).json().getString("id");
    }

    private Answer posting(String title) {
        return shelf.as(seller).post("/api/tickets", details(title, 20));
    }

    private void ban(long version) {
        shelf.tell(new UserSnapshot(seller, version, "somebody@example.com", UserSnapshot.Status.BANNED));
    }
}
