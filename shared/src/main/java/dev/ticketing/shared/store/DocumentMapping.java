package dev.ticketing.shared.store;

import dev.ticketing.shared.domain.Aggregate;
import io.vertx.core.json.JsonObject;

/**
 * How an aggregate is written as a document. The members {@code _id}, {@code version}, {@code outbox}, {@code
 * unsentSince}, {@code snapshotVersion} and {@code changedKey} belong to {@link AggregateStore}.
 */
public interface DocumentMapping<T extends Aggregate> {

    /** Every member that an aggregate of this kind can have; null for what this one has not. */
    JsonObject toDocument(T aggregate);

    T fromDocument(String id, long version, JsonObject document);
}
