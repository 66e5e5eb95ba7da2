package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.system.Person;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The time of very many orders comes at the same moment. */
@WithFaultyMarket
class TimerCrowdIT {

    private static final int ORDERS = 10_000;
    private static final int BATCH = 1_000;
    private static final Duration PREPARATION = Duration.ofMinutes(2);
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final long MAX_HEAP_BYTES = 96L << 20;

    private final FaultyMarket market;

    TimerCrowdIT(FaultyMarket market) {
        this.market = market;
    }

    /** They are put into the database as orders stores them; placing so many one by one would take minutes. */
    @Test
    void ten_thousand_orders_whose_time_comes_at_once_are_all_over_within_a_minute_of_it() {
        var orders = market.backends().mongo("orders");
        var due = Instant.ofEpochMilli(System.currentTimeMillis()).plus(Duration.ofSeconds(45));
        var template = template(orders);
        for (int done = 0; done < ORDERS; done += BATCH) {
            var batch = IntStream.range(done, done + BATCH)
                    .mapToObj(i -> BulkOperation.createInsert(order(template, i, due)))
                    .toList();
            Eventually.await(orders.bulkWrite("orders", batch));
        }
        Eventually.holdsWithin(PREPARATION, () -> assertThat(market.redis().sizeOf("{expiration}:due"))
                .isGreaterThanOrEqualTo(ORDERS));
        assertThat(Instant.now()).as("all timers are set in time").isBefore(due);

        Eventually.holdsWithin(Duration.between(Instant.now(), due.plus(BOUND)), () -> assertThat(live(orders, due))
                .isZero());
        var took = Duration.between(due, Instant.now());
        long ofOrders = market.service("orders").liveHeapBytes();
        long ofExpiration = market.service("expiration").liveHeapBytes();
        System.out.printf(
                Locale.ROOT,
                "%d timers due at once: all over after %d ms, %.0f/s; heap of orders %d kB, of expiration %d kB%n",
                ORDERS,
                took.toMillis(),
                ORDERS * 1e3 / took.toMillis(),
                ofOrders >> 10,
                ofExpiration >> 10);
        assertThat(List.of(ofOrders, ofExpiration)).allMatch(bytes -> bytes < MAX_HEAP_BYTES);
        Settled.await(market, PREPARATION);
        Eventually.await(orders.close());
    }

    private JsonObject template(MongoClient orders) {
        var buyer = Person.newcomer(market);
        var ticket = Person.newcomer(market).list("Template", 5);
        var order = Eventually.value(() -> buyer.order(ticket));
        Settled.await(market, PREPARATION);
        return Eventually.await(orders.findOne("orders", new JsonObject().put("_id", order.getString("id")), null));
    }

    private static JsonObject order(JsonObject template, int number, Instant due) {
        var id = UUID.randomUUID().toString();
        var ticket = new OrderSnapshot.Ticket("nobodys-" + id, template.getLong("priceCents"), 1);
        var snapshot = new OrderSnapshot(id, 1, "buyer-" + number, Status.CREATED, due, due, Optional.empty(), ticket);
        var event = CloudEvent.of(EventType.ORDER_CREATED, "orders", id, 1, snapshot, Instant.now());
        return template.copy()
                .put("_id", id)
                .put("version", 1L)
                .put("status", "created")
                .put("userId", snapshot.userId())
                .put("ticketId", ticket.id())
                .put("reservation", 1L)
                .put("expiresAtMillis", due.toEpochMilli())
                .put("graceMillis", 0L)
                .put("dueAtMillis", due.toEpochMilli())
                .put("outbox", new JsonArray().add(event.toJson()))
                .put("unsentSince", System.currentTimeMillis());
    }

    /** Only live orders have the field. */
    private static long live(MongoClient orders, Instant due) {
        return Eventually.await(orders.count("orders", new JsonObject().put("dueAtMillis", due.toEpochMilli())));
    }
}
