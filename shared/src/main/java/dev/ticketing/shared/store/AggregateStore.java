package dev.ticketing.shared.store;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.domain.Transition.Unchanged;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.messaging.CloudEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Aggregates of one kind, a document each. Every change is one compare-and-set on the version that also appends the
 * event to the document's outbox; {@link OutboxRelayVerticle} publishes it from there.
 *
 * <p>A change whose document changed meanwhile is decided anew, at most {@value #MAX_TRIES} times. An outbox holds at
 * most {@value #MAX_OUTBOX} events; a write that would pass that is refused as {@link Failure.Unavailable}, and so is
 * a new aggregate with an event while the {@link OutboxBacklog} is full.
 */
public final class AggregateStore<T extends Aggregate> {

    static final int MAX_OUTBOX = 64;
    private static final int MAX_TRIES = 20;
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Vertx vertx;
    private final Documents documents;
    private final String source;
    private final Clock clock;
    private final DocumentMapping<T> mapping;
    private final OutboxBacklog backlog;
    private final Counter refused;
    private final BiConsumer<EventType, T> witness;

    /** Prepares a store that nobody watches. */
    public AggregateStore(Vertx vertx, Documents documents, String source, Clock clock, DocumentMapping<T> mapping) {
        this(vertx, documents, source, clock, mapping, (event, saved) -> {});
    }

    /**
     * Prepares a store.
     *
     * @param source the context, as the events name it
     * @param witness told of every event that this process has stored, with the state that it left
     */
    public AggregateStore(
            Vertx vertx,
            Documents documents,
            String source,
            Clock clock,
            DocumentMapping<T> mapping,
            BiConsumer<EventType, T> witness) {
        this.witness = witness;
        this.vertx = vertx;
        this.documents = documents;
        this.source = source;
        this.clock = clock;
        this.mapping = mapping;
        this.backlog = new OutboxBacklog(documents, clock);
        this.refused = Metrics.counter("outbox.refused", "service", source);
    }

    /** Creates the indexes that the relay's sweep and the re-emission of what changed lately read. */
    public Future<Void> ensureIndexes() {
        var sparse = new IndexOptions().sparse(true);
        return documents
                .ensureIndex(new JsonObject().put("unsentSince", 1), sparse)
                .compose(done -> documents.ensureIndex(new JsonObject().put(SnapshotMark.KEY, 1), sparse));
    }

    /** Where they are. */
    public Documents documents() {
        return documents;
    }

    /** What of it waits to be published. */
    public OutboxBacklog backlog() {
        return backlog;
    }

    String source() {
        return source;
    }

    public Future<Optional<T>> find(String id) {
        return findOne(new JsonObject().put("_id", id));
    }

    public Future<Optional<T>> findOne(JsonObject query) {
        return documents.findOne(query).map(found -> found.map(this::read));
    }

    public Future<Optional<T>> findFirst(JsonObject query, JsonObject sort) {
        return documents.findFirst(query, sort).map(found -> found.map(this::read));
    }

    public Future<List<T>> find(JsonObject query, JsonObject sort, int limit) {
        return documents
                .find(query, sort, limit)
                .map(found -> found.stream().map(this::read).toList());
    }

    /**
     * Stores a new aggregate and its event.
     *
     * @return fails with {@link DuplicateKeyException} when a unique index refuses it
     */
    public Future<T> insert(T created, EventType event) {
        return backlog.isFull() ? cannotPublish() : insert(created, Optional.of(event));
    }

    private Future<T> insert(T created, Optional<EventType> event) {
        var document = new JsonObject().put("_id", created.id()).put("version", created.version());
        mapping.toDocument(created).forEach(member -> {
            if (member.getValue() != null) {
                document.put(member.getKey(), member.getValue());
            }
        });
        var outbox = new JsonArray();
        event.ifPresent(type -> {
            outbox.add(eventOf(type, created));
            document.put("unsentSince", clock.millis()).mergeIn(SnapshotMark.of(created, clock.instant()));
        });
        return documents.insert(document.put("outbox", outbox)).map(inserted -> stored(created, event));
    }

    /**
     * Changes an aggregate as a rule decides.
     *
     * @return the state afterwards; fails with the rule's own failure
     */
    public Future<T> change(String id, Failure absent, Function<T, Transition<T>> rule) {
        return changeOrCreate(id, found -> found.map(rule).orElseGet(() -> Transition.refused(absent)));
    }

    /** Changes an aggregate, or creates it where there is none, as a rule decides. */
    public Future<T> changeOrCreate(String id, Function<Optional<T>, Transition<T>> rule) {
        return attempt(id, rule, 1);
    }

    private Future<T> attempt(String id, Function<Optional<T>, Transition<T>> rule, int count) {
        return find(id).compose(
                        found -> save(found, rule.apply(found)).compose(saved -> saved.map(Future::succeededFuture)
                                .orElseGet(() -> count < MAX_TRIES
                                        ? attempt(id, rule, count + 1)
                                        : unavailable("the service is too busy with this one thing"))));
    }

    /** The state after a decision; empty when somebody else's write came first. */
    private Future<Optional<T>> save(Optional<T> found, Transition<T> decision) {
        if (decision instanceof Refused<T> refused) {
            return Future.failedFuture(refused.failure().asException());
        } else if (decision instanceof Unchanged<T> unchanged) {
            return Future.succeededFuture(Optional.of(unchanged.state()));
        }
        var changed = (Changed<T>) decision;
        if (found.isEmpty()) {
            return insert(changed.state(), changed.event()).map(Optional::of).recover(AggregateStore::emptyIfDuplicate);
        }
        return replace(found.get(), changed);
    }

    private Future<Optional<T>> replace(T old, Changed<T> changed) {
        if (changed.state().version() != old.version() + 1) {
            throw new IllegalStateException("a transition must add 1 to the version of " + old);
        }
        var query = new JsonObject().put("_id", old.id()).put("version", old.version());
        if (changed.event().isPresent()) {
            query.put("outbox." + (MAX_OUTBOX - 1), new JsonObject().put("$exists", false));
        }
        return documents
                .update(query, updateTo(changed))
                .compose(matched -> matched
                        ? Future.succeededFuture(Optional.of(stored(changed.state(), changed.event())))
                        : emptyUnlessFull(old));
    }

    private JsonObject updateTo(Changed<T> changed) {
        var set = new JsonObject().put("version", changed.state().version());
        var unset = new JsonObject();
        mapping.toDocument(changed.state()).forEach(member -> {
            if (member.getValue() == null) {
                unset.put(member.getKey(), "");
            } else {
                set.put(member.getKey(), member.getValue());
            }
        });
        var update = new JsonObject().put("$set", set);
        if (!unset.isEmpty()) {
            update.put("$unset", unset);
        }
        changed.event().ifPresent(type -> {
            set.mergeIn(SnapshotMark.of(changed.state(), clock.instant()));
            update.put("$push", new JsonObject().put("outbox", eventOf(type, changed.state())))
                    .put("$min", new JsonObject().put("unsentSince", clock.millis()));
        });
        return update;
    }

    private Future<Optional<T>> emptyUnlessFull(T old) {
        return find(old.id())
                .compose(now -> now.isPresent() && now.get().version() == old.version()
                        ? cannotPublish()
                        : Future.succeededFuture(Optional.empty()));
    }

    private JsonObject eventOf(EventType type, T aggregate) {
        return CloudEvent.of(type, source, aggregate, clock.instant()).toJson();
    }

    private T stored(T saved, Optional<EventType> event) {
        event.ifPresent(type -> {
            OutboxRelayVerticle.poke(vertx, source, documents.collection(), saved.id());
            witness.accept(type, saved);
        });
        return saved;
    }

    private T read(JsonObject document) {
        return mapping.fromDocument(document.getString("_id"), document.getLong("version"), document);
    }

    private static <T> Future<Optional<T>> emptyIfDuplicate(Throwable failure) {
        return failure instanceof DuplicateKeyException
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }

    /**
     * What its owner would publish about an aggregate now: the last event once more, under a new id. Empty for one that
     * nobody has heard of yet.
     */
    Optional<CloudEvent> currentSnapshot(JsonObject document) {
        var aggregate = read(document);
        var time = SnapshotMark.time(document).orElseGet(clock::instant);
        long version = SnapshotMark.version(document);
        return aggregate
                .snapshotType()
                .map(type -> CloudEvent.of(type, source, aggregate.id(), version, aggregate.snapshot(), time));
    }

    private <R> Future<R> cannotPublish() {
        refused.increment();
        return unavailable("the service cannot publish its events at the moment");
    }

    private static <R> Future<R> unavailable(String message) {
        return Future.failedFuture(new Failure.Unavailable(message, RETRY_AFTER_SECONDS).asException());
    }
}
