package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The first buyer cancels, the second orders, and then everything of the first order comes again. The controls take
 * away what a service remembers, and with it the guard, and show what would happen.
 */
@WithBackends
class NextBuyerIT {

    private static final JsonObject NOWHERE =
            new JsonObject().put("reservation", 0).put("version", 0);
    private static final int TIMES = 3;

    private static final Map<String, MongoClient> STORES = new HashMap<>();
    private static Events events;
    private static Market market;

    private Person seller;
    private Person first;
    private Person second;
    private JsonObject ticket;
    private JsonObject cancelled;
    private JsonObject held;
    private List<CloudEvent> late;

    /** What must not change: the orders and the ticket as they are seen, and what was told about them. */
    private record Seen(JsonObject cancelled, JsonObject held, JsonObject ticket, List<String> told) {}

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        market = Market.start(backends, Map.of());
        List.of("tickets", "orders", "payments").forEach(context -> STORES.put(context, backends.mongo(context)));
    }

    @AfterAll
    static void stop() {
        STORES.values().forEach(store -> Eventually.await(store.close()));
        market.close();
        events.close();
    }

    @BeforeEach
    void the_first_buyer_cancels_and_the_second_orders() {
        seller = Person.signUp(market);
        first = Person.signUp(market);
        second = Person.signUp(market);
        ticket = seller.list("Concert", 19.99);
        cancelled = first.order(ticket);
        first.awaitOrder(cancelled, "awaiting:payment");
        first.cancel(cancelled).expect(204);
        awaitEvent(EventType.ORDER_CANCELLED, cancelled);
        events.await(EventType.TICKET_UPDATED, this::isTheUnlock);
        late = Stream.of(cancelled, ticket)
                .flatMap(one -> events.seenAbout(id(one)).stream())
                .toList();
        held = second.order(ticket);
        second.awaitOrder(held, "awaiting:payment");
    }

    @Test
    void whatever_comes_again_of_the_first_order_the_second_ones_hold_stands_and_can_be_paid() {
        var before = settled();
        fireTheTimerOfTheFirst();
        long seed = everythingComesAgain();
        assertThat(settled()).as("seed %d", seed).isEqualTo(before);

        first.pay(cancelled, "tok_visa").expect(409);
        second.payInTheEnd(held);
        second.awaitOrder(held, "complete");
        second.awaitTicket(ticket, "sold");
        var sold = settled();
        seed = everythingComesAgain();
        assertThat(settled()).as("seed %d", seed).isEqualTo(sold);
        assertThat(capturesOf(cancelled)).isZero();
        assertThat(capturesOf(held)).isEqualTo(1);
    }

    @Test
    void control_tickets_that_forget_how_far_they_heard_give_the_hold_back_to_the_first_order() {
        settled();
        forget("tickets", ticket, new JsonObject().put("position", NOWHERE));
        comesAgain(EventType.ORDER_CREATED);
        Eventually.holds(
                () -> assertThat(second.seeTicket(ticket).getString("orderId")).isEqualTo(id(cancelled)));
        assertThat(second.see(held).getString("status")).isEqualTo("awaiting:payment");
    }

    @Test
    void against_the_late_cancel_alone_the_locks_number_is_a_second_guard_and_without_both_the_hold_is_lost() {
        settled();
        forget("tickets", ticket, new JsonObject().put("position", NOWHERE));
        comesAgain(EventType.ORDER_CANCELLED);
        settled();
        assertThat(second.seeTicket(ticket).getString("orderId")).isEqualTo(id(held));

        forget("tickets", ticket, new JsonObject().put("position", NOWHERE).put("reservation", 0));
        comesAgain(EventType.ORDER_CANCELLED);
        second.awaitTicket(ticket, "available");
        assertThat(second.see(held).getString("status")).isEqualTo("awaiting:payment");
    }

    @Test
    void control_payments_that_forget_how_far_they_heard_take_money_for_the_dead_order() {
        settled();
        first.pay(cancelled, "tok_visa").expect(409);
        forget("payments", cancelled, new JsonObject().put("order.version", 0));
        comesAgain(EventType.ORDER_UPDATED);
        Eventually.holds(() -> first.pay(cancelled, "tok_visa").expect(201));
        assertThat(capturesOf(cancelled)).isEqualTo(1);
        assertThat(first.see(cancelled).getString("status")).isEqualTo("cancelled");
    }

    @Test
    void control_orders_whose_end_is_not_for_good_and_that_forget_the_ticket_have_two_that_await_payment() {
        settled();
        forget("orders", cancelled, new JsonObject().put("status", "created").putNull("cancelReason"));
        comesAgain(EventType.TICKET_UPDATED);
        settled();
        assertThat(first.see(cancelled).getString("status")).isEqualTo("created");

        Eventually.await(
                STORES.get("orders").updateCollection("tickets", key(ticket), set(new JsonObject().put("version", 0))));
        comesAgain(EventType.TICKET_UPDATED);
        first.awaitOrder(cancelled, "awaiting:payment");
        assertThat(second.see(held).getString("status")).isEqualTo("awaiting:payment");
    }

    /** As if timers were set for tickets and not for orders, and nobody looked at the time again. */
    @Test
    void control_a_timer_that_named_the_second_order_would_end_it_were_its_time_not_looked_at() {
        var before = settled();
        fired(held);
        assertThat(settled()).isEqualTo(before);

        forget("orders", held, new JsonObject().put("expiresAtMillis", 0));
        fired(held);
        assertThat(second.awaitOrder(held, "cancelled").getString("cancelReason"))
                .isEqualTo("expired");
    }

    /** In any order, several times over, and its timer's word as well; the seed. */
    private long everythingComesAgain() {
        long seed = new Random().nextLong();
        var again = new ArrayList<CloudEvent>();
        for (int i = 0; i < TIMES; i++) {
            again.addAll(late);
        }
        Collections.shuffle(again, new Random(seed));
        again.forEach(events::publish);
        fired(cancelled);
        return seed;
    }

    /** A late order.created sets the timer of a cancelled order again, and here its time comes at once. */
    private void fireTheTimerOfTheFirst() {
        var created = awaitEvent(EventType.ORDER_CREATED, cancelled);
        Eventually.holds(
                () -> assertThat(events.waiting(Topology.queueOf("expiration"))).isZero());
        events.publish(new CloudEvent(
                created.id(),
                created.type(),
                created.source(),
                created.subject(),
                created.time(),
                created.aggregateVersion(),
                created.data().copy().put("dueAt", Instant.now().toString()),
                created.traceparent()));
        events.await(EventType.EXPIRATION_COMPLETE, event -> event.subject().equals(id(cancelled)));
    }

    private static void fired(JsonObject order) {
        events.publish(EventType.EXPIRATION_COMPLETE, id(order), 0, new ExpirationComplete(id(order)));
    }

    private boolean isTheUnlock(CloudEvent event) {
        return event.subject().equals(id(ticket))
                && event.data().getString("status").equals("available")
                && event.data().getLong("reservation") == 1;
    }

    /** The late events of one type, in their order. */
    private void comesAgain(EventType type) {
        late.stream().filter(event -> event.type().equals(type.wireName())).forEach(events::publish);
    }

    /** What is seen once all that was published has gone through all queues. */
    private Seen settled() {
        market.passQueues();
        var told = Stream.of(cancelled, held, ticket)
                .flatMap(one -> events.seenAbout(id(one)).stream())
                .filter(event -> !event.type().equals(EventType.EXPIRATION_COMPLETE.wireName()))
                .map(CloudEvent::id)
                .distinct()
                .toList();
        return new Seen(first.see(cancelled), second.see(held), second.seeTicket(ticket), told);
    }

    private CloudEvent awaitEvent(EventType type, JsonObject about) {
        return events.await(type, event -> event.subject().equals(id(about)));
    }

    private static void forget(String context, JsonObject what, JsonObject members) {
        var collection = context.equals("payments") ? "charges" : context;
        var found = STORES.get(context).findOneAndUpdate(collection, key(what), set(members));
        assertThat(Eventually.await(found)).isNotNull();
    }

    private static JsonObject key(JsonObject what) {
        return new JsonObject().put("_id", id(what));
    }

    private static JsonObject set(JsonObject members) {
        return new JsonObject().put("$set", members);
    }

    private static int capturesOf(JsonObject order) {
        return market.stripe().booksOf(id(order)).captures().size();
    }

    private static String id(JsonObject json) {
        return json.getString("id");
    }
}
