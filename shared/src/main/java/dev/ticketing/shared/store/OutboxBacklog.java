package dev.ticketing.shared.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;

/**
 * How much of a collection waits to be published, as far as somebody measures it now and then. While the broker takes
 * nothing, each document's outbox has its own bound, but their number has none: with {@value #MAX_WAITING} waiting,
 * no more are taken in, so that what is owed stays an amount that can be caught up with.
 */
public final class OutboxBacklog {

    static final int MAX_WAITING = 10_000;

    private static final JsonObject WAITING = new JsonObject().put("unsentSince", new JsonObject().put("$gt", 0));

    private final Documents documents;
    private final Clock clock;
    private volatile boolean full;

    OutboxBacklog(Documents documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /** Counts the documents with something to send, but no further than the bound. */
    public Future<Integer> count() {
        return documents.countUpTo(MAX_WAITING, WAITING).onSuccess(waiting -> full = waiting >= MAX_WAITING);
    }

    /** How long the one that waits longest has been waiting; 0 when none does. */
    public Future<Double> oldestSeconds() {
        return documents
                .findFirst(WAITING, new JsonObject().put("unsentSince", 1))
                .map(oldest -> oldest.map(document -> (clock.millis() - document.getLong("unsentSince")) / 1e3)
                        .orElse(0.0));
    }

    /** Whether the bound was reached when somebody last counted. */
    boolean isFull() {
        return full;
    }
}
