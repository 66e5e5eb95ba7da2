package dev.ticketing.shared.store;

import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.shared.events.UserSnapshot.Status;
import dev.ticketing.shared.messaging.WireName;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How users stand, in MongoDB: auth's own users, or another context's replicas of them, which hold no more than that.
 * Read by status and by when it was written, so that nobody need read more than is new.
 */
public final class UserStandings {

    private static final int BATCH = 256;

    private final Documents documents;
    private final Replicas replicas;
    private final Clock clock;

    public UserStandings(Documents documents, Clock clock) {
        this.documents = documents;
        this.replicas = new Replicas(documents);
        this.clock = clock;
    }

    /**
     * How a user stands.
     *
     * @param version the position of the snapshot that says so
     */
    public record Standing(String userId, long version, Status status) {}

    public Future<Void> ensureIndexes() {
        return documents.ensureIndex(new JsonObject().put("status", 1).put(SnapshotMark.KEY, 1), new IndexOptions());
    }

    /** Stores a replica, unless a newer one is there. Nothing comes before a user's first snapshot: it needs none. */
    public Future<Void> keepNewest(UserSnapshot user) {
        if (user.version() == 1 && user.status() == Status.ACTIVE) {
            return Future.succeededFuture();
        }
        return replicas.keepNewest(
                user.id(),
                user.version(),
                new JsonObject()
                        .put("status", WireName.of(user.status()))
                        .put(SnapshotMark.KEY, SnapshotMark.keyAt(clock.instant()) + user.id()));
    }

    public Future<Optional<Standing>> find(String userId) {
        return replicas.find(userId).map(found -> found.map(UserStandings::read));
    }

    /** Shows everybody of a status that was written after a time, those longest written first. */
    public Future<Void> each(Status status, Instant after, Consumer<Standing> visitor) {
        return eachBeyond(status, SnapshotMark.keyAt(after), visitor);
    }

    private Future<Void> eachBeyond(Status status, String key, Consumer<Standing> visitor) {
        var query = new JsonObject()
                .put("status", WireName.of(status))
                .put(SnapshotMark.KEY, new JsonObject().put("$gt", key));
        return documents
                .find(query, new JsonObject().put(SnapshotMark.KEY, 1), BATCH)
                .compose(found -> {
                    found.stream().map(UserStandings::read).forEach(visitor);
                    return found.size() < BATCH
                            ? Future.succeededFuture()
                            : eachBeyond(status, found.get(BATCH - 1).getString(SnapshotMark.KEY), visitor);
                });
    }

    private static Standing read(JsonObject document) {
        return new Standing(
                document.getString("_id"),
                document.getLong("version"),
                WireName.read(Status.class, document.getString("status")));
    }
}
