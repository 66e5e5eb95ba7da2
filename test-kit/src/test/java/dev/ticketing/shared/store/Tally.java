package dev.ticketing.shared.store;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.shared.events.UserSnapshot.Status;
import dev.ticketing.shared.messaging.ConfirmingPublisher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

/** An aggregate that counts its changes. */
record Tally(String id, long version, long count) implements Aggregate {

    static final EventType CHANGED = EventType.USER_CREATED;
    /** Whose events a tally passes for: what publishes is held to the contract here too. */
    static final String SOURCE = "auth";

    /** As fine as what is stored. */
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private static final String COLLECTION = "tallies";

    static Tally of(String id) {
        return new Tally(id, 1, 0);
    }

    Transition<Tally> increment() {
        return Transition.changed(new Tally(id, version + 1, count + 1), CHANGED);
    }

    @Override
    public UserSnapshot snapshot() {
        return new UserSnapshot(id, version, "tally@example.com", Status.ACTIVE);
    }

    @Override
    public Optional<EventType> snapshotType() {
        return Optional.of(CHANGED);
    }

    /** Tallies in a database, with what writes and what relays them. */
    record Store(Documents documents, AggregateStore<Tally> tallies) {

        static Store open(Vertx vertx, MongoSettings mongo) {
            var documents = new Documents(vertx, mongo.client(vertx, SOURCE), COLLECTION);
            return new Store(documents, new AggregateStore<>(vertx, documents, SOURCE, CLOCK, new Mapping()));
        }

        OutboxRelayVerticle relay(ConfirmingPublisher publisher) {
            return new OutboxRelayVerticle(SOURCE, documents, publisher, CLOCK);
        }

        Future<Tally> insert(String id) {
            return tallies.insert(Tally.of(id), CHANGED);
        }

        Future<Tally> increment(String id) {
            return tallies.change(id, Failure.notFound("tally"), Tally::increment);
        }

        /** Tries again while the store says that it is busy or its outbox full. */
        Future<Tally> incrementPatiently(Vertx vertx, String id) {
            return increment(id)
                    .recover(failure -> failure instanceof FailureException expected
                                    && expected.failure() instanceof Failure.Unavailable
                            ? vertx.timer(5).compose(again -> incrementPatiently(vertx, id))
                            : Future.failedFuture(failure));
        }

        Future<JsonObject> document(String id) {
            return documents.findOne(new JsonObject().put("_id", id)).map(found -> found.orElseThrow());
        }
    }

    private static final class Mapping implements DocumentMapping<Tally> {
        @Override
        public JsonObject toDocument(Tally tally) {
            return new JsonObject().put("count", tally.count);
        }

        @Override
        public Tally fromDocument(String id, long version, JsonObject document) {
            return new Tally(id, version, document.getLong("count"));
        }
    }
}
