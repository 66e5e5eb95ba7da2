package dev.ticketing.shared.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Copies of another context's aggregates, each as new as the newest snapshot seen. */
public final class Replicas {

    private final Documents documents;

    public Replicas(Documents documents) {
        this.documents = documents;
    }

    public Future<Optional<JsonObject>> find(String id) {
        return documents.findOne(new JsonObject().put("_id", id));
    }

    /**
     * Stores a copy unless one as new or newer is there.
     *
     * @param version the position of the snapshot
     * @param members the copy's members, all of them
     */
    public Future<Void> keepNewest(String id, long version, JsonObject members) {
        var older = new JsonObject().put("_id", id).put("version", new JsonObject().put("$lt", version));
        var copy = new JsonObject().put("$set", members.copy().put("version", version));
        // Where a copy is, the upsert may try to insert a second one and the id refuses it. That copy may be older all
        // the same, when both were the first at the same moment: the update compares with what is there now.
        return documents
                .upsert(older, copy)
                .recover(failure -> failure instanceof DuplicateKeyException
                        ? documents.update(older, copy).mapEmpty()
                        : Future.failedFuture(failure));
    }
}
