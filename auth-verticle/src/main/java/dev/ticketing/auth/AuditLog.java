package dev.ticketing.auth;

import dev.ticketing.auth.domain.AuditEntry;
import dev.ticketing.auth.domain.AuditEntry.Action;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.Ids;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what to whom, when and from where, in MongoDB: written once and never changed. What an admin does is kept for
 * good, comings and goings for as long as a setting says.
 */
final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int SWEEP_BATCH = 500;
    private static final String EXPIRES_AT = "expiresAtMillis";

    private final Documents documents;
    private final Duration retention;
    private final Clock clock;
    private final Counter lost = Metrics.counter("audit.lost");

    /**
     * Prepares a log.
     *
     * @param retention how long comings and goings are kept
     */
    AuditLog(Documents documents, Duration retention, Clock clock) {
        this.documents = documents;
        this.retention = retention;
        this.clock = clock;
    }

    Future<Void> ensureIndexes() {
        return documents
                .ensureIndex(new JsonObject().put("user", 1).put("_id", -1), new IndexOptions())
                .compose(done ->
                        documents.ensureIndex(new JsonObject().put(EXPIRES_AT, 1), new IndexOptions().sparse(true)));
    }

    /** Writes something down; what must not be done unseen is done after that. */
    Future<Void> append(
            Action action, Optional<String> actor, Optional<String> user, Optional<String> address, String detail) {
        var now = clock.instant();
        var document = new JsonObject()
                .put("_id", Ids.next(clock))
                .put("atMillis", now.toEpochMilli())
                .put("action", WireName.of(action));
        actor.ifPresent(id -> document.put("actor", id));
        user.ifPresent(id -> document.put("user", id));
        address.ifPresent(from -> document.put("address", from));
        if (!detail.isEmpty()) {
            document.put("detail", detail);
        }
        if (!action.isKept()) {
            document.put(EXPIRES_AT, now.plus(retention).toEpochMilli());
        }
        return documents.insert(document);
    }

    /** Writes down somebody's coming, while nobody waits for it: people get in even when this cannot be written. */
    void note(Action action, Optional<String> user, Visit visit, String detail) {
        append(action, Optional.empty(), user, Optional.of(visit.address()), detail)
                .onFailure(failure -> {
                    lost.increment();
                    LOG.warn("not in the audit log: {} of {}: {}", action, user.orElse("nobody"), failure.getMessage());
                });
    }

    /** What was done to a user, or to all, newest first, from below a key. */
    Future<List<AuditEntry>> list(Optional<String> user, Optional<String> below, int limit) {
        var query = new JsonObject();
        user.ifPresent(id -> query.put("user", id));
        // Asked for by id in any case, so that the ids' index is read and no more of it than asked for.
        query.put("_id", below.map(id -> new JsonObject().put("$lt", id)).orElse(new JsonObject().put("$gt", "")));
        return documents
                .find(query, new JsonObject().put("_id", -1), limit)
                .map(found -> found.stream().map(AuditLog::read).toList());
    }

    /** Forgets the comings and goings that are old enough, a bounded number at a time. */
    Future<?> sweep() {
        var over = new JsonObject().put("$lte", clock.millis());
        return documents
                .find(new JsonObject().put(EXPIRES_AT, over), new JsonObject().put(EXPIRES_AT, 1), SWEEP_BATCH)
                .compose(found -> Future.join(found.stream()
                        .map(entry -> documents.delete(new JsonObject().put("_id", entry.getString("_id"))))
                        .toList()));
    }

    private static AuditEntry read(JsonObject document) {
        return new AuditEntry(
                document.getString("_id"),
                Instant.ofEpochMilli(document.getLong("atMillis")),
                WireName.read(Action.class, document.getString("action")),
                Optional.ofNullable(document.getString("actor")),
                Optional.ofNullable(document.getString("user")),
                Optional.ofNullable(document.getString("address")),
                Optional.ofNullable(document.getString("detail")));
    }
}
