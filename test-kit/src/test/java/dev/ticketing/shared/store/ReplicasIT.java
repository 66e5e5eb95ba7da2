package dev.ticketing.shared.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica is as new as the newest snapshot seen, in whatever order and however often snapshots come. */
@WithBackends
class ReplicasIT {

    private static final int ROUNDS = 20;
    private static final long NEWEST = 12;

    private final long seed = new Random().nextLong();
    private Documents documents;
    private Replicas replicas;

    @BeforeEach
    void open(Backends backends) {
        var vertx = backends.vertx();
        documents = new Documents(vertx, new MongoSettings(backends.mongoUri()).client(vertx, "replicas"), "things");
        replicas = new Replicas(documents);
    }

    @Test
    void whatever_the_order_and_however_often_each_comes_the_newest_stands() {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var id = UUID.randomUUID().toString();
            var order = shuffledTwice(random);
            order.forEach(version -> Eventually.await(replicas.keepNewest(id, version, members(version))));
            assertNewest(id, "seed %d, round %d, order %s".formatted(seed, round, order));
        }
    }

    @Test
    void when_all_come_at_once_the_newest_stands() {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var id = UUID.randomUUID().toString();
            var order = shuffledTwice(random);
            Eventually.await(Future.all(order.stream()
                    .map(version -> replicas.keepNewest(id, version, members(version)))
                    .toList()));
            assertNewest(id, "seed %d, round %d, order %s".formatted(seed, round, order));
        }
    }

    @Test
    void version_3_before_2_and_2_after_3_ten_times_each_leaves_3() {
        var id = UUID.randomUUID().toString();
        for (int i = 0; i < 10; i++) {
            for (long version : List.of(3L, 2L, 3L)) {
                Eventually.await(replicas.keepNewest(id, version, members(version)));
                var kept = Eventually.await(replicas.find(id)).orElseThrow();
                assertThat(kept.getLong("value")).isEqualTo(3);
            }
        }
    }

    /** The control: keeping what came last ends with an old one. */
    @Test
    void keeping_the_last_one_instead_does_not_keep_the_newest() {
        var random = new Random(seed);
        int stale = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var self = new JsonObject().put("_id", UUID.randomUUID().toString());
            for (var version : shuffledTwice(random)) {
                Eventually.await(documents.upsert(self, new JsonObject().put("$set", members(version))));
            }
            stale += Eventually.await(documents.findOne(self)).orElseThrow().getLong("value") < NEWEST ? 1 : 0;
        }
        assertThat(stale).as("seed %d", seed).isPositive();
    }

    private void assertNewest(String id, String how) {
        var kept = Eventually.await(replicas.find(id)).orElseThrow();
        assertThat(kept.getLong("version")).as(how).isEqualTo(NEWEST);
        assertThat(kept.getLong("value")).as(how).isEqualTo(NEWEST);
    }

    private static JsonObject members(long version) {
        return new JsonObject().put("value", version);
    }

    private static List<Long> shuffledTwice(Random random) {
        var versions = new ArrayList<Long>();
        LongStream.rangeClosed(1, NEWEST).forEach(version -> versions.addAll(List.of(version, version)));
        Collections.shuffle(versions, random);
        return versions;
    }
}
