package dev.ticketing.backends;

import static dev.ticketing.backends.MongoTestClient.await;
import static dev.ticketing.backends.MongoTestClient.doc;
import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.vertx.ext.mongo.IndexOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of the server is killed while it is written to. What it has acknowledged must be there
 * afterwards.
 */
class MongoCrashIT {

    private static final int ROUNDS = 3;
    private static final int WRITERS = 24;
    private static final int WRITES_BEFORE_KILL = 1_000;
    private static final int MOST_CONTROL_ROUNDS = 10;

    private final Set<String> inserted = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> counted = new ConcurrentHashMap<>();

    @TempDir
    Path directory;

    @Test
    void kill_9_loses_nothing_that_was_acknowledged() throws Exception {
        Files.createDirectories(directory.resolve("data"));
        for (int round = 0; round < ROUNDS; round++) {
            writeUntilKilled(Embedded.class, directory.resolve("data"), round);
            try (EmbeddedMongo server = EmbeddedMongo.on(directory.resolve("data"));
                    MongoTestClient mongo = new MongoTestClient(server.uri())) {
                assertThat(lost(mongo)).isEmpty();
                assertThat(round < ROUNDS - 1 || refusesEveryPairAgain(mongo)).isTrue();
            }
        }
        System.out.println("Acknowledged and found after " + ROUNDS + " kills: " + inserted.size() + " inserts");
    }

    /**
     * Shows that this test would notice: the library's own backend on the same store commits once a second.
     */
    @Test
    void the_control_without_a_commit_before_the_reply_loses_acknowledged_writes() throws Exception {
        Set<String> lost = Set.of();
        for (int round = 0; lost.isEmpty() && round < MOST_CONTROL_ROUNDS; round++) {
            Path file = directory.resolve("stock" + round);
            inserted.clear();
            counted.clear();
            writeUntilKilled(Stock.class, file, round);
            MongoServer server = new MongoServer(new H2Backend(file.toString()));
            try (MongoTestClient mongo = new MongoTestClient(server.bindAndGetConnectionString())) {
                lost = lost(mongo);
            } finally {
                server.shutdownNow();
            }
        }
        assertThat(lost).isNotEmpty();
        System.out.println("The control lost " + lost.size() + " of " + inserted.size());
    }

    private void writeUntilKilled(Class<?> main, Path data, int round) throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(WRITES_BEFORE_KILL);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (ChildJvm child = new ChildJvm(main, data.toString());
                MongoTestClient mongo = new MongoTestClient(child.line())) {
            mongo.index("orders", new IndexOptions().unique(true), "ticketId", 1, "reservation", 1);
            for (int writer = 0; writer < WRITERS; writer++) {
                String prefix = round + "-" + writer + "-";
                writers.execute(() -> writeUntilRefused(mongo, prefix, enough));
            }
            assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
            child.kill();
        } finally {
            writers.shutdownNow();
            assertThat(writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void writeUntilRefused(MongoTestClient mongo, String prefix, CountDownLatch acknowledged) {
        try {
            String counter = "counter-" + prefix;
            mongo.insert("counters", doc("_id", counter, "count", 0));
            for (int i = 1; ; i++) {
                String id = prefix + i;
                mongo.insert("orders", doc("_id", id, "ticketId", prefix, "reservation", i));
                inserted.add(id);
                await(mongo.client.findOneAndUpdate(
                        "counters", doc("_id", counter, "count", i - 1), doc("$set", doc("count", i))));
                counted.put(counter, i);
                acknowledged.countDown();
            }
        } catch (IllegalStateException killed) {
            // As intended: the server is gone, or this writer is told to stop.
        }
    }

    private Set<String> lost(MongoTestClient mongo) {
        Set<String> lost = ConcurrentHashMap.newKeySet();
        lost.addAll(inserted);
        mongo.find("orders", doc()).forEach(order -> lost.remove(order.getString("_id")));
        Map<String, Integer> found = new ConcurrentHashMap<>();
        mongo.find("counters", doc()).forEach(c -> found.put(c.getString("_id"), c.getInteger("count")));
        counted.forEach((counter, count) -> {
            if (found.getOrDefault(counter, 0) < count) {
                lost.add(counter);
            }
        });
        return lost;
    }

    private boolean refusesEveryPairAgain(MongoTestClient mongo) {
        return mongo.find("orders", doc()).stream()
                .map(order -> order.put("_id", "again-" + order.getString("_id")))
                .map(order -> mongo.client.insert("orders", order).map(false).otherwise(true))
                .toList()
                .stream()
                .allMatch(MongoTestClient::await);
    }

    /** In the child: the server under test. */
    static final class Embedded {
        public static void main(String[] arguments) throws IOException {
            ChildJvm.printAndWait(EmbeddedMongo.on(Path.of(arguments[0])).uri());
        }
    }

    /** In the child: the library's own backend. */
    static final class Stock {
        public static void main(String[] arguments) throws IOException {
            MongoBackend backend = new H2Backend(arguments[0]);
            ChildJvm.printAndWait(new MongoServer(backend).bindAndGetConnectionString());
        }
    }
}
