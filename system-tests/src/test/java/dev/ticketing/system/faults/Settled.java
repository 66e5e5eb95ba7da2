package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** Waits until nothing is on its way any more: no outbox holds an event, no queue a message. */
final class Settled {

    private static final Map<String, String> OUTBOXES =
            Map.of("auth", "users", "tickets", "tickets", "orders", "orders", "payments", "charges");

    private Settled() {}

    static void await(FaultyMarket market, Duration bound) {
        Eventually.holdsWithin(bound, () -> {
            assertThat(unsent(market)).as("documents with unsent events").isZero();
            assertThat(market.rabbit().queues())
                    .filteredOn(queue -> !queue.isDeadLetters())
                    .as("messages in queues")
                    .isNotEmpty()
                    .allMatch(queue -> queue.ready() + queue.unacknowledged() == 0);
        });
    }

    private static long unsent(FaultyMarket market) {
        var backends = market.backends();
        return OUTBOXES.entrySet().stream()
                .mapToLong(entry -> {
                    var mongo = backends.mongo(entry.getKey());
                    try {
                        var unsent = new JsonObject().put("unsentSince", new JsonObject().put("$gt", 0));
                        return Eventually.await(mongo.count(entry.getValue(), unsent));
                    } finally {
                        Eventually.await(mongo.close());
                    }
                })
                .sum();
    }
}
