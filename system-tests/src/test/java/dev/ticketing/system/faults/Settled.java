package dev.ticketing.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Waits until nothing is on its way any more: no outbox holds an event, no queue a message. */
final class Settled {

    private static final Map<String, String> OUTBOXES =
            Map.of("auth", "users", "tickets", "tickets", "orders", "orders", "payments", "charges");

    private Settled() {}

    static void await(FaultyMarket market, Duration bound) {
        Eventually.holdsWithin(bound, () -> {
            assertThat(unsent(market)).as("documents with unsent events").isZero();
            assertThat(queued(market)).as("messages in queues").allMatch(line -> line.endsWith("\t0"));
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

    /** Ready and unacknowledged ones together, a line for each queue that services consume. */
    private static List<String> queued(FaultyMarket market) {
        return market.rabbit()
                .ctl("-q", "list_queues", "name", "messages", "--no-table-headers")
                .lines()
                .filter(line -> line.startsWith(Topology.EXCHANGE) && !line.contains(".dead\t"))
                .toList();
    }
}
