package dev.ticketing.shared.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.messaging.BrokerSettings;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.ConfirmingPublisher;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is committed leaves, in order, whoever else writes at the same time. */
@WithBackends
class OutboxRelayIT {

    private final List<Node> nodes = new ArrayList<>();
    private Backends backends;
    private Events events;

    @BeforeEach
    void open(Backends given) {
        backends = given.anew();
        events = Events.watch(backends);
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
        events.close();
    }

    @Test
    void events_leave_in_order_and_the_relay_does_not_touch_the_version() {
        var node = node().relaying();
        var id = newId();
        Eventually.await(node.store.insert(id));
        for (int i = 0; i < 50; i++) {
            Eventually.await(node.store.incrementPatiently(node.vertx, id));
        }
        Eventually.holds(() -> assertThat(versionsSeen(id)).containsExactlyElementsOf(versionsUpTo(51)));
        awaitEmptyOutbox(node, id);
        assertThat(Eventually.await(node.store.document(id)).getLong("version")).isEqualTo(51);
        assertThat(events.seenAbout(id)).allMatch(event -> event.source().equals(Tally.SOURCE));
    }

    @Test
    void what_a_crash_left_behind_is_found_by_the_sweep() {
        var node = node().relaying();
        var id = newId();
        var event = CloudEvent.of(
                Tally.CHANGED, Tally.SOURCE, Tally.of(id), Clock.systemUTC().instant());
        // Written by a process that died before it could tell its relay.
        Eventually.await(node.store
                .documents()
                .insert(new JsonObject()
                        .put("_id", id)
                        .put("version", 1)
                        .put("count", 0)
                        .put("unsentSince", Clock.systemUTC().millis())
                        .put("outbox", new JsonArray().add(event.toJson()))));
        Eventually.holds(() -> assertThat(events.seenAbout(id)).containsExactly(event));
        awaitEmptyOutbox(node, id);
    }

    @Test
    void a_thousand_left_behind_all_leave() {
        var writer = node();
        var ids = IntStream.range(0, 1_000).mapToObj(i -> newId()).toList();
        Eventually.await(Future.all(ids.stream().map(writer.store::insert).toList()));
        // The control: without a relay nothing leaves by itself.
        assertThat(events.seen()).isEmpty();
        node().relaying();
        Eventually.holds(() -> assertThat(subjectsSeen()).hasSize(1_000));
    }

    @Test
    void what_is_appended_while_the_relay_pulls_is_not_lost() {
        var node = node().relaying();
        var ids = IntStream.range(0, 4).mapToObj(i -> newId()).toList();
        Eventually.await(Future.all(ids.stream().map(node.store::insert).toList()));
        var chains = new ArrayList<Future<Tally>>();
        for (var id : ids) {
            IntStream.range(0, 3).forEach(i -> chains.add(incrementTimes(node, id, 60)));
        }
        Eventually.await(Future.all(chains));
        for (var id : ids) {
            Eventually.holds(() -> assertThat(firstDeliveries(id)).containsExactlyElementsOf(versionsUpTo(181)));
            awaitEmptyOutbox(node, id);
        }
    }

    /** The control: a relay that writes back the array it has read takes what was appended meanwhile with it. */
    @Test
    void writing_the_outbox_back_instead_of_pulling_from_it_loses_events() {
        var node = node();
        var id = newId();
        Eventually.await(node.store.insert(id));
        var taken = new HashSet<String>();
        var appending = incrementTimes(node, id, 300);
        while (!appending.isComplete()) {
            rewrite(node, id, taken);
        }
        Eventually.await(appending);
        rewrite(node, id, taken);
        assertThat(taken).hasSizeLessThan(301);
    }

    @Test
    void two_relays_over_one_collection_keep_the_order_of_first_deliveries() {
        var one = node().relaying();
        var other = node().relaying();
        var ids = IntStream.range(0, 10).mapToObj(i -> newId()).toList();
        Eventually.await(Future.all(ids.stream().map(one.store::insert).toList()));
        var chains = new ArrayList<Future<Tally>>();
        for (var id : ids) {
            chains.add(incrementTimes(one, id, 30));
            chains.add(incrementTimes(other, id, 30));
        }
        Eventually.await(Future.all(chains));
        for (var id : ids) {
            Eventually.holds(() -> assertThat(firstDeliveries(id)).containsExactlyElementsOf(versionsUpTo(61)));
            awaitEmptyOutbox(one, id);
        }
    }

    private Future<Tally> incrementTimes(Node node, String id, int times) {
        var increment = node.store.incrementPatiently(node.vertx, id);
        return times == 1 ? increment : increment.compose(done -> incrementTimes(node, id, times - 1));
    }

    private static void rewrite(Node node, String id, Set<String> taken) {
        var outbox = Eventually.await(node.store.document(id)).getJsonArray("outbox");
        outbox.forEach(event -> taken.add(((JsonObject) event).getString("id")));
        var rewritten = new JsonObject().put("$set", new JsonObject().put("outbox", new JsonArray()));
        Eventually.await(node.store.documents().update(new JsonObject().put("_id", id), rewritten));
    }

    private static void awaitEmptyOutbox(Node node, String id) {
        Eventually.holds(() -> {
            var document = Eventually.await(node.store.document(id));
            assertThat(document.getJsonArray("outbox")).isEmpty();
            assertThat(document.containsKey("unsentSince")).isFalse();
        });
    }

    private List<Long> versionsSeen(String id) {
        return events.seenAbout(id).stream().map(CloudEvent::aggregateVersion).toList();
    }

    private List<Long> firstDeliveries(String id) {
        return versionsSeen(id).stream().distinct().toList();
    }

    private Set<String> subjectsSeen() {
        var subjects = new HashSet<String>();
        events.seen().forEach(event -> subjects.add(event.subject()));
        return subjects;
    }

    private static List<Long> versionsUpTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private Node node() {
        var node = new Node(backends);
        nodes.add(node);
        return node;
    }

    /** What one process has: a Vert.x, a store and perhaps a relay of its own. */
    private static final class Node {
        final Vertx vertx = Vertx.vertx();
        final Tally.Store store;
        private final ConfirmingPublisher publisher;

        Node(Backends backends) {
            store = Tally.Store.open(vertx, new MongoSettings(backends.mongoUri()));
            Eventually.await(store.tallies().ensureIndexes());
            publisher = new ConfirmingPublisher(vertx, "tally", new BrokerSettings(backends.rabbitUri(), "classic"));
            publisher.open();
            Eventually.holds(() -> assertThat(publisher.isUp()).isTrue());
        }

        Node relaying() {
            Eventually.await(vertx.deployVerticle(store.relay(publisher)));
            return this;
        }

        void close() {
            Eventually.await(publisher.close());
            Eventually.await(vertx.close());
        }
    }
}
