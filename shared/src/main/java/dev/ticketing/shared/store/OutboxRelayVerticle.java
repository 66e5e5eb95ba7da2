package dev.ticketing.shared.store;

import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.ConfirmingPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what the aggregates of one collection have in their outboxes: of one aggregate in order, one event at a
 * time, aggregates side by side, at most {@value #MAX_ACTIVE} at once. An event leaves its outbox only after the
 * broker's confirm. Whoever writes pokes; a sweep finds what a crash or an outage left behind.
 */
public final class OutboxRelayVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelayVerticle.class);
    private static final int MAX_ACTIVE = 256;
    private static final int MAX_WAITING = 4_096;
    private static final int SWEEP_MILLIS = 500;
    private static final int SWEEP_BATCH = 256;

    private final String source;
    private final Documents documents;
    private final ConfirmingPublisher publisher;
    private final Clock clock;
    private final OutboxPulls pulls;
    private final Set<String> active = new HashSet<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Counter published;
    private final Counter failed;
    private long sweptUntilMillis;
    private boolean sweeping;

    /**
     * Prepares a relay.
     *
     * @param source the context, as in {@link AggregateStore}
     */
    public OutboxRelayVerticle(String source, Documents documents, ConfirmingPublisher publisher, Clock clock) {
        this.source = source;
        this.documents = documents;
        this.publisher = publisher;
        this.clock = clock;
        this.pulls = new OutboxPulls(documents);
        this.published = Metrics.counter("outbox.published", "service", source);
        this.failed = Metrics.counter("outbox.failed", "service", source);
    }

    /** Tells the relay of this process that an aggregate has something to send. */
    static void poke(Vertx vertx, String source, String collection, String id) {
        vertx.eventBus().send(address(source, collection), id);
    }

    private static String address(String source, String collection) {
        return "outbox." + source + "." + collection;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
        return vertx.eventBus()
                .<String>localConsumer(address(source, documents.collection()), poke -> relay(poke.body()))
                .completion();
    }

    private void relay(String id) {
        if (!publisher.isUp()) {
            return;
        }
        if (active.contains(id) || active.size() >= MAX_ACTIVE) {
            // A poke too many is only a delay: the sweep comes by.
            if (waiting.size() < MAX_WAITING) {
                waiting.add(id);
            }
            return;
        }
        active.add(id);
        drain(id).onComplete(done -> {
            active.remove(id);
            if (done.failed()) {
                failed.increment();
                LOG.debug("{} stays in its outbox: {}", id, done.cause().getMessage());
            }
            next();
        });
    }

    private void next() {
        var iterator = waiting.iterator();
        while (iterator.hasNext() && active.size() < MAX_ACTIVE) {
            var id = iterator.next();
            if (!active.contains(id)) {
                iterator.remove();
                relay(id);
                return;
            }
        }
    }

    private Future<Void> drain(String id) {
        return documents.findOne(new JsonObject().put("_id", id)).compose(found -> {
            var outbox = found.map(document -> document.getJsonArray("outbox")).orElseGet(JsonArray::new);
            return publishInOrder(id, outbox);
        });
    }

    private Future<Void> publishInOrder(String id, JsonArray outbox) {
        var confirmed = new ArrayList<String>();
        var all = Future.<Void>succeededFuture();
        for (int i = 0; i < outbox.size(); i++) {
            var event = CloudEvent.fromJson(outbox.getJsonObject(i));
            all = all.compose(before -> publisher.publish(event)).onSuccess(done -> confirmed.add(event.id()));
        }
        return all.eventually(() -> pull(id, confirmed));
    }

    private Future<Void> pull(String id, List<String> confirmed) {
        published.increment(confirmed.size());
        return confirmed.isEmpty() ? Future.succeededFuture() : pulls.pull(id, confirmed);
    }

    /** Goes on from where the last batch ended, so that what cannot be sent does not hold up what can. */
    private void sweep() {
        if (sweeping || !publisher.isUp()) {
            return;
        }
        sweeping = true;
        var due = new JsonObject().put("$gt", sweptUntilMillis).put("$lte", clock.millis() - SWEEP_MILLIS);
        documents
                .find(new JsonObject().put("unsentSince", due), new JsonObject().put("unsentSince", 1), SWEEP_BATCH)
                .onComplete(found -> {
                    sweeping = false;
                    if (found.succeeded()) {
                        swept(found.result());
                    }
                });
    }

    private void swept(List<JsonObject> unsent) {
        sweptUntilMillis =
                unsent.size() < SWEEP_BATCH ? 0 : unsent.get(unsent.size() - 1).getLong("unsentSince");
        unsent.forEach(document -> relay(document.getString("_id")));
    }
}
