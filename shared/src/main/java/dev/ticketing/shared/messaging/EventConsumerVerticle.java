package dev.ticketing.shared.messaging;

import dev.ticketing.shared.messaging.QueueConsumer.Delivery;
import dev.ticketing.shared.tracing.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes a service's queue. Events go to the handler of their source, the word before the dot of their type; what
 * nobody here handles is acknowledged and forgotten.
 *
 * <p>While something needed is away, an event waits and is tried again for as long as it takes. An event that fails
 * for a reason of its own is tried {@value #MAX_ATTEMPTS} times and then moved to the dead letters; nothing waits
 * behind it. At most {@value #PREFETCH} events are in hand.
 */
public final class EventConsumerVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumerVerticle.class);
    private static final int PREFETCH = 128;
    private static final int MAX_ATTEMPTS = 5;
    private static final int FIRST_RETRY_MILLIS = 50;
    private static final int OUTAGE_RETRY_MILLIS = 500;
    private static final int DRAIN_MILLIS = 5_000;

    private final String service;
    private final BrokerSettings settings;
    private final ConfirmingPublisher publisher;
    private final Map<String, EventHandler> handlersBySource;
    private final Counter dead;
    private final Counter retried;
    private final MeterProvider<Timer> lag;
    private final Attributes processing;
    private QueueConsumer consumer;
    private DeadLetters deadLetters;
    private int inHand;
    private boolean stopping;
    private final Promise<Void> drained = Promise.promise();

    /**
     * Prepares a consumer.
     *
     * @param service whose queue to consume
     * @param publisher takes the dead letters
     * @param handlersBySource by the word before the dot of an event's type
     */
    public EventConsumerVerticle(
            String service,
            BrokerSettings settings,
            ConfirmingPublisher publisher,
            Map<String, EventHandler> handlersBySource) {
        this.service = service;
        this.settings = settings;
        this.publisher = publisher;
        this.handlersBySource = handlersBySource;
        this.dead = Metrics.counter("events.dead", "service", service);
        this.retried = Metrics.counter("events.retried", "service", service);
        this.lag = Timer.builder("events.lag")
                .description("From an event's time to it being handled")
                .withRegistry(Metrics.globalRegistry);
        this.processing = Attributes.of(
                AttributeKey.stringKey("messaging.system"), "rabbitmq",
                AttributeKey.stringKey("messaging.destination.name"), Topology.queueOf(service),
                AttributeKey.stringKey("messaging.operation.type"), "process");
    }

    @Override
    public Future<?> start() {
        consumer = new QueueConsumer(vertx, settings, Topology.queueOf(service), PREFETCH, this::receive);
        deadLetters = new DeadLetters(vertx, service, consumer.link(), publisher);
        consumer.open();
        return Future.succeededFuture();
    }

    /** Lets what is in hand finish, within a bound; what does not is delivered again to another consumer. */
    @Override
    public Future<?> stop() {
        stopping = true;
        if (inHand == 0) {
            drained.tryComplete();
        }
        vertx.setTimer(DRAIN_MILLIS, late -> drained.tryComplete());
        return drained.future().eventually(consumer::close);
    }

    /** Whether events are being consumed; may be asked on any thread. */
    public boolean isUp() {
        return consumer != null && consumer.isUp();
    }

    /** What was given up on. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    private void receive(Delivery delivery) {
        if (!stopping) {
            inHand++;
            attempt(delivery, 1);
        }
    }

    private void attempt(Delivery delivery, int attempt) {
        if (!delivery.isCurrent()) {
            finish();
            return;
        }
        Future.<Object>succeededFuture().compose(start -> handle(delivery)).onComplete(result -> {
            if (result.succeeded()) {
                delivery.ack();
                finish();
            } else {
                failed(delivery, attempt, result.cause());
            }
        });
    }

    private Future<?> handle(Delivery delivery) {
        var event = MalformedEventException.unlessReadable(
                () -> CloudEvent.fromJson(new JsonObject(delivery.body().toString())));
        var handler = handlersBySource.get(sourceOf(event.type()));
        if (handler == null) {
            return Future.succeededFuture();
        }
        return Traces.<Object>receive(
                        vertx, "process " + event.type(), delivery.traceparent(event), processing, () -> handler.handle(
                                        event)
                                .mapEmpty())
                .onSuccess(handled -> measureLag(delivery, event));
    }

    private void measureLag(Delivery delivery, CloudEvent event) {
        if (!delivery.isAgain() && delivery.earlierAttempts() == 0) {
            var late = Duration.between(event.time(), Instant.now());
            lag.withTags("service", service, "type", event.type()).record(late.isNegative() ? Duration.ZERO : late);
        }
    }

    private void failed(Delivery delivery, int attempt, Throwable failure) {
        if (Outage.is(failure)) {
            retryLater(delivery, attempt, OUTAGE_RETRY_MILLIS);
        } else if (attempt < MAX_ATTEMPTS && !(failure instanceof MalformedEventException)) {
            LOG.warn("{}: event {} failed, attempt {}", service, delivery.messageId(), attempt, failure);
            retryLater(delivery, attempt + 1, (long) FIRST_RETRY_MILLIS << attempt);
        } else {
            LOG.error("{}: event {} goes to the dead letters", service, delivery.messageId(), failure);
            deadLetter(delivery, attempt, failure);
        }
    }

    private void retryLater(Delivery delivery, int attempt, long delayMillis) {
        if (stopping) {
            finish();
        } else {
            retried.increment();
            vertx.setTimer(delayMillis, again -> attempt(delivery, attempt));
        }
    }

    private void deadLetter(Delivery delivery, int attempts, Throwable failure) {
        var headers = DeadLetter.headers(failure, delivery.earlierAttempts() + attempts, delivery.routingKey());
        publisher
                .publish(
                        "",
                        Topology.deadLettersOf(service),
                        delivery.messageId(),
                        delivery.body().getBytes(),
                        headers)
                .onComplete(published -> {
                    if (published.succeeded()) {
                        dead.increment();
                        delivery.ack();
                        finish();
                    } else {
                        retryLater(delivery, attempts, OUTAGE_RETRY_MILLIS);
                    }
                });
    }

    private void finish() {
        inHand--;
        if (stopping && inHand == 0) {
            drained.tryComplete();
        }
    }

    private static String sourceOf(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }
}
