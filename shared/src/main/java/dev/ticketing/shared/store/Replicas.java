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
        // When the copy there is as new or newer, the upsert tries to insert a second one and the id refuses it.
        return documents
                .upsert(older, copy)
                .recover(failure -> failure instanceof DuplicateKeyException
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }
}
