package dev.ticketing.backends;

import static dev.ticketing.backends.MongoTestClient.doc;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class MongoRacesIT {

    private static final int RACERS = 64;

    @TempDir
    Path directory;

    private EmbeddedMongo server;
    private MongoTestClient mongo;

    @BeforeEach
    void start() {
        server = EmbeddedMongo.on(directory.resolve("mongo"));
        mongo = new MongoTestClient(server.uri());
    }

    @AfterEach
    void stop() {
        mongo.close();
        server.close();
    }

    @RepeatedTest(10)
    void exactly_one_of_64_racing_findOneAndUpdates_on_a_version_wins() {
        mongo.insert("tickets", doc("_id", "t", "version", 1));

        List<JsonObject> found = race(racer ->
                mongo.client.findOneAndUpdate("tickets", doc("_id", "t", "version", 1), setting("owner", racer)));

        assertThat(found).filteredOn(document -> document != null).hasSize(1);
        assertThat(mongo.find("tickets", doc("_id", "t")).get(0).getInteger("version"))
                .isEqualTo(2);
    }

    @RepeatedTest(10)
    void exactly_one_of_64_racing_updates_on_a_version_wins() {
        mongo.insert("tickets", doc("_id", "t", "version", 1));

        List<Long> modified = race(racer -> mongo.client
                .updateCollection("tickets", doc("_id", "t", "version", 1), setting("owner", racer))
                .map(result -> result.getDocModified()));

        assertThat(modified)
                .containsOnlyOnce(1L)
                .filteredOn(count -> count != 1)
                .containsOnly(0L);
    }

    @RepeatedTest(10)
    void exactly_one_of_64_racing_inserts_of_a_unique_pair_succeeds() {
        mongo.index("orders", new IndexOptions().unique(true), "ticketId", 1, "reservation", 1);

        List<String> outcomes = race(racer -> mongo.client
                .insert("orders", doc("_id", "o" + racer, "ticketId", "t", "reservation", 7))
                .map("inserted")
                .otherwise(failure -> failure.getMessage().contains("E11000") ? "duplicate" : failure.toString()));

        assertThat(outcomes)
                .containsOnlyOnce("inserted")
                .filteredOn(outcome -> !outcome.equals("inserted"))
                .containsOnly("duplicate");
        assertThat(mongo.find("orders", doc("ticketId", "t", "reservation", 7))).hasSize(1);
    }

    @RepeatedTest(10)
    void no_reader_ever_sees_half_of_an_update() {
        mongo.insert("tickets", doc("_id", "t", "left", 0, "middle", "x".repeat(2_000), "right", 0));

        List<Boolean> whole = race(racer -> racer % 2 == 0
                ? mongo.client
                        .updateCollection("tickets", doc("_id", "t"), doc("$set", doc("left", racer, "right", racer)))
                        .map(true)
                : mongo.client.findOne("tickets", doc("_id", "t"), null).map(read -> read.getInteger("left")
                        .equals(read.getInteger("right"))));

        assertThat(whole).containsOnly(true);
    }

    private static <T> List<T> race(IntFunction<Future<T>> racer) {
        List<Future<T>> started = IntStream.range(0, RACERS).mapToObj(racer).toList();
        return started.stream().map(MongoTestClient::await).toList();
    }

    private static JsonObject setting(String field, Object value) {
        return doc("$set", doc(field, value), "$inc", doc("version", 1));
    }
}
