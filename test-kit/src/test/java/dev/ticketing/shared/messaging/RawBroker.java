package dev.ticketing.shared.messaging;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The broker as an operator sees it, to look into queues and to break things. */
final class RawBroker implements AutoCloseable {

    private static final int CONFIRM_MILLIS = 5_000;

    private final Connection connection;
    private final Channel channel;

    RawBroker(String uri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        factory.setAutomaticRecoveryEnabled(false);
        connection = factory.newConnection("operator");
        channel = connection.createChannel();
        channel.confirmSelect();
    }

    /** Puts exchange, queues and bindings back as they should be, and empties the queues. */
    void restore() throws Exception {
        Topology.declare(channel, Map.of());
        for (var queue : Topology.queues()) {
            channel.queuePurge(queue);
        }
    }

    void declare() throws Exception {
        Topology.declare(channel, Map.of());
    }

    void unbind(String queue, String pattern) throws Exception {
        channel.queueUnbind(queue, Topology.EXCHANGE, pattern);
    }

    void deleteQueue(String queue) throws Exception {
        channel.queueDelete(queue);
    }

    /** Publishes as most clients do, not mandatory; whether the broker confirmed it. */
    boolean publish(String routingKey, byte[] body) throws Exception {
        channel.basicPublish(Topology.EXCHANGE, routingKey, MessageProperties.PERSISTENT_BASIC, body);
        return channel.waitForConfirms(CONFIRM_MILLIS);
    }

    long waiting(String queue) throws Exception {
        return channel.messageCount(queue);
    }

    /** Takes everything that a queue holds. */
    List<GetResponse> drain(String queue) throws Exception {
        var all = new ArrayList<GetResponse>();
        for (var next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
            all.add(next);
        }
        return all;
    }

    static String body(GetResponse message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        connection.abort(CONFIRM_MILLIS);
    }
}
