package dev.ticketing.shared.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.messaging.BrokerSettings;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.ConfirmingPublisher;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.WithBackends;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The broker is away, half away, or has no place for an event: it stays in its outbox, and leaves afterwards. */
@WithBackends
class OutboxOutageIT {

    private static final String PATTERN = "user.*";
    private static final List<String> QUEUES = List.of("tickets", "orders", "payments");
    private static final String QUEUE = Topology.queueOf("orders");

    private final String id = UUID.randomUUID().toString();
    private final Vertx vertx = Vertx.vertx();
    private FaultProxy proxy;
    private ConfirmingPublisher publisher;
    private Tally.Store store;
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void open(Backends given) throws Exception {
        var backends = given.anew();
        var factory = new ConnectionFactory();
        factory.setUri(backends.rabbitUri());
        connection = factory.newConnection("operator");
        channel = connection.createChannel();
        restore();
        proxy = FaultProxy.inFrontOf(backends.rabbitUri());
        store = Tally.Store.open(vertx, new MongoSettings(backends.mongoUri()));
        Eventually.await(store.tallies().ensureIndexes());
        publisher = new ConfirmingPublisher(vertx, "tally", new BrokerSettings(proxy.uri(), "classic"));
        publisher.open();
        Eventually.holds(() -> assertThat(publisher.isUp()).isTrue());
        Eventually.await(vertx.deployVerticle(store.relay(publisher)));
    }

    @AfterEach
    void close() throws Exception {
        Eventually.await(publisher.close());
        Eventually.await(vertx.close());
        proxy.close();
        restore();
        connection.close();
    }

    @Test
    void with_the_broker_away_events_stay_and_leave_in_order_when_it_is_back() throws Exception {
        proxy.refuse();
        Eventually.holds(() -> assertThat(publisher.isUp()).isFalse());
        write(10);
        assertThat(outboxSize()).isEqualTo(10);
        assertThat(versionsInQueue()).isEmpty();
        proxy.pass();
        awaitVersions(1, 10);
    }

    @Test
    void events_whose_confirms_are_lost_leave_again_after_the_cut_and_none_is_missing() throws Exception {
        proxy.dropReplies();
        write(5);
        Eventually.holds(() -> assertThat(channel.messageCount(QUEUE)).isEqualTo(1));
        assertThat(outboxSize()).isEqualTo(5);
        proxy.cut();
        awaitVersions(1, 5);
    }

    @Test
    void events_that_no_queue_takes_stay_and_leave_once_the_bindings_are_back() throws Exception {
        for (var service : QUEUES) {
            channel.queueUnbind(Topology.queueOf(service), Topology.EXCHANGE, PATTERN);
        }
        write(3);
        var metrics = new SimpleMeterRegistry();
        Metrics.addRegistry(metrics);
        Eventually.holds(
                () -> assertThat(metrics.counter("publisher.unroutable").count())
                        .as("tries since it is being counted")
                        .isGreaterThan(1));
        Metrics.removeRegistry(metrics);
        assertThat(outboxSize()).isEqualTo(3);
        assertThat(versionsInQueue()).isEmpty();
        Topology.declare(channel, Map.of());
        awaitVersions(1, 3);
    }

    @Test
    void an_outbox_is_bounded_and_refuses_the_write_that_would_pass_the_bound() throws Exception {
        proxy.refuse();
        Eventually.holds(() -> assertThat(publisher.isUp()).isFalse());
        write(AggregateStore.MAX_OUTBOX);
        var refused = store.increment(id);
        Eventually.await(refused.otherwiseEmpty());
        assertThat(refused.cause())
                .isInstanceOfSatisfying(FailureException.class, failure -> assertThat(failure.failure())
                        .isInstanceOf(Failure.Unavailable.class));
        var document = Eventually.await(store.document(id));
        assertThat(document.getJsonArray("outbox")).hasSize(AggregateStore.MAX_OUTBOX);
        assertThat(document.getLong("version")).isEqualTo(AggregateStore.MAX_OUTBOX);

        proxy.pass();
        awaitVersions(1, AggregateStore.MAX_OUTBOX);
        Eventually.await(store.increment(id));
        awaitVersions(AggregateStore.MAX_OUTBOX + 1, AggregateStore.MAX_OUTBOX + 1);
    }

    /** An insert and so many changes less one: so many events. */
    private void write(int events) {
        Eventually.await(store.insert(id));
        for (int i = 1; i < events; i++) {
            Eventually.await(store.increment(id));
        }
    }

    private int outboxSize() {
        return Eventually.await(store.document(id)).getJsonArray("outbox").size();
    }

    /** Waits until these have come, each for the first time in this order, and nothing is left to send. */
    private void awaitVersions(long first, long last) {
        var seen = new ArrayList<Long>();
        Eventually.holds(() -> {
            seen.addAll(versionsInQueue());
            assertThat(seen.stream().distinct().toList())
                    .isEqualTo(LongStream.rangeClosed(first, last).boxed().toList());
        });
        Eventually.holds(() -> assertThat(outboxSize()).isZero());
    }

    private List<Long> versionsInQueue() throws Exception {
        var versions = new ArrayList<Long>();
        for (var next = channel.basicGet(QUEUE, true); next != null; next = channel.basicGet(QUEUE, true)) {
            var json = new JsonObject(new String(next.getBody(), StandardCharsets.UTF_8));
            versions.add(CloudEvent.fromJson(json).aggregateVersion());
        }
        return versions;
    }

    private void restore() throws Exception {
        Topology.declare(channel, Map.of());
        for (var queue : Topology.queues()) {
            channel.queuePurge(queue);
        }
    }
}
