package dev.ticketing.payments;

import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Clock;
import java.time.Duration;

/**
 * The events of Stripe's that were applied, by their ids. One that is not here yet may have been applied all the same, and
 * is again: that changes nothing.
 */
final class WebhookInbox {

    /** Stripe sends one again for three days, and whoever operates it by hand for thirty. */
    private static final Duration KEPT = Duration.ofDays(31);

    private static final int BATCH = 1_000;
    private static final String RECEIVED = "receivedAtMillis";

    private final Documents documents;
    private final Clock clock;

    WebhookInbox(Documents documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    Future<Void> ensureIndexes() {
        return documents.ensureIndex(new JsonObject().put(RECEIVED, 1), new IndexOptions());
    }

    Future<Boolean> has(WebhookEvent event) {
        return documents.findOne(new JsonObject().put("_id", event.id())).map(found -> found.isPresent());
    }

    /** Notes one as applied. */
    Future<Void> add(WebhookEvent event) {
        var document = new JsonObject()
                .put("_id", event.id())
                .put("type", event.type())
                .put(RECEIVED, clock.millis());
        return documents.insertIfAbsent(document).mapEmpty();
    }

    /** Forgets the oldest of those that are old enough. */
    Future<?> forgetOld() {
        long oldest = clock.millis() - KEPT.toMillis();
        return documents
                .find(olderThan(oldest), new JsonObject().put(RECEIVED, 1), BATCH)
                .compose(old -> old.isEmpty()
                        ? Future.succeededFuture()
                        : documents.deleteAll(olderThan(old.get(old.size() - 1).getLong(RECEIVED) + 1)));
    }

    private static JsonObject olderThan(long millis) {
        return new JsonObject().put(RECEIVED, new JsonObject().put("$lt", millis));
    }
}
