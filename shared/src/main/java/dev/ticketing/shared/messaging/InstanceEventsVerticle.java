package dev.ticketing.shared.messaging;

import com.rabbitmq.client.Channel;
import dev.ticketing.shared.messaging.QueueConsumer.Delivery;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what every instance of a service must hear at once, on a queue of this instance's own: it is made anew with
 * each connection and gone with it, so what is published in between is not heard here. The service's one durable queue
 * gets the same, and what must not be lost is done from there.
 */
public final class InstanceEventsVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceEventsVerticle.class);
    private static final int PREFETCH = 128;

    private final String service;
    private final BrokerSettings settings;
    private final List<String> patterns;
    private final EventHandler handler;
    private final Runnable connected;
    private QueueConsumer consumer;
    private volatile Channel bound;

    /**
     * Prepares to hear.
     *
     * @param patterns of the types to hear
     * @param handler of every event; what it fails with is logged and forgotten
     * @param connected told, on any thread, whenever there is a new queue, which has everything from then on
     */
    public InstanceEventsVerticle(
            String service, BrokerSettings settings, List<String> patterns, EventHandler handler, Runnable connected) {
        this.service = service;
        this.settings = settings;
        this.patterns = patterns;
        this.handler = handler;
        this.connected = connected;
    }

    @Override
    public Future<?> start() {
        consumer = new QueueConsumer(
                vertx,
                settings,
                Topology.queueOf(service) + ".instance",
                channel -> {
                    var queue = Topology.declareInstanceQueue(channel, service, patterns);
                    bound = channel;
                    connected.run();
                    return queue;
                },
                PREFETCH,
                this::receive);
        consumer.open();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return consumer.close();
    }

    /** Whether everything that is published now is heard; may be asked on any thread. */
    public boolean isUp() {
        var current = bound;
        return current != null && current.isOpen();
    }

    private void receive(Delivery delivery) {
        Future.<Object>succeededFuture()
                .compose(start -> handler.handle(CloudEvent.fromJson(MalformedEventException.unlessReadable(
                        () -> new JsonObject(delivery.body().toString())))))
                .onFailure(failure ->
                        LOG.warn("{}: {} was not heard: {}", service, delivery.messageId(), failure.toString()))
                .onComplete(done -> delivery.ack());
    }
}
