package dev.ticketing.shared.store;

import dev.ticketing.shared.messaging.ConfirmingPublisher;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through the aggregates of a selection once and publishes each one's current snapshot, a batch at a call. What
 * fails is the same batch again at the next call, read anew, until {@value #MAX_FAILURES} calls in a row have failed.
 *
 * <p>Nothing is written: neither a version nor an outbox. What an outbox still holds is older than the snapshot that
 * overtakes it, and consumers acknowledge and forget it when it comes, as they do with everything that comes late.
 */
final class SnapshotWalk {

    static final int MAX_FAILURES = 60;

    private final AggregateStore<?> store;
    private final ConfirmingPublisher publisher;
    private final Selection selection;
    private Optional<JsonObject> last = Optional.empty();
    private String until;
    private boolean done;
    private int published;
    private int failures;

    SnapshotWalk(AggregateStore<?> store, ConfirmingPublisher publisher, Selection selection) {
        this.store = store;
        this.publisher = publisher;
        this.selection = selection;
    }

    Selection selection() {
        return selection;
    }

    /** Whether everything has been published. */
    boolean isDone() {
        return done;
    }

    /** Whether it failed too often to be tried again. */
    boolean isBroken() {
        return failures >= MAX_FAILURES;
    }

    int published() {
        return published;
    }

    /** Publishes at most so many, and tells how many. */
    Future<Integer> next(int batch) {
        return find(batch)
                .compose(this::publish)
                .onSuccess(found -> advance(found, batch))
                .onFailure(failure -> failures++)
                .map(List::size);
    }

    private Future<List<JsonObject>> publish(List<JsonObject> found) {
        var events = found.stream()
                .map(store::currentSnapshot)
                .flatMap(Optional::stream)
                .map(publisher::publishAgain)
                .toList();
        return Future.join(events).map(all -> {
            published += events.size();
            return found;
        });
    }

    private void advance(List<JsonObject> found, int batch) {
        failures = 0;
        done = selection instanceof Selection.Only || found.size() < batch;
        if (!found.isEmpty()) {
            last = Optional.of(found.get(found.size() - 1));
        }
    }

    private Future<List<JsonObject>> find(int batch) {
        if (selection instanceof Selection.Only only) {
            return findOnly(only.ids());
        } else if (selection instanceof Selection.Since since) {
            return findBetween(SnapshotMark.KEY, SnapshotMark.keyAt(since.since()), batch);
        }
        return findBetween("_id", "", batch);
    }

    private Future<List<JsonObject>> findOnly(List<String> ids) {
        var each = ids.stream()
                .map(id -> store.documents().findOne(new JsonObject().put("_id", id)))
                .toList();
        return Future.all(each).map(all -> {
            var found = new ArrayList<JsonObject>();
            each.forEach(one -> one.result().ifPresent(found::add));
            return found;
        });
    }

    /** No further than what was there when the walk began: what changes later is published by whoever changes it. */
    private Future<List<JsonObject>> findBetween(String field, String first, int batch) {
        var after = last.map(document -> document.getString(field)).orElse(first);
        return until(field).compose(end -> {
            var range = new JsonObject().put("$gt", after).put("$lte", end);
            return store.documents().find(new JsonObject().put(field, range), new JsonObject().put(field, 1), batch);
        });
    }

    private Future<String> until(String field) {
        if (until != null) {
            return Future.succeededFuture(until);
        }
        // Only what has the field: a sparse index is of no use to whom asks for the greatest of all.
        var any = new JsonObject().put(field, new JsonObject().put("$gt", ""));
        return store.documents()
                .findFirst(any, new JsonObject().put(field, -1))
                .map(greatest ->
                        greatest.map(document -> document.getString(field)).orElse(""))
                .onSuccess(end -> until = end);
    }
}
