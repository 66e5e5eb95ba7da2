package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.testkit.ApiClient.Answer;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A complete order is for good: nothing that anybody asks for or that comes late changes a document, tells an event or
 * moves money. The controls put a status back, and the same request does all of that.
 */
@WithBackends
class CompleteOrderIT {

    private static final int TIMES = 20;
    private static final List<String> CARDS = List.of("tok_visa", "tok_chargeDeclined");

    private static Events events;
    private static Market market;
    private static MongoClient tickets;
    private static MongoClient orders;
    private static MongoClient payments;

    private Person buyer;
    private JsonObject ticket;
    private JsonObject cancelledBefore;
    private JsonObject order;
    private JsonObject payment;

    /** All that must not change: the documents with their versions, the events told, the books. */
    private record State(List<JsonObject> documents, List<String> told, List<JsonObject> books) {}

    @BeforeAll
    static void start(Backends backends) {
        events = Events.watch(backends);
        market = Market.start(backends, Map.of());
        tickets = backends.mongo("tickets");
        orders = backends.mongo("orders");
        payments = backends.mongo("payments");
    }

    @AfterAll
    static void stop() {
        Stream.of(tickets, orders, payments).forEach(store -> Eventually.await(store.close()));
        market.close();
        events.close();
    }

    /** It is the ticket's second: the first one was cancelled. */
    @BeforeEach
    void buy() {
        buyer = Person.signUp(market);
        ticket = Person.signUp(market).list("Concert", 19.99);
        cancelledBefore = buyer.order(ticket);
        buyer.awaitOrder(cancelledBefore, "awaiting:payment");
        buyer.cancel(cancelledBefore).expect(204);
        order = buyer.order(ticket);
        buyer.payInTheEnd(order);
        buyer.awaitOrder(order, "complete");
        buyer.awaitTicket(ticket, "sold");
        payment = buyer.seePayment(order);
    }

    @Test
    void cancelling_and_paying_it_again_and_again_changes_nothing() {
        var before = settled();
        for (int i = 0; i < 3; i++) {
            assertThat(buyer.cancel(order).expect(409).error()).contains("complete");
            buyer.cancel(cancelledBefore).expect(204);
        }
        assertThat(paidAtOnce())
                .allSatisfy(answer -> assertThat(answer.expect(200).json()).isEqualTo(payment));
        assertThat(settled()).isEqualTo(before);
        assertThat(market.stripe().booksOf(id(order)).captures()).hasSize(1);
    }

    @Test
    void all_its_events_its_predecessors_cancellation_and_both_their_timers_again_change_nothing() {
        settled();
        itsTimeIsOver();
        var before = settled();
        long seed = new Random().nextLong();
        var again = new ArrayList<>(toldAbout());
        again.addAll(List.copyOf(again));
        Collections.shuffle(again, new Random(seed));
        again.forEach(events::publish);
        Stream.of(order, cancelledBefore)
                .map(CompleteOrderIT::id)
                .forEach(id -> events.publish(EventType.EXPIRATION_COMPLETE, id, 0, new ExpirationComplete(id)));
        assertThat(settled()).as("seed %d", seed).isEqualTo(before);
    }

    @Test
    void control_were_it_not_for_good_the_same_cancel_would_end_it() {
        settled();
        set(orders, "orders", order, new JsonObject().put("status", "awaiting:payment"));
        buyer.cancel(order).expect(204);
        events.await(EventType.ORDER_CANCELLED, event -> event.subject().equals(id(order)));
    }

    @Test
    void control_were_it_not_for_good_its_late_timer_would_end_it() {
        settled();
        itsTimeIsOver();
        set(orders, "orders", order, new JsonObject().put("status", "awaiting:payment"));
        events.publish(EventType.EXPIRATION_COMPLETE, id(order), 0, new ExpirationComplete(id(order)));
        assertThat(buyer.awaitOrder(order, "cancelled").getString("cancelReason"))
                .isEqualTo("expired");
    }

    @Test
    void were_the_status_lost_the_stored_intent_or_stripes_key_alone_would_still_prevent_a_second_capture() {
        settled();
        forgetPayment();
        unset(payments, "charges", order, "intentId");
        buyer.payInTheEnd(order);
        assertThat(market.stripe().booksOf(id(order)).captures()).hasSize(1);

        forgetPayment();
        market.stripe().forgetIdempotencyKeys();
        buyer.payInTheEnd(order);
        assertThat(market.stripe().booksOf(id(order)).captures()).hasSize(1);
    }

    @Test
    void control_a_charge_that_is_forgotten_everywhere_is_captured_a_second_time() {
        settled();
        forgetPayment();
        unset(payments, "charges", order, "intentId");
        market.stripe().forgetIdempotencyKeys();
        buyer.payInTheEnd(order);
        assertThat(market.stripe().booksOf(id(order)).captures()).hasSize(2);
    }

    /** As if it were not stored that the order is paid. */
    private void forgetPayment() {
        set(payments, "charges", order, new JsonObject().put("status", "created"));
        List.of("paidAtMillis", "ledger", "unpostedSinceMillis")
                .forEach(member -> unset(payments, "charges", order, member));
    }

    private List<Answer> paidAtOnce() {
        var posts = IntStream.range(0, TIMES)
                .mapToObj(i -> buyer.paying(order, CARDS.get(i % CARDS.size())))
                .toList();
        return Eventually.await(Future.all(posts)).list();
    }

    /** As it is once all that was published has gone through all queues. */
    private State settled() {
        market.passQueues();
        var documents = List.of(
                stored(tickets, "tickets", ticket),
                stored(orders, "orders", cancelledBefore),
                stored(orders, "orders", order),
                stored(payments, "charges", cancelledBefore),
                stored(payments, "charges", order));
        var told = toldAbout().stream().map(CloudEvent::id).distinct().toList();
        return new State(documents, told, market.stripe().booksOf(id(order)).entries());
    }

    private List<CloudEvent> toldAbout() {
        return Stream.of(ticket, cancelledBefore, order)
                .flatMap(one -> events.seenAbout(id(one)).stream())
                .filter(event -> !event.type().equals(EventType.EXPIRATION_COMPLETE.wireName()))
                .toList();
    }

    /** As if its window and its grace had passed. */
    private void itsTimeIsOver() {
        var past = Instant.now().minusSeconds(60).toEpochMilli();
        set(orders, "orders", order, new JsonObject().put("expiresAtMillis", past));
    }

    private static JsonObject stored(MongoClient store, String collection, JsonObject what) {
        return Eventually.value(() -> {
            var found = Eventually.await(store.findOne(collection, key(what), null));
            assertThat(found.getJsonArray("outbox")).isEmpty();
            assertThat(found.containsKey("unpostedSinceMillis")).isFalse();
            return found;
        });
    }

    private static void set(MongoClient store, String collection, JsonObject what, JsonObject members) {
        update(store, collection, what, new JsonObject().put("$set", members));
    }

    private static void unset(MongoClient store, String collection, JsonObject what, String member) {
        update(store, collection, what, new JsonObject().put("$unset", new JsonObject().put(member, "")));
    }

    private static void update(MongoClient store, String collection, JsonObject what, JsonObject update) {
        var updated = store.updateCollection(collection, key(what), update);
        assertThat(Eventually.await(updated).getDocMatched()).isEqualTo(1);
    }

    private static JsonObject key(JsonObject what) {
        return new JsonObject().put("_id", id(what));
    }

    private static String id(JsonObject json) {
        return json.getString("id");
    }
}
