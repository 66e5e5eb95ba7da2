package dev.ticketing.shared.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmCallback;
import dev.ticketing.shared.tracing.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Publishes persistent messages; a future succeeds only when the broker confirmed that the message was routed to a
 * queue and stored.
 *
 * <p>Messages are mandatory, so what no queue receives comes back and fails. Confirms belong to one channel: when it
 * goes, whatever is unconfirmed on it fails, and no confirm of another channel can be taken for one of its own. A
 * confirm that does not come within {@value #CONFIRM_TIMEOUT_MILLIS} ms counts as not published. At most {@value
 * #MAX_UNCONFIRMED} messages wait at a time; more are refused at once.
 */
public final class ConfirmingPublisher {

    static final int MAX_UNCONFIRMED = 4_096;
    static final int CONFIRM_TIMEOUT_MILLIS = 5_000;

    /** The header of a snapshot that is published once more. */
    static final String AGAIN = "again";

    private static final int PERSISTENT = 2;
    private static final Attributes SENDING = Attributes.of(
            AttributeKey.stringKey("messaging.system"), "rabbitmq",
            AttributeKey.stringKey("messaging.destination.name"), Topology.EXCHANGE,
            AttributeKey.stringKey("messaging.operation.type"), "send");

    private final Vertx vertx;
    private final AmqpLink link;
    private final Semaphore places = new Semaphore(MAX_UNCONFIRMED);
    private final Counter unroutable = Metrics.counter("publisher.unroutable");
    private final Counter failed = Metrics.counter("publisher.failed");
    private volatile Session session;

    /**
     * Prepares a publisher.
     *
     * @param name for threads, logs and the connection's name at the broker
     */
    public ConfirmingPublisher(Vertx vertx, String name, BrokerSettings settings) {
        this.vertx = vertx;
        this.link = new AmqpLink(name, settings, new LinkUser());
    }

    /** Starts connecting; does not wait for it. */
    public void open() {
        link.open();
    }

    public boolean isUp() {
        return link.isUp();
    }

    /** Closes for good; what is unconfirmed fails. */
    public Future<Void> close() {
        return vertx.executeBlocking(() -> {
            link.close();
            failAll("the publisher was closed");
            return null;
        });
    }

    /** Publishes an event under its type as routing key. */
    public Future<Void> publish(CloudEvent event) {
        return Traces.send(
                "send " + event.type(), event.traceparent(), SENDING, headers -> publish(event, headers, true));
    }

    /**
     * Publishes a snapshot once more, marked as no news, so that nobody measures how late it is. It is meant for whoever
     * lost what was stored: instances would hear it as news, and are not told.
     */
    public Future<Void> publishAgain(CloudEvent snapshot) {
        return publish(snapshot, Map.of(AGAIN, true), false);
    }

    private Future<Void> publish(CloudEvent event, Map<String, Object> headers, boolean isNews) {
        return publish(
                Topology.EXCHANGE,
                event.type(),
                event.id(),
                event.toJson().toBuffer().getBytes(),
                headers,
                isNews);
    }

    /**
     * Publishes a message.
     *
     * @return fails with {@link UnpublishedException} when the message must count as not published
     */
    Future<Void> publish(
            String exchange, String routingKey, String messageId, byte[] body, Map<String, Object> headers) {
        return publish(exchange, routingKey, messageId, body, headers, false);
    }

    private Future<Void> publish(
            String exchange,
            String routingKey,
            String messageId,
            byte[] body,
            Map<String, Object> headers,
            boolean forInstances) {
        if (!link.isUp()) {
            return Future.failedFuture(new UnpublishedException("not connected to the broker"));
        }
        if (!places.tryAcquire()) {
            return Future.failedFuture(new UnpublishedException("too many messages wait for their confirm"));
        }
        var properties = new AMQP.BasicProperties.Builder()
                .contentType(CloudEvent.CONTENT_TYPE)
                .deliveryMode(PERSISTENT)
                .messageId(messageId)
                .headers(headers)
                .build();
        var pending = new Pending(exchange, routingKey, properties, body, forInstances);
        link.run(() -> send(pending));
        // A message keeps its place until it is settled and the link's thread is through with it: while the broker
        // takes nothing the thread may hang, and what times out meanwhile is still in its queue.
        var unused = pending.confirmed
                .handle((confirmed, failure) -> pending)
                .thenCombine(pending.dequeued, (settled, dequeued) -> settled)
                .whenComplete((settled, failure) -> places.release());
        return Future.fromCompletionStage(pending.confirmed, vertx.getOrCreateContext())
                .recover(failure -> Future.failedFuture(unpublished(failure)));
    }

    private UnpublishedException unpublished(Throwable failure) {
        failed.increment();
        return failure instanceof TimeoutException
                ? new UnpublishedException("not confirmed in time")
                : new UnpublishedException(failure.getMessage());
    }

    private void send(Pending pending) {
        pending.dequeued.complete(null);
        var current = session;
        if (current == null) {
            pending.fail("not connected to the broker");
        } else if (!pending.confirmed.isDone()) {
            current.send(pending);
        }
    }

    private void failAll(String reason) {
        var ended = session;
        session = null;
        if (ended != null) {
            ended.failAll(reason);
        }
    }

    /** A message on its way. */
    private static final class Pending {
        final String exchange;
        final String routingKey;
        final AMQP.BasicProperties properties;
        final byte[] body;
        final boolean forInstances;
        final CompletableFuture<Void> confirmed =
                new CompletableFuture<Void>().orTimeout(CONFIRM_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        final CompletableFuture<Void> dequeued = new CompletableFuture<>();

        Pending(
                String exchange,
                String routingKey,
                AMQP.BasicProperties properties,
                byte[] body,
                boolean forInstances) {
            this.exchange = exchange;
            this.routingKey = routingKey;
            this.properties = properties;
            this.body = body;
            this.forInstances = forInstances;
        }

        void fail(String reason) {
            confirmed.completeExceptionally(new UnpublishedException(reason));
        }
    }

    /** One channel's messages by their publish sequence number. */
    private final class Session {
        private final Channel channel;
        private final ConcurrentNavigableMap<Long, Pending> bySequence = new ConcurrentSkipListMap<>();

        Session(Channel channel) throws IOException {
            this.channel = channel;
            ConfirmCallback acked =
                    (sequence, multiple) -> upTo(sequence, multiple).forEach(p -> p.confirmed.complete(null));
            ConfirmCallback nacked =
                    (sequence, multiple) -> upTo(sequence, multiple).forEach(p -> p.fail("refused by the broker"));
            channel.addConfirmListener(acked, nacked);
            channel.addReturnListener(returned -> unroutable(returned.getProperties(), returned.getRoutingKey()));
            channel.confirmSelect();
        }

        void send(Pending pending) {
            tellInstances(pending);
            long sequence = channel.getNextPublishSeqNo();
            bySequence.put(sequence, pending);
            var unused = pending.confirmed.whenComplete((confirmed, failure) -> bySequence.remove(sequence));
            // Names this one sending when it comes back: message ids are the sender's and need not be unique.
            var properties = pending.properties
                    .builder()
                    .correlationId(Long.toString(sequence))
                    .build();
            try {
                channel.basicPublish(pending.exchange, pending.routingKey, true, properties, pending.body);
            } catch (IOException | RuntimeException e) {
                pending.fail("cannot send: " + e.getMessage());
            }
        }

        /** First, so that the confirm of what follows on this channel says that the broker has had this, too. */
        private void tellInstances(Pending pending) {
            if (!pending.forInstances) {
                return;
            }
            try {
                channel.basicPublish(Topology.INSTANCES, pending.routingKey, pending.properties, pending.body);
            } catch (IOException | RuntimeException e) {
                pending.fail("cannot send: " + e.getMessage());
            }
        }

        /** The broker returns a message before it confirms it, so the confirm finds the future failed already. */
        private void unroutable(AMQP.BasicProperties properties, String routingKey) {
            unroutable.increment();
            var pending = bySequence.get(Long.valueOf(properties.getCorrelationId()));
            if (pending != null) {
                pending.fail("no queue takes " + routingKey);
            }
        }

        private List<Pending> upTo(long sequence, boolean multiple) {
            var first = multiple ? 0 : sequence;
            return List.copyOf(bySequence.subMap(first, true, sequence, true).values());
        }

        void failAll(String reason) {
            upTo(Long.MAX_VALUE, true).forEach(pending -> pending.fail(reason));
        }
    }

    private final class LinkUser implements AmqpLink.User {
        @Override
        public void opened(Channel channel) throws IOException {
            session = new Session(channel);
        }

        @Override
        public void lost(String reason) {
            failAll("connection lost: " + reason);
        }
    }
}
