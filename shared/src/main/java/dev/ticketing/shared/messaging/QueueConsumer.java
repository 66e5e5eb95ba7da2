package dev.ticketing.shared.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.ticketing.shared.tracing.Traces;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages from a queue, at most {@code prefetch} at a time, and hands them to its context's handler. Each
 * message is acknowledged on the channel that it came on, or not at all: a delivery tag means nothing on another one.
 */
final class QueueConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(QueueConsumer.class);

    /** Names the queue to consume on a new channel, having made it if need be. */
    interface Source {
        String queueOn(Channel channel) throws IOException;
    }

    private final Context context;
    private final String queue;
    private final Source source;
    private final int prefetch;
    private final Handler<Delivery> handler;
    private final AmqpLink link;

    /** Prepares to consume a queue that the topology has. */
    QueueConsumer(Vertx vertx, BrokerSettings settings, String queue, int prefetch, Handler<Delivery> handler) {
        this(vertx, settings, queue, channel -> queue, prefetch, handler);
    }

    /**
     * Prepares to consume what may be another queue on each channel.
     *
     * @param queue what to call it
     */
    QueueConsumer(
            Vertx vertx,
            BrokerSettings settings,
            String queue,
            Source source,
            int prefetch,
            Handler<Delivery> handler) {
        this.context = vertx.getOrCreateContext();
        this.queue = queue;
        this.source = source;
        this.prefetch = prefetch;
        this.handler = handler;
        this.link = new AmqpLink("consumer-" + queue, settings, new LinkUser());
    }

    void open() {
        link.open();
    }

    boolean isUp() {
        return link.isUp();
    }

    /** The connection that it consumes on. */
    AmqpLink link() {
        return link;
    }

    Future<Void> close() {
        return context.executeBlocking(() -> {
            link.close();
            return null;
        });
    }

    /** One message. */
    final class Delivery {
        private final Channel channel;
        private final long tag;
        private final String routingKey;
        private final AMQP.BasicProperties properties;
        private final Buffer body;

        Delivery(Channel channel, long tag, String routingKey, AMQP.BasicProperties properties, byte[] body) {
            this.channel = channel;
            this.tag = tag;
            this.routingKey = routingKey;
            this.properties = properties;
            this.body = Buffer.buffer(body);
        }

        /** What it was first published with; a replayed message came straight to the queue. */
        String routingKey() {
            return DeadLetter.routingKey(properties.getHeaders()).orElse(routingKey);
        }

        /** How often it was tried before it was replayed. */
        int earlierAttempts() {
            return DeadLetter.attempts(properties.getHeaders());
        }

        /** What caused it; of a replayed message only the event itself still tells. */
        Optional<String> traceparent(CloudEvent event) {
            return Optional.ofNullable(properties.getHeaders())
                    .map(headers -> headers.get(Traces.TRACEPARENT))
                    .map(Object::toString)
                    .or(event::traceparent);
        }

        /** Whether it is a snapshot published once more. */
        boolean isAgain() {
            var headers = properties.getHeaders();
            return headers != null && headers.containsKey(ConfirmingPublisher.AGAIN);
        }

        String messageId() {
            return properties.getMessageId() == null ? "" : properties.getMessageId();
        }

        Buffer body() {
            return body;
        }

        /** Whether the channel it came on is still there; if not, the broker delivers it again. */
        boolean isCurrent() {
            return channel.isOpen();
        }

        void ack() {
            link.run(() -> {
                try {
                    channel.basicAck(tag, false);
                } catch (IOException | RuntimeException e) {
                    LOG.debug("{}: the broker will deliver {} again: {}", queue, messageId(), e.getMessage());
                }
            });
        }
    }

    private final class LinkUser implements AmqpLink.User {
        @Override
        public void opened(Channel channel) throws IOException {
            channel.basicQos(prefetch);
            channel.basicConsume(
                    source.queueOn(channel),
                    false,
                    (consumerTag, message) -> {
                        var envelope = message.getEnvelope();
                        var delivery = new Delivery(
                                channel,
                                envelope.getDeliveryTag(),
                                envelope.getRoutingKey(),
                                message.getProperties(),
                                message.getBody());
                        context.runOnContext(ready -> handler.handle(delivery));
                    },
                    cancelled -> channel.abort());
        }

        @Override
        public void lost(String reason) {
            // What was delivered and not acknowledged comes again by itself.
        }
    }
}
