package dev.ticketing.backends;

import static dev.ticketing.backends.MongoTestClient.await;
import static dev.ticketing.backends.MongoTestClient.doc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That an index serves a search shows in how many documents are compared with the filter. */
class MongoIndexesIT {

    private static final int DOCUMENTS = 1_000;

    private EmbeddedMongo server;
    private MongoTestClient mongo;

    @BeforeEach
    void start() {
        server = EmbeddedMongo.inMemory();
        mongo = new MongoTestClient(server.uri());
        mongo.insertAll(
                "c",
                IntStream.range(0, DOCUMENTS).mapToObj(MongoIndexesIT::document).toList());
    }

    @AfterEach
    void stop() {
        mongo.close();
        server.close();
    }

    @Test
    void the_id_serves_a_filter_that_asks_for_more() {
        assertThat(examined(doc("_id", id(7), "version", 1))).isEqualTo(1);
        assertThat(examined(doc("_id", id(7), "outbox.63", doc("$exists", false))))
                .isEqualTo(1);
        assertThat(examined(doc("_id", id(7), "status", doc("$in", array("a", "b")))))
                .isEqualTo(1);
        assertThat(examined(doc("_id", doc("$in", array(id(7), id(8), "none")))))
                .isEqualTo(2);
    }

    @Test
    void the_id_serves_updates_as_well() {
        long before = server.documentsExamined();

        JsonObject old = await(
                mongo.client.findOneAndUpdate("c", doc("_id", id(7), "version", 1), doc("$inc", doc("version", 1))));

        assertThat(old.getString("_id")).isEqualTo(id(7));
        assertThat(server.documentsExamined() - before).isEqualTo(1);
    }

    @Test
    void a_compound_unique_index_serves_a_filter_that_asks_for_more_and_its_own_prefix() {
        mongo.index("c", new IndexOptions().unique(true), "group", 1, "number", 1);

        assertThat(examined(doc("number", 7, "group", 0, "version", 1))).isEqualTo(1);
        assertThat(examined(doc("group", 3))).isEqualTo(DOCUMENTS / 10);
    }

    @Test
    void an_index_serves_equality_on_a_prefix_and_a_range_on_the_next_field() {
        mongo.index("c", new IndexOptions(), "group", 1, "number", -1);

        assertThat(examined(doc("group", 3, "number", doc("$gte", 300, "$lt", 305))))
                .isEqualTo(5);
        assertThat(examined(doc("group", 3, "number", doc("$gt", 300, "$lte", 305))))
                .isEqualTo(5);
        assertThat(examined(doc("group", 3, "number", doc("$gt", 305, "$lt", 300))))
                .isZero();
        assertThat(examined(doc("$and", array(doc("group", 3), doc("status", "a")))))
                .isEqualTo(DOCUMENTS / 10);
    }

    @Test
    void a_sparse_index_serves_exists_and_holds_only_what_has_the_field() {
        mongo.index("c", new IndexOptions().sparse(true), "unsentSince", 1);

        assertThat(examined(doc("unsentSince", doc("$exists", true)))).isEqualTo(DOCUMENTS / 100);
        assertThat(examined(doc("unsentSince", doc("$lt", 205)))).isEqualTo(3);
        assertThat(examined(doc("unsentSince", null))).isEqualTo(DOCUMENTS);
        assertThat(mongo.find("c", doc("unsentSince", doc("$exists", false)))).hasSize(DOCUMENTS - DOCUMENTS / 100);
    }

    @Test
    void a_listing_reads_a_page_and_not_the_collection() {
        mongo.index("c", new IndexOptions(), "status", 1, "_id", -1);
        FindOptions page = new FindOptions().setSort(doc("_id", -1)).setLimit(21);

        assertThat(examined(doc("status", "a"), page)).isEqualTo(21);
        assertThat(examined(doc("status", "a", "_id", doc("$lt", id(500))), page))
                .isEqualTo(21);
        assertThat(ids(mongo.find("c", doc("status", "a", "_id", doc("$lt", id(500))), page)))
                .isEqualTo(IntStream.range(0, 21).mapToObj(i -> id(498 - 2 * i)).toList());
    }

    @Test
    void an_index_serves_a_sort_in_both_directions_and_ends_with_the_id() {
        mongo.index("c", new IndexOptions(), "group", 1, "number", 1);
        FindOptions backwards =
                new FindOptions().setSort(doc("number", -1, "_id", -1)).setLimit(5);
        FindOptions forwards = new FindOptions().setSort(doc("number", 1)).setLimit(5);

        assertThat(examined(doc("group", 3), backwards)).isEqualTo(5);
        assertThat(examined(doc("group", 3), forwards)).isEqualTo(5);
        assertThat(ids(mongo.find("c", doc("group", 3), backwards)).get(0)).isEqualTo(id(DOCUMENTS / 10 * 4 - 1));
    }

    @Test
    void the_id_alone_serves_a_sort_of_everything() {
        FindOptions newest = new FindOptions().setSort(doc("_id", -1)).setLimit(20);

        assertThat(examined(new JsonObject(), newest)).isEqualTo(20);
    }

    @Test
    void an_index_on_words_serves_their_beginnings() {
        mongo.index("c", new IndexOptions(), "words", 1);

        assertThat(examined(doc("words", "word77"))).isEqualTo(1);
        assertThat(examined(doc("words", doc("$regex", "^word77")))).isEqualTo(11);
        assertThat(examined(doc("words", doc("$elemMatch", doc("$gte", "word77", "$lt", "word78")))))
                .isEqualTo(11);
    }

    @Test
    void of_a_listing_and_a_words_beginning_the_beginning_is_taken_on_every_page() {
        mongo.index("c", new IndexOptions(), "status", 1, "_id", -1);
        mongo.index("c", new IndexOptions(), "status", 1, "words", 1);
        FindOptions page = new FindOptions().setSort(doc("_id", -1)).setLimit(21);
        JsonArray beginnings = array(doc("words", doc("$regex", "^word77")), doc("words", doc("$regex", "^com")));

        assertThat(examined(doc("status", "a", "$and", beginnings), page)).isEqualTo(5);
        assertThat(examined(doc("status", "a", "$and", beginnings, "_id", doc("$lt", id(776))), page))
                .isEqualTo(5);
        assertThat(ids(mongo.find("c", doc("status", "a", "$and", beginnings, "_id", doc("$lt", id(776))), page)))
                .containsExactly(id(774), id(772), id(770));
    }

    @Test
    void a_sort_by_an_array_is_not_read_from_its_index_where_a_document_has_several_places() {
        mongo.index("c", new IndexOptions(), "words", 1);
        FindOptions byWords = new FindOptions().setSort(doc("words", 1)).setLimit(5);

        assertThat(examined(doc(), byWords)).isEqualTo(DOCUMENTS);
        assertThat(ids(mongo.find("c", doc(), byWords))).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void without_an_index_everything_is_examined() {
        assertThat(examined(doc("group", 3))).isEqualTo(DOCUMENTS);
    }

    @Test
    void an_index_that_the_server_would_not_honour_is_refused() {
        IndexOptions partial = new IndexOptions().unique(true).partialFilterExpression(doc("status", "a"));

        assertThatThrownBy(() -> mongo.index("c", partial, "group", 1)).hasMessageContaining("partialFilterExpression");
    }

    private long examined(JsonObject filter) {
        return examined(filter, new FindOptions());
    }

    private long examined(JsonObject filter, FindOptions options) {
        long before = server.documentsExamined();
        mongo.find("c", filter, options);
        return server.documentsExamined() - before;
    }

    private static JsonObject document(int number) {
        JsonObject document = doc(
                "_id",
                id(number),
                "version",
                1,
                "group",
                number * 10 / DOCUMENTS,
                "number",
                number,
                "status",
                number % 2 == 0 ? "a" : "b",
                "words",
                array("common", "word" + number),
                "outbox",
                array());
        return number % 100 == 0 ? document.put("unsentSince", number) : document;
    }

    private static String id(int number) {
        return String.format("id%05d", number);
    }

    private static List<String> ids(List<JsonObject> documents) {
        return documents.stream().map(document -> document.getString("_id")).toList();
    }

    private static JsonArray array(Object... values) {
        return new JsonArray(List.of(values));
    }
}
