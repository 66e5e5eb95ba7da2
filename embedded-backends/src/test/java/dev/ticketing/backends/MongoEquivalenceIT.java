package dev.ticketing.backends;

import static dev.ticketing.backends.MongoTestClient.await;
import static dev.ticketing.backends.MongoTestClient.doc;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.UpdateOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers get the same random commands, one with indexes and one without; their answers must be the
 * same.
 */
class MongoEquivalenceIT {

    private static final int REOPENINGS = 4;
    private static final int STEPS_BETWEEN = 700;
    private static final int IDS = 60;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path directory;

    private MongoTestClient indexed;
    private MongoTestClient plain;

    @Test
    void indexes_change_no_answer() {
        System.out.println("seed " + seed);
        try (EmbeddedMongo reference = EmbeddedMongo.inMemory()) {
            plain = new MongoTestClient(reference.uri());
            for (int opening = 0; opening < REOPENINGS; opening++) {
                try (EmbeddedMongo server = EmbeddedMongo.on(directory.resolve("mongo"))) {
                    indexed = new MongoTestClient(server.uri());
                    createIndexes();
                    for (int step = 0; step < STEPS_BETWEEN; step++) {
                        step();
                    }
                    indexed.close();
                }
            }
            plain.close();
        }
    }

    private void createIndexes() {
        IndexOptions usual = new IndexOptions();
        indexed.index("c", usual, "a", 1, "b", -1);
        indexed.index("c", usual, "b", 1);
        indexed.index("c", usual, "a", -1, "_id", -1);
        indexed.index("c", new IndexOptions().sparse(true), "s", 1);
        indexed.index("c", new IndexOptions().sparse(true), "s", -1, "a", 1);
        indexed.index("c", usual, "tags", 1, "a", 1);
        indexed.index("c", usual, "n.x", 1, "a", 1);
        for (MongoTestClient client : List.of(indexed, plain)) {
            client.index("c", new IndexOptions().unique(true), "u", 1, "a", 1, "_id", 1);
        }
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> insert();
            case 3, 4 -> update();
            case 5 -> remove();
            default -> find();
        }
    }

    private void insert() {
        JsonObject document = document();
        same(
                "insert " + document,
                client -> client.client.insert("c", document.copy()).map("ok"));
    }

    private void update() {
        JsonObject filter = filter();
        JsonObject change = Stream.<Supplier<JsonObject>>of(
                        () -> doc("$set", doc("a", value(), "b", value())),
                        () -> doc("$set", doc("tags", tags())),
                        () -> doc("$unset", doc("s", "")),
                        () -> doc("$set", doc("s", value())),
                        () -> doc("$push", doc("tags", value())),
                        () -> doc("$set", doc("n", nested())))
                .toList()
                .get(random.nextInt(6))
                .get();
        same("update " + filter + " " + change, client -> client.client
                .updateCollectionWithOptions("c", filter.copy(), change.copy(), new UpdateOptions().setMulti(true))
                .map(result -> result.getDocMatched() + "/" + result.getDocModified()));
    }

    private void remove() {
        JsonObject filter = filter().put("_id", doc("$lt", id()));
        same("remove " + filter, client -> client.client
                .removeDocuments("c", filter.copy())
                .map(result -> String.valueOf(result.getRemovedCount())));
    }

    private void find() {
        JsonObject filter = filter();
        FindOptions options = new FindOptions().setSort(sort()).setLimit(random.nextInt(4) * 5);
        same("find " + filter + " " + options.toJson(), client -> client.client
                .findWithOptions("c", filter.copy(), options)
                .map(String::valueOf));
    }

    private void same(String step, Function<MongoTestClient, Future<String>> command) {
        String expected = outcome(command.apply(plain));
        assertThat(outcome(command.apply(indexed)))
                .describedAs("seed %d: %s", seed, step)
                .isEqualTo(expected);
    }

    private static String outcome(Future<String> answer) {
        return await(answer.otherwise(failure -> failure.getClass().getSimpleName()));
    }

    private JsonObject document() {
        JsonObject document = doc("_id", id());
        putSometimes(document, "a", value());
        putSometimes(document, "b", value());
        putSometimes(document, "s", value());
        putSometimes(document, "u", value());
        putSometimes(document, "tags", tags());
        putSometimes(document, "n", nested());
        return document;
    }

    private void putSometimes(JsonObject document, String field, Object value) {
        if (random.nextInt(4) > 0) {
            document.put(field, value);
        }
    }

    private JsonObject filter() {
        JsonObject filter = doc();
        List<String> fields = new ArrayList<>(List.of("_id", "a", "b", "s", "u", "tags", "n.x"));
        Collections.shuffle(fields, random);
        for (String field : fields.subList(0, random.nextInt(4))) {
            filter.put(field, condition(field));
        }
        return random.nextInt(5) == 0 ? doc("$and", new JsonArray().add(filter).add(doc("a", value()))) : filter;
    }

    private Object condition(String field) {
        Object one = field.equals("_id") ? id() : value();
        Object other = field.equals("_id") ? id() : value();
        return switch (random.nextInt(12)) {
            case 0 -> doc("$gt", one);
            case 1 -> doc("$gte", one, "$lt", other);
            case 2 -> doc("$lte", one);
            case 3 -> doc("$exists", random.nextBoolean());
            case 4 -> doc("$in", new JsonArray().add(one).add(other));
            case 5 -> doc("$ne", one);
            case 6 -> doc("$eq", one);
            case 7 -> doc("$nin", new JsonArray().add(one));
            case 8 -> doc("$elemMatch", doc("$gte", one, "$lte", other));
            case 9 -> doc("$not", doc("$gt", one));
            default -> one;
        };
    }

    /** Always with the id at the end: without it, equals may come in any order. */
    private JsonObject sort() {
        JsonObject sort = doc();
        for (String field : List.of("a", "b", "s")) {
            if (random.nextInt(3) == 0) {
                sort.put(field, random.nextBoolean() ? 1 : -1);
            }
        }
        return sort.put("_id", random.nextBoolean() ? 1 : -1);
    }

    private String id() {
        return "id" + (10 + random.nextInt(IDS));
    }

    private Object value() {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> "text" + random.nextInt(4);
            case 2 -> random.nextBoolean();
            case 3 -> random.nextInt(4) + 0.5;
            case 4 -> (long) random.nextInt(5);
            default -> random.nextInt(5);
        };
    }

    private JsonArray tags() {
        JsonArray tags = new JsonArray();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.add(value());
        }
        return tags;
    }

    private Object nested() {
        return switch (random.nextInt(4)) {
            case 0 -> doc("x", value());
            case 1 ->
                new JsonArray()
                        .add(doc("x", value()))
                        .add(doc("x", value(), "y", 1))
                        .add(doc("y", 2));
            case 2 -> doc("x", tags());
            default -> value();
        };
    }
}
