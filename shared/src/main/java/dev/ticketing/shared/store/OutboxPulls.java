package dev.ticketing.shared.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes published events out of their outboxes, several documents in one write: while one write is under way, the next
 * one gathers. Belongs to one relay and its event loop.
 */
final class OutboxPulls {

    private static final int MAX_BATCH = 128;

    private final Documents documents;
    private final List<Pull> gathered = new ArrayList<>();
    private boolean writing;

    private record Pull(String id, List<String> events, Promise<Void> done) {}

    OutboxPulls(Documents documents) {
        this.documents = documents;
    }

    /** Pulls events by their ids; the version stays as it is. */
    Future<Void> pull(String id, List<String> events) {
        var pull = new Pull(id, events, Promise.promise());
        gathered.add(pull);
        write();
        return pull.done.future();
    }

    private void write() {
        if (writing || gathered.isEmpty()) {
            return;
        }
        writing = true;
        var head = gathered.subList(0, Math.min(MAX_BATCH, gathered.size()));
        var batch = List.copyOf(head);
        head.clear();
        documents
                .bulkWrite(batch.stream()
                        .flatMap(pull -> operations(pull).stream())
                        .toList())
                .onComplete(written -> {
                    writing = false;
                    batch.forEach(pull -> pull.done.handle(written));
                    write();
                });
    }

    private static List<BulkOperation> operations(Pull pull) {
        var published = new JsonObject().put("id", new JsonObject().put("$in", new JsonArray(pull.events)));
        var pullThem = new JsonObject().put("$pull", new JsonObject().put("outbox", published));
        var nothingLeft = new JsonObject().put("_id", pull.id).put("outbox.0", new JsonObject().put("$exists", false));
        var unmark = new JsonObject().put("$unset", new JsonObject().put("unsentSince", ""));
        return List.of(
                BulkOperation.createUpdate(new JsonObject().put("_id", pull.id), pullThem),
                BulkOperation.createUpdate(nothingLeft, unmark));
    }
}
