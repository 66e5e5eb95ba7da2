package dev.ticketing.shared.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.tracing.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One collection. The boundary to the driver: its errors leave here as {@link DuplicateKeyException}, as the expected
 * failure {@link Failure.Unavailable}, or as they are when they are nobody's expectation.
 */
public final class Documents {

    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);
    private static final int DUPLICATE_KEY = 11000;
    private static final int INDEX_RETRY_MILLIS = 500;
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Vertx vertx;
    private final MongoClient mongo;
    private final String collection;
    private final Attributes attributes;

    public Documents(Vertx vertx, MongoClient mongo, String collection) {
        this.vertx = vertx;
        this.mongo = mongo;
        this.collection = collection;
        this.attributes = Attributes.of(
                AttributeKey.stringKey("db.system.name"),
                "mongodb",
                AttributeKey.stringKey("db.collection.name"),
                collection);
    }

    String collection() {
        return collection;
    }

    public Future<Void> insert(JsonObject document) {
        return call("insert", () -> mongo.insert(collection, document)).mapEmpty();
    }

    /** Inserts unless a unique index refuses it; whether it was inserted. */
    public Future<Boolean> insertIfAbsent(JsonObject document) {
        return insert(document)
                .map(true)
                .recover(failure -> failure instanceof DuplicateKeyException
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure));
    }

    /** Finds at most one. */
    public Future<Optional<JsonObject>> findOne(JsonObject query) {
        return call("find", () -> mongo.findOne(collection, query, null)).map(Optional::ofNullable);
    }

    /** Finds the first by an order. */
    public Future<Optional<JsonObject>> findFirst(JsonObject query, JsonObject sort) {
        return find(query, sort, 1).map(found -> found.stream().findFirst());
    }

    /** Finds at most {@code limit} by an order. */
    public Future<List<JsonObject>> find(JsonObject query, JsonObject sort, int limit) {
        var options = new FindOptions().setSort(sort).setLimit(limit).setBatchSize(limit);
        return call("find", () -> mongo.findWithOptions(collection, query, options));
    }

    /** Counts, but no further than {@code limit}. */
    public Future<Integer> countUpTo(int limit, JsonObject query) {
        var options =
                new FindOptions().setFields(new JsonObject().put("_id", 1)).setLimit(limit);
        return call("find", () -> mongo.findWithOptions(collection, query, options))
                .map(List::size);
    }

    /** Whether a document matched and so was updated. */
    public Future<Boolean> update(JsonObject query, JsonObject update) {
        return call("update", () -> mongo.updateCollection(collection, query, update))
                .map(result -> result.getDocMatched() > 0);
    }

    /** Updates the match, or inserts when there is none. */
    public Future<Void> upsert(JsonObject query, JsonObject update) {
        var options = new UpdateOptions().setUpsert(true);
        return call("update", () -> mongo.updateCollectionWithOptions(collection, query, update, options))
                .mapEmpty();
    }

    /** Whether a document matched and so was removed; of several that match, one. */
    public Future<Boolean> delete(JsonObject query) {
        return call("delete", () -> mongo.removeDocument(collection, query))
                .map(result -> result.getRemovedCount() > 0);
    }

    /** Deletes every match. */
    public Future<Void> deleteAll(JsonObject query) {
        return call("delete", () -> mongo.removeDocuments(collection, query)).mapEmpty();
    }

    /** Writes in order, stopping at the first error. */
    Future<Void> bulkWrite(List<BulkOperation> operations) {
        return call("bulkWrite", () -> mongo.bulkWrite(collection, operations)).mapEmpty();
    }

    /** Makes sure that an index is there, waiting for the database for as long as it takes. */
    public Future<Void> ensureIndex(JsonObject keys, IndexOptions options) {
        return call("createIndexes", () -> mongo.createIndexWithOptions(collection, keys, options))
                .recover(failure -> {
                    LOG.warn("cannot create an index of {} yet: {}", collection, failure.getMessage());
                    return vertx.timer(INDEX_RETRY_MILLIS).compose(again -> ensureIndex(keys, options));
                });
    }

    private <T> Future<T> call(String operation, Supplier<Future<T>> call) {
        return Traces.call(operation + " " + collection, attributes, call)
                .recover(failure -> Future.failedFuture(translate(failure)));
    }

    private static Throwable translate(Throwable failure) {
        if (failure instanceof MongoServerException server && isDuplicateKey(server)) {
            return new DuplicateKeyException(failure);
        } else if (isOutage(failure)) {
            LOG.warn("the database is away: {}", failure.getMessage());
            return new Failure.Unavailable("the service cannot reach its database", RETRY_AFTER_SECONDS).asException();
        }
        return failure;
    }

    /** The driver reports it in three shapes: of an insert or update, of findAndModify, and inside a bulk write's. */
    private static boolean isDuplicateKey(MongoServerException failure) {
        return failure.getCode() == DUPLICATE_KEY
                || (failure instanceof MongoBulkWriteException bulk
                        && bulk.getWriteErrors().stream().anyMatch(error -> error.getCode() == DUPLICATE_KEY));
    }

    private static boolean isOutage(Throwable failure) {
        // The driver's own failures: no server to be had, its pool cleared or full, no time left.
        return failure instanceof MongoClientException
                || failure instanceof MongoSocketException
                || failure instanceof MongoNotPrimaryException
                || failure instanceof MongoNodeIsRecoveringException
                || (failure instanceof MongoException mongo
                        && mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL));
    }
}
