package dev.ticketing.tickets;

import static dev.ticketing.tickets.Shelf.SELLER;
import static dev.ticketing.tickets.Shelf.order;
import static dev.ticketing.tickets.Shelf.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.WithBackends;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders lock, unlock and sell tickets; what is late, doubled or of an older order changes and tells nothing. */
@WithBackends
class OrderEventsIT {

    private static final long CENTS = 2000;

    private static Shelf shelf;

    private String ticket;
    private String first;
    private String second;

    @BeforeAll
    static void start(Backends backends) {
        shelf = new Shelf(backends);
    }

    @AfterAll
    static void stop() {
        shelf.close();
    }

    @BeforeEach
    void list() {
        ticket = shelf.list("Concert", 20);
        first = UUID.randomUUID().toString();
        second = UUID.randomUUID().toString();
    }

    @Test
    void an_order_locks_the_ticket_and_its_completion_sells_it() {
        shelf.publish(order(ticket, first, 1, 1, Status.CREATED, CENTS));
        var reserved = shelf.awaitStatus(ticket, "reserved");
        assertThat(reserved.getString("orderId")).isEqualTo(first);
        shelf.publish(order(ticket, first, 1, 3, Status.COMPLETE, CENTS));
        assertThat(shelf.awaitStatus(ticket, "sold").getString("orderId")).isEqualTo(first);

        var events = shelf.awaitTicketEvents(ticket, 3);
        assertThat(events.get(1).data().getString("orderId")).isEqualTo(first);
        assertThat(events.get(1).data().getLong("reservation")).isEqualTo(1);
        assertThat(events.get(2).data().getString("status")).isEqualTo("sold");
        assertThat(events.get(2).aggregateVersion()).isGreaterThan(events.get(1).aggregateVersion());
    }

    @Test
    void a_cancelled_order_unlocks_the_ticket_for_the_next_one() {
        shelf.publish(order(ticket, first, 1, 1, Status.CREATED, CENTS));
        shelf.awaitStatus(ticket, "reserved");
        shelf.publish(order(ticket, first, 1, 2, Status.CANCELLED, CENTS));
        assertThat(shelf.awaitStatus(ticket, "available").containsKey("orderId"))
                .isFalse();
        shelf.publish(order(ticket, second, 2, 1, Status.CREATED, CENTS));
        assertThat(shelf.awaitStatus(ticket, "reserved").getString("orderId")).isEqualTo(second);
        shelf.awaitTicketEvents(ticket, 4);
        assertThat(shelf.statusesPublished(ticket)).containsExactly("available", "reserved", "available", "reserved");
    }

    @Test
    void an_order_at_another_price_is_refused_by_name_and_the_ticket_stays_available() {
        shelf.publish(order(ticket, first, 1, 1, Status.CREATED, CENTS - 1));
        assertRefused("price-changed");
        assertThat(shelf.get(ticket).getString("status")).isEqualTo("available");
        shelf.publish(order(ticket, second, 2, 1, Status.CREATED, CENTS));
        shelf.awaitStatus(ticket, "reserved");
        assertThat(shelf.awaitTicketEvents(ticket, 3).get(2).data().containsKey("refused"))
                .isFalse();
    }

    @Test
    void an_order_of_a_withdrawn_ticket_is_refused() {
        shelf.as(SELLER).delete(path(ticket)).expect(204);
        shelf.awaitTicketEvents(ticket, 2);
        shelf.publish(order(ticket, first, 1, 1, Status.CREATED, CENTS));
        var refused = shelf.awaitTicketEvents(ticket, 3).get(2).data();
        assertThat(refused.getJsonObject("refused").getString("reason")).isEqualTo("ticket-unavailable");
        assertThat(refused.getString("status")).isEqualTo("withdrawn");
    }

    @Test
    void duplicates_and_stale_snapshots_change_and_tell_nothing() {
        var created = shelf.publish(order(ticket, first, 1, 1, Status.CREATED, CENTS));
        shelf.awaitStatus(ticket, "reserved");
        var cancelled = shelf.publish(order(ticket, first, 1, 2, Status.CANCELLED, CENTS));
        shelf.awaitStatus(ticket, "available");
        shelf.publish(order(ticket, second, 2, 1, Status.CREATED, CENTS));
        var held = shelf.awaitStatus(ticket, "reserved");
        for (int i = 0; i < 10; i++) {
            shelf.replay(created);
            shelf.replay(cancelled);
        }
        shelf.publish(order(ticket, first, 1, 9, Status.CANCELLED, CENTS));
        shelf.publish(order(ticket, first, 1, 10, Status.CREATED, CENTS));
        shelf.passQueue();
        assertThat(shelf.get(ticket)).isEqualTo(held);
        assertThat(shelf.ticketEvents(ticket)).hasSize(4);
    }

    @Test
    void a_later_snapshot_of_the_order_that_holds_the_ticket_tells_nothing_new() {
        shelf.publish(order(ticket, first, 1, 1, Status.CREATED, CENTS));
        shelf.awaitStatus(ticket, "reserved");
        shelf.publish(order(ticket, first, 1, 2, Status.AWAITING_PAYMENT, CENTS));
        shelf.passQueue();
        assertThat(shelf.get(ticket).getString("orderId")).isEqualTo(first);
        assertThat(shelf.ticketEvents(ticket)).hasSize(2);
    }

    @Test
    void the_next_order_may_come_before_the_cancellation_of_the_last() {
        shelf.publish(order(ticket, first, 1, 1, Status.CREATED, CENTS));
        shelf.awaitStatus(ticket, "reserved");
        shelf.publish(order(ticket, second, 2, 1, Status.CREATED, CENTS));
        shelf.awaitTicketEvents(ticket, 3);
        shelf.publish(order(ticket, first, 1, 2, Status.CANCELLED, CENTS));
        shelf.passQueue();
        var held = shelf.get(ticket);
        assertThat(held.getString("status")).isEqualTo("reserved");
        assertThat(held.getString("orderId")).isEqualTo(second);
        assertThat(shelf.ticketEvents(ticket)).hasSize(3);
    }

    @Test
    void whatever_the_order_of_arrival_the_ticket_ends_sold_to_the_last_order() {
        long seed = new Random().nextLong();
        var history = new ArrayList<>(List.of(
                order(ticket, first, 1, 1, Status.CREATED, CENTS),
                order(ticket, first, 1, 2, Status.AWAITING_PAYMENT, CENTS),
                order(ticket, first, 1, 3, Status.CANCELLED, CENTS),
                order(ticket, second, 2, 1, Status.CREATED, CENTS),
                order(ticket, second, 2, 2, Status.AWAITING_PAYMENT, CENTS),
                order(ticket, second, 2, 3, Status.COMPLETE, CENTS)));
        history.addAll(List.copyOf(history));
        Collections.shuffle(history, new Random(seed));
        history.forEach(shelf::publish);
        shelf.passQueue();
        var sold = shelf.awaitStatus(ticket, "sold");
        assertThat(sold.getString("orderId")).as("seed %d", seed).isEqualTo(second);
    }

    @Test
    void an_order_of_an_unknown_ticket_holds_nobody_up() {
        shelf.publish(order("unknown", first, 1, 1, Status.CREATED, CENTS));
        shelf.publish(order(ticket, second, 1, 1, Status.CREATED, CENTS));
        shelf.awaitStatus(ticket, "reserved");
    }

    private void assertRefused(String reason) {
        var refusal = shelf.awaitTicketEvents(ticket, 2).get(1).data().getJsonObject("refused");
        assertThat(refusal.getString("orderId")).isEqualTo(first);
        assertThat(refusal.getLong("reservation")).isEqualTo(1);
        assertThat(refusal.getString("reason")).isEqualTo(reason);
    }
}
