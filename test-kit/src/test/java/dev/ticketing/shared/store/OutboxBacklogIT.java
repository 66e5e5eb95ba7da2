package dev.ticketing.shared.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much waits to be published is known and bounded. */
@WithBackends
class OutboxBacklogIT {

    private final Vertx vertx = Vertx.vertx();
    private Tally.Store store;
    private OutboxBacklog backlog;

    @BeforeEach
    void open(Backends given) {
        store = Tally.Store.open(vertx, new MongoSettings(given.anew().mongoUri()));
        Eventually.await(store.tallies().ensureIndexes());
        backlog = store.tallies().backlog();
    }

    @AfterEach
    void close() {
        Eventually.await(vertx.close());
    }

    @Test
    void what_waits_is_counted_and_so_is_how_long_the_oldest_does() {
        assertThat(Eventually.await(backlog.count())).isZero();
        assertThat(Eventually.await(backlog.oldestSeconds())).isZero();
        Eventually.await(store.insert(newId()));
        Eventually.await(store.insert(newId()));
        assertThat(Eventually.await(backlog.count())).isEqualTo(2);
        Eventually.holds(
                () -> assertThat(Eventually.await(backlog.oldestSeconds())).isGreaterThan(0.1));
    }

    @Test
    void with_too_many_waiting_new_ones_are_refused_until_they_have_left() {
        var waiting = IntStream.range(0, OutboxBacklog.MAX_WAITING)
                .mapToObj(i -> BulkOperation.createInsert(new JsonObject()
                        .put("_id", "waiting-" + i)
                        .put("version", 1)
                        .put("unsentSince", 1)))
                .toList();
        Eventually.await(store.documents().bulkWrite(waiting));
        // The control: as long as nobody has counted.
        Eventually.await(store.insert(newId()));

        assertThat(Eventually.await(backlog.count())).isEqualTo(OutboxBacklog.MAX_WAITING);
        var refused = store.insert(newId());
        Eventually.await(refused.otherwiseEmpty());
        assertThat(FailureException.is(refused.cause(), Failure.Unavailable.class))
                .as("%s", refused.cause())
                .isTrue();

        for (int i = 0; i < 2; i++) {
            Eventually.await(store.documents()
                    .update(
                            new JsonObject().put("_id", "waiting-" + i),
                            new JsonObject().put("$unset", new JsonObject().put("unsentSince", ""))));
        }
        Eventually.await(backlog.count());
        Eventually.await(store.insert(newId()));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
