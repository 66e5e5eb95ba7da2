package dev.ticketing.auth;

import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.UserSnapshot.Status;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.AggregateStore;
import dev.ticketing.shared.store.DocumentMapping;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.DuplicateKeyException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Clock;
import java.util.Optional;

/** Users in MongoDB. A unique index keeps two from having one address. */
final class UserStore {

    private final Documents documents;
    private final AggregateStore<User> users;

    UserStore(Vertx vertx, Documents documents, String source, Clock clock) {
        this.documents = documents;
        this.users = new AggregateStore<>(vertx, documents, source, clock, new Mapping());
    }

    Future<Void> ensureIndexes() {
        return users.ensureIndexes()
                .compose(done ->
                        documents.ensureIndex(new JsonObject().put("email", 1), new IndexOptions().unique(true)));
    }

    AggregateStore<User> aggregates() {
        return users;
    }

    Future<User> insert(User user) {
        return users.insert(user, EventType.USER_CREATED)
                .recover(failure -> failure instanceof DuplicateKeyException
                        ? Future.failedFuture(new Failure.Conflict("the email address is taken").asException())
                        : Future.failedFuture(failure));
    }

    Future<Optional<User>> findByEmail(String email) {
        return users.findOne(new JsonObject().put("email", email));
    }

    private static final class Mapping implements DocumentMapping<User> {
        @Override
        public JsonObject toDocument(User user) {
            return new JsonObject()
                    .put("email", user.email())
                    .put("passwordHash", user.passwordHash())
                    .put("status", WireName.of(user.status()));
        }

        @Override
        public User fromDocument(String id, long version, JsonObject document) {
            return new User(
                    id,
                    version,
                    document.getString("email"),
                    document.getString("passwordHash"),
                    WireName.read(Status.class, document.getString("status")));
        }
    }
}
