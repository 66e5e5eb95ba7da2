package dev.ticketing.testkit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.Snapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.MalformedEventException;
import dev.ticketing.shared.messaging.Topology;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A view of every event that is published, and a way to publish as another context would.
 *
 * <p>Every event is held against {@link EventContract}, whoever published it, but for what a test published by {@link
 * #publishRaw}. After one that breaks it, whoever looks at the events fails, and so does {@link #close}.
 */
public final class Events implements AutoCloseable {

    private static final EventContract CONTRACT = EventContract.read();
    private static final int CONFIRM_MILLIS = 5_000;

    /** The AMQP app id of what need not keep the contract. */
    private static final String RAW = "raw";

    private final Connection connection;
    private final Channel channel;
    private final List<CloudEvent> seen = new CopyOnWriteArrayList<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final Set<String> noEvents = ConcurrentHashMap.newKeySet();

    private Events(String rabbitUri) throws Exception {
        connection = connect(rabbitUri);
        channel = connection.createChannel();
        Topology.declare(channel, Map.of());
        channel.confirmSelect();
        var queue = channel.queueDeclare("", false, true, true, Map.of()).getQueue();
        channel.queueBind(queue, Topology.EXCHANGE, "#");
        channel.basicConsume(queue, true, (tag, message) -> receive(message), tag -> {});
    }

    /** Starts watching. */
    public static Events watch(Backends backends) {
        try {
            return new Events(backends.rabbitUri());
        } catch (Exception e) {
            throw new IllegalStateException("cannot watch the events", e);
        }
    }

    /** What was published so far. */
    public List<CloudEvent> seen() {
        checkContract();
        return List.copyOf(seen);
    }

    /** What was published so far about an aggregate. */
    public List<CloudEvent> seenAbout(String subject) {
        checkContract();
        return seen.stream().filter(event -> event.subject().equals(subject)).toList();
    }

    /** Waits for an event. */
    public CloudEvent await(EventType type, Predicate<CloudEvent> which) {
        return Eventually.value(() -> {
            checkContract();
            return seen.stream()
                    .filter(event -> event.type().equals(type.wireName()) && which.test(event))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no such event " + type.wireName() + " among " + seen));
        });
    }

    /** Publishes a snapshot as its owner would; returns the event, for publishing it again. */
    public CloudEvent publish(EventType type, String subject, long version, Snapshot snapshot) {
        var event = CloudEvent.of(type, CONTRACT.senderOf(type), subject, version, snapshot, Instant.now());
        publish(event);
        return event;
    }

    /** Publishes an event; when this returns the broker has it in its queues. */
    public void publish(CloudEvent event) {
        var properties = new AMQP.BasicProperties.Builder().messageId(event.id());
        publish(event.type(), properties, event.toJson().toBuffer().getBytes());
    }

    /** Publishes whatever bytes, which need not keep the contract. */
    public void publishRaw(String routingKey, byte[] body) {
        publish(routingKey, new AMQP.BasicProperties.Builder().messageId("test").appId(RAW), body);
    }

    private void publish(String routingKey, AMQP.BasicProperties.Builder properties, byte[] body) {
        var persistent =
                properties.contentType(CloudEvent.CONTENT_TYPE).deliveryMode(2).build();
        try {
            synchronized (channel) {
                channel.basicPublish(Topology.INSTANCES, routingKey, persistent, body);
                channel.basicPublish(Topology.EXCHANGE, routingKey, persistent, body);
                channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
            }
        } catch (IOException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException("cannot publish", e);
        }
    }

    /** How many messages wait in a queue. */
    public long waiting(String queue) {
        try {
            synchronized (channel) {
                return channel.messageCount(queue);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends, having looked at everything that the broker had taken by now, unless the broker hung up. */
    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                catchUp();
            }
            checkContract();
        } finally {
            connection.abort(CONFIRM_MILLIS);
        }
    }

    /** Waits for a message of its own, which comes behind everything that was published before it. */
    private void catchUp() {
        var marker = UUID.randomUUID().toString();
        publishRaw("marker", marker.getBytes(StandardCharsets.UTF_8));
        Eventually.value(() -> {
            if (!noEvents.contains(marker)) {
                throw new AssertionError("the events have not come to an end");
            }
            return marker;
        });
    }

    /** Not as an assertion, which would be tried again: what was published stays published. */
    private void checkContract() {
        if (!breaches.isEmpty()) {
            throw new IllegalStateException(
                    "%d events against the contract, the first: %s".formatted(breaches.size(), breaches.get(0)));
        }
    }

    private void receive(Delivery message) {
        var body = new String(message.getBody(), StandardCharsets.UTF_8);
        if (!RAW.equals(message.getProperties().getAppId())) {
            var problems = CONTRACT.problemsOf(message);
            if (!problems.isEmpty()) {
                breaches.add(problems + " in " + body);
            }
        }
        try {
            seen.add(CloudEvent.fromJson(new JsonObject(body)));
        } catch (DecodeException | MalformedEventException noEvent) {
            noEvents.add(body);
        }
    }

    static void emptyQueues(String rabbitUri) {
        try (var connection = connect(rabbitUri);
                var channel = connection.createChannel()) {
            Topology.declare(channel, Map.of());
            for (var queue : Topology.queues()) {
                channel.queuePurge(queue);
            }
        } catch (Exception e) {
            throw new IllegalStateException("cannot empty the queues", e);
        }
    }

    private static Connection connect(String rabbitUri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(rabbitUri);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("test");
    }
}
