package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Person;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The time of very many orders comes at the same moment. */
@WithFaultyMarket
class TimerCrowdIT {

    private static final int ORDERS = 10_000;
    private static final int BATCH = 1_000;
    private static final Duration PREPARATION = Duration.ofSeconds(15);
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final long MAX_HEAP_BYTES = 96L << 20;

    private final FaultyMarket market;

    TimerCrowdIT(FaultyMarket market) {
        this.market = market;
    }

    /** They and their timers are stored as the services store them; placing so many one by one would take minutes. */
    @Test
    void ten_thousand_orders_whose_time_comes_at_once_are_all_over_within_a_minute_of_it() {
        var orders = market.backends().mongo("orders");
        var template = template(orders);
        var due = Instant.ofEpochMilli(System.currentTimeMillis()).plus(PREPARATION);
        for (int done = 0; done < ORDERS; done += BATCH) {
            store(
                    orders,
                    Stream.generate(() -> order(template, due)).limit(BATCH).toList(),
                    due);
        }
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
        Settled.await(market, BOUND);
        Eventually.await(orders.close());
    }

    private JsonObject template(MongoClient orders) {
        var buyer = Person.newcomer(market);
        var ticket = Person.newcomer(market).list("Template", 5);
        var order = Eventually.value(() -> buyer.order(ticket));
        Settled.await(market, BOUND);
        return Eventually.await(orders.findOne("orders", new JsonObject().put("_id", order.getString("id")), null));
    }

    private static JsonObject order(JsonObject template, Instant due) {
        return template.copy()
                .put("_id", UUID.randomUUID().toString())
                .put("ticketId", UUID.randomUUID().toString())
                .put("expiresAtMillis", due.toEpochMilli())
                .put("graceMillis", 0L)
                .put("dueAtMillis", due.toEpochMilli());
    }

    private void store(MongoClient orders, List<JsonObject> batch, Instant due) {
        var inserts = batch.stream().map(BulkOperation::createInsert).toList();
        Eventually.await(orders.bulkWrite("orders", inserts));
        var ids = batch.stream().map(order -> order.getString("_id")).toList();
        market.redis().add("{expiration}:due", due.toEpochMilli(), ids);
    }

    /** Only live orders have the field. */
    private static long live(MongoClient orders, Instant due) {
        return Eventually.await(orders.count("orders", new JsonObject().put("dueAtMillis", due.toEpochMilli())));
    }
}
