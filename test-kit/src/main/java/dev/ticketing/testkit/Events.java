package dev.ticketing.testkit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.Snapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.Topology;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A view of every event that is published, and a way to publish as another context would. */
public final class Events implements AutoCloseable {

    private static final int CONFIRM_MILLIS = 5_000;

    private final Connection connection;
    private final Channel channel;
    private final List<CloudEvent> seen = new CopyOnWriteArrayList<>();

    private Events(String rabbitUri) throws Exception {
        connection = connect(rabbitUri);
        channel = connection.createChannel();
        Topology.declare(channel, Map.of());
        channel.confirmSelect();
        var queue = channel.queueDeclare("", false, true, true, Map.of()).getQueue();
        channel.queueBind(queue, Topology.EXCHANGE, "#");
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> seen.add(CloudEvent.fromJson(
                        new JsonObject(new String(message.getBody(), java.nio.charset.StandardCharsets.UTF_8)))),
                tag -> {});
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
        return List.copyOf(seen);
    }

    /** What was published so far about an aggregate. */
    public List<CloudEvent> seenAbout(String subject) {
        return seen.stream().filter(event -> event.subject().equals(subject)).toList();
    }

    /** Waits for an event. */
    public CloudEvent await(EventType type, Predicate<CloudEvent> which) {
        return Eventually.value(() -> seen.stream()
                .filter(event -> event.type().equals(type.wireName()) && which.test(event))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such event " + type.wireName() + " among " + seen)));
    }

    /** Publishes a snapshot as its owner would; returns the event, for publishing it again. */
    public CloudEvent publish(EventType type, String subject, long version, Snapshot snapshot) {
        var event = CloudEvent.of(type, "test", subject, version, snapshot, Instant.now());
        publish(event);
        return event;
    }

    /** Publishes an event; when this returns the broker has it in its queues. */
    public void publish(CloudEvent event) {
        publishRaw(event.type(), event.toJson().toBuffer().getBytes());
    }

    /** Publishes whatever bytes. */
    public void publishRaw(String routingKey, byte[] body) {
        var properties = new AMQP.BasicProperties.Builder()
                .contentType(CloudEvent.CONTENT_TYPE)
                .deliveryMode(2)
                .messageId("test")
                .build();
        try {
            synchronized (channel) {
                channel.basicPublish(Topology.EXCHANGE, routingKey, properties, body);
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

    @Override
    public void close() {
        connection.abort(CONFIRM_MILLIS);
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
