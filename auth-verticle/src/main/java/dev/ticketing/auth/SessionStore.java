package dev.ticketing.auth;

import dev.ticketing.auth.domain.Session;
import dev.ticketing.auth.domain.Session.Parent;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions in MongoDB. Nobody else hears of them, so they have no outbox; one that is over is no more. */
final class SessionStore {

    private final Documents documents;

    SessionStore(Documents documents) {
        this.documents = documents;
    }

    Future<Void> ensureIndexes() {
        var ofUser = new JsonObject().put("userId", 1).put("usedAtMillis", -1);
        return documents
                .ensureIndex(ofUser, new IndexOptions())
                .compose(done -> documents.ensureIndex(new JsonObject().put("expiresAtMillis", 1), new IndexOptions()));
    }

    Future<Void> insert(Session session) {
        return documents.insert(write(session).put("_id", session.id()).put("version", session.version()));
    }

    Future<Optional<Session>> find(String id) {
        return documents.findOne(new JsonObject().put("_id", id)).map(found -> found.map(SessionStore::read));
    }

    /** Stores the next version; false when the session is over or another next version came first. */
    Future<Boolean> replace(Session next) {
        var query = new JsonObject().put("_id", next.id()).put("version", next.version() - 1);
        return documents.update(query, new JsonObject().put("$set", write(next).put("version", next.version())));
    }

    /** A user's, the last used first. */
    Future<List<Session>> listOf(String userId, int limit) {
        return documents
                .find(new JsonObject().put("userId", userId), new JsonObject().put("usedAtMillis", -1), limit)
                .map(found -> found.stream().map(SessionStore::read).toList());
    }

    /** What expired, longest first. */
    Future<List<Session>> expired(Instant now, int limit) {
        var over = new JsonObject().put("$lte", now.toEpochMilli());
        return documents
                .find(new JsonObject().put("expiresAtMillis", over), new JsonObject().put("expiresAtMillis", 1), limit)
                .map(found -> found.stream().map(SessionStore::read).toList());
    }

    /** Whether there was one to end. */
    Future<Boolean> delete(String id) {
        return documents.delete(new JsonObject().put("_id", id));
    }

    private static JsonObject write(Session session) {
        return new JsonObject()
                .put("userId", session.userId())
                .put("generation", session.generation())
                .put("device", session.device())
                .put("address", session.address())
                .put("createdAtMillis", session.createdAt().toEpochMilli())
                .put("usedAtMillis", session.usedAt().toEpochMilli())
                .put("expiresAtMillis", session.expiresAt().toEpochMilli())
                .put("familyHash", session.familyHash())
                .put("tokenHash", session.tokenHash())
                .put("parent", session.parent().map(SessionStore::write).orElse(null));
    }

    private static Session read(JsonObject document) {
        return new Session(
                document.getString("_id"),
                document.getLong("version"),
                document.getString("userId"),
                document.getInteger("generation"),
                document.getString("device"),
                document.getString("address"),
                instant(document, "createdAtMillis"),
                instant(document, "usedAtMillis"),
                instant(document, "expiresAtMillis"),
                document.getString("familyHash"),
                document.getString("tokenHash"),
                Optional.ofNullable(document.getJsonObject("parent")).map(SessionStore::readParent));
    }

    private static JsonObject write(Parent parent) {
        return new JsonObject()
                .put("hash", parent.hash())
                .put("salt", parent.salt())
                .put("usedAtMillis", parent.usedAt().toEpochMilli());
    }

    private static Parent readParent(JsonObject document) {
        return new Parent(document.getString("hash"), document.getString("salt"), instant(document, "usedAtMillis"));
    }

    private static Instant instant(JsonObject document, String field) {
        return Instant.ofEpochMilli(document.getLong(field));
    }
}
