package dev.ticketing.orders;

import dev.ticketing.orders.domain.Place;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Places in line in MongoDB. The unique index on ticket and user gives everybody one per ticket. */
final class PlaceStore {

    private static final JsonObject OLDEST_FIRST = new JsonObject().put("_id", 1);

    private final Documents documents;

    PlaceStore(Documents documents) {
        this.documents = documents;
    }

    Future<Void> ensureIndexes() {
        return index("ticketId", "userId", new IndexOptions().unique(true))
                .compose(done -> index("ticketId", "_id", new IndexOptions()))
                .compose(done -> index("userId", "_id", new IndexOptions()))
                .compose(done -> documents.ensureIndex(new JsonObject().put("lookAtMillis", 1), new IndexOptions()));
    }

    private Future<Void> index(String first, String second, IndexOptions options) {
        return documents.ensureIndex(new JsonObject().put(first, 1).put(second, 1), options);
    }

    /** Stores a place, to be looked after at once; whether it is new, for the user may wait already. */
    Future<Boolean> insert(Place place, Instant now) {
        return documents.insertIfAbsent(new JsonObject()
                .put("_id", place.id())
                .put("ticketId", place.ticketId())
                .put("userId", place.userId())
                .put("lookAtMillis", now.toEpochMilli()));
    }

    Future<Optional<Place>> find(String ticketId, String userId) {
        return documents.findOne(of(ticketId, userId)).map(found -> found.map(PlaceStore::read));
    }

    /** Whose turn it is. */
    Future<Optional<Place>> firstFor(String ticketId) {
        return documents
                .findFirst(new JsonObject().put("ticketId", ticketId), OLDEST_FIRST)
                .map(found -> found.map(PlaceStore::read));
    }

    /** Whose turn it is after that. */
    Future<Optional<Place>> nextFor(Place place) {
        var later = new JsonObject().put("$gt", place.id());
        return documents
                .findFirst(new JsonObject().put("ticketId", place.ticketId()).put("_id", later), OLDEST_FIRST)
                .map(found -> found.map(PlaceStore::read));
    }

    /** How many wait that came before, counted no further than {@link Place#MAX_AHEAD}. */
    Future<Integer> countAhead(Place place) {
        var older = new JsonObject().put("$lt", place.id());
        return documents.countUpTo(
                Place.MAX_AHEAD,
                new JsonObject().put("ticketId", place.ticketId()).put("_id", older));
    }

    /** A user's own, those taken first coming first. */
    Future<List<Place>> listOf(String userId, int limit) {
        return find(new JsonObject().put("userId", userId), OLDEST_FIRST, limit);
    }

    /** How many there are, counted no further than a limit. */
    Future<Integer> count(int limit) {
        return documents.countUpTo(limit, new JsonObject().put("lookAtMillis", new JsonObject().put("$gt", 0)));
    }

    /** Those that it is time to look after. */
    Future<List<Place>> toLookAfter(Instant now, int limit) {
        var due = new JsonObject().put("lookAtMillis", new JsonObject().put("$lte", now.toEpochMilli()));
        return find(due, new JsonObject().put("lookAtMillis", 1), limit);
    }

    Future<Boolean> lookAgainAt(Place place, Instant time) {
        return documents.update(
                new JsonObject().put("_id", place.id()),
                new JsonObject().put("$set", new JsonObject().put("lookAtMillis", time.toEpochMilli())));
    }

    Future<Boolean> delete(String id) {
        return documents.delete(new JsonObject().put("_id", id));
    }

    Future<Boolean> delete(String ticketId, String userId) {
        return documents.delete(of(ticketId, userId));
    }

    Future<Void> deleteAllOf(String userId) {
        return documents.deleteAll(new JsonObject().put("userId", userId));
    }

    Future<Void> deleteAllFor(String ticketId) {
        return documents.deleteAll(new JsonObject().put("ticketId", ticketId));
    }

    private Future<List<Place>> find(JsonObject query, JsonObject sort, int limit) {
        return documents
                .find(query, sort, limit)
                .map(found -> found.stream().map(PlaceStore::read).toList());
    }

    private static JsonObject of(String ticketId, String userId) {
        return new JsonObject().put("ticketId", ticketId).put("userId", userId);
    }

    private static Place read(JsonObject document) {
        return new Place(document.getString("_id"), document.getString("ticketId"), document.getString("userId"));
    }
}
