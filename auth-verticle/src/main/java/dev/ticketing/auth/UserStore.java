package dev.ticketing.auth;

import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.store.AggregateStore;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.DuplicateKeyException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Users in MongoDB. A unique index keeps two from having one address. */
final class UserStore {

    static final Failure TAKEN = new Failure.Conflict("the email address is taken");

    private static final char AFTER_ANY = '\uffff';

    private final Documents documents;
    private final AggregateStore<User> users;

    UserStore(Vertx vertx, Documents documents, String source, Clock clock) {
        this.documents = documents;
        this.users = new AggregateStore<>(vertx, documents, source, clock, new UserMapping());
    }

    Future<Void> ensureIndexes() {
        return users.ensureIndexes()
                .compose(done -> index("email", new IndexOptions().unique(true)))
                .compose(done -> index(UserMapping.MAIL_DUE, new IndexOptions().sparse(true)));
    }

    AggregateStore<User> aggregates() {
        return users;
    }

    /** Fails with {@link Failure.Conflict} when the address is another's. */
    Future<User> insert(User user) {
        return users.insert(user, EventType.USER_CREATED).recover(UserStore::taken);
    }

    Future<Optional<User>> find(String id) {
        return users.find(id);
    }

    Future<Optional<User>> findByEmail(String email) {
        return users.findOne(new JsonObject().put("email", email));
    }

    /** Fails with {@link Failure.Conflict} when the address is another's, with {@code absent} when nobody has the id. */
    Future<User> change(String id, Failure absent, Function<User, Transition<User>> rule) {
        return users.change(id, absent, rule).recover(UserStore::taken);
    }

    /** Those whose address begins so, by address, from beyond one. */
    Future<List<User>> list(String beginning, Optional<String> beyond, int limit) {
        var addresses = new JsonObject().put("$gte", beginning).put("$lt", beginning + AFTER_ANY);
        beyond.ifPresent(email -> addresses.put("$gt", email));
        return users.find(new JsonObject().put("email", addresses), new JsonObject().put("email", 1), limit);
    }

    /** Who is to be sent a mail by now, longest first. */
    Future<List<User>> mailsDue(Instant now, int limit) {
        var due = new JsonObject().put("$lte", now.toEpochMilli());
        return users.find(
                new JsonObject().put(UserMapping.MAIL_DUE, due), new JsonObject().put(UserMapping.MAIL_DUE, 1), limit);
    }

    private Future<Void> index(String field, IndexOptions options) {
        return documents.ensureIndex(new JsonObject().put(field, 1), options);
    }

    private static <T> Future<T> taken(Throwable failure) {
        return Future.failedFuture(failure instanceof DuplicateKeyException ? TAKEN.asException() : failure);
    }
}
