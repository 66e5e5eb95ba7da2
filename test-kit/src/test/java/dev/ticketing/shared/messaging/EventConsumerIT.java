package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.GetResponse;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.EventContract;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of an event that is not simply handled: tried again, moved aside with its reason, never lost. */
@WithBackends
class EventConsumerIT {

    private static final String SERVICE = "tickets";
    private static final String QUEUE = Topology.queueOf(SERVICE);
    private static final String DEAD = Topology.deadLettersOf(SERVICE);
    private static final String POISON = "poison";
    private static final EventContract CONTRACT = EventContract.read();

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<String> tried = new CopyOnWriteArrayList<>();
    private Vertx vertx;
    private FaultProxy proxy;
    private RawBroker broker;
    private ConfirmingPublisher publisher;

    @BeforeEach
    void open(Backends backends) throws Exception {
        vertx = backends.vertx();
        broker = new RawBroker(backends.rabbitUri());
        broker.restore();
        proxy = FaultProxy.inFrontOf(backends.rabbitUri());
        publisher = new ConfirmingPublisher(vertx, "test", new BrokerSettings(backends.rabbitUri(), "classic"));
        publisher.open();
        Eventually.holds(() -> assertThat(publisher.isUp()).isTrue());
    }

    @AfterEach
    void close() throws Exception {
        for (var id : vertx.deploymentIDs()) {
            Eventually.await(vertx.undeploy(id));
        }
        Eventually.await(publisher.close());
        proxy.close();
        broker.restore();
        broker.close();
    }

    @Test
    void a_poisonous_event_is_moved_aside_with_its_reason_while_good_ones_behind_it_pass() throws Exception {
        consume(this::failOnPoison);
        var poison = publish(POISON);
        var good = IntStream.range(0, 300).mapToObj(i -> "good-" + i).toList();
        good.forEach(this::publish);
        Eventually.holds(() -> assertThat(handled).containsExactlyInAnyOrderElementsOf(good));
        assertThat(tried.stream().filter(POISON::equals).count()).isLessThan(5);

        var dead = awaitDeadLetter();
        assertThat(RawBroker.body(dead)).isEqualTo(poison.toJson().encode());
        assertThat(dead.getProps().getMessageId()).isEqualTo(poison.id());
        assertThat(header(dead, "reason")).contains("cannot stand this one");
        assertThat(header(dead, "attempts")).isEqualTo("5");
        assertThat(header(dead, "routing-key")).isEqualTo("order.created");
        assertThat(tried.stream().filter(POISON::equals)).hasSize(5);
        assertQueueIsDone();
    }

    @Test
    void a_dead_letter_can_be_published_again_once_the_cause_is_gone() throws Exception {
        var first = consume(this::failOnPoison);
        publish(POISON);
        var dead = awaitDeadLetter();
        Eventually.await(vertx.undeploy(first));
        consume(this::handle);
        broker.publish(header(dead, "routing-key"), dead.getBody());
        Eventually.holds(() -> assertThat(handled).containsExactly(POISON));
    }

    @Test
    void what_is_no_event_is_moved_aside_at_once() throws Exception {
        consume(event -> {
            event.dataAs(OrderSnapshot.class);
            return handle(event);
        });
        broker.publish("order.created", "{\"half\":".getBytes(StandardCharsets.UTF_8));
        assertThat(header(awaitDeadLetter(), "attempts")).isEqualTo("1");
        broker.publish("order.created", "{\"id\":\"no type\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(header(awaitDeadLetter(), "reason")).contains("is missing");
        broker.publish("order.created", new byte[] {(byte) 0xff, 0, 1});
        awaitDeadLetter();
        publish("no-order");
        assertThat(header(awaitDeadLetter(), "reason")).contains("malformed event");
        assertThat(handled).isEmpty();
        assertQueueIsDone();
    }

    @Test
    void an_event_waits_through_an_outage_for_longer_than_a_bug_is_tried() throws Exception {
        consume(event -> {
            tried.add(event.subject());
            return tried.size() < 7
                    ? Future.failedFuture(new Failure.Unavailable("the database is away", 1).asException())
                    : handle(event);
        });
        publish("patient");
        Eventually.holds(() -> assertThat(handled).containsExactly("patient"));
        assertQueueIsDone();
        assertThat(broker.drain(DEAD)).isEmpty();
    }

    @Test
    void a_consumer_killed_after_its_write_and_before_the_ack_gets_the_event_again() throws Exception {
        var unfinished = Promise.<Void>promise();
        consume(event -> {
            tried.add(event.subject());
            return tried.size() == 1 ? unfinished.future() : handle(event);
        });
        publish("interrupted");
        Eventually.holds(() -> assertThat(tried).hasSize(1));
        proxy.cut();
        Eventually.holds(() -> assertThat(handled).containsExactly("interrupted"));

        // The late success belongs to a channel that is gone: its ack must not touch the new one.
        unfinished.complete();
        publish("next");
        Eventually.holds(() -> assertThat(handled).containsExactly("interrupted", "next"));
        assertQueueIsDone();
    }

    @Test
    void an_event_whose_dead_letter_cannot_be_published_is_not_acknowledged() throws Exception {
        var consumer = consume(this::failOnPoison);
        broker.deleteQueue(DEAD);
        publish(POISON);
        // More tries than a bug gets: moving it aside was tried as well, and failed.
        Eventually.holds(() -> assertThat(tried).hasSizeGreaterThan(6));
        Eventually.await(vertx.undeploy(consumer));
        Eventually.holds(() -> assertThat(broker.waiting(QUEUE)).isEqualTo(1));

        broker.declare();
        consume(this::failOnPoison);
        assertThat(header(awaitDeadLetter(), "reason")).contains("cannot stand this one");
        assertQueueIsDone();
    }

    @Test
    void a_queue_that_is_gone_is_declared_again_on_the_next_connection_and_consumed() throws Exception {
        consume(this::handle);
        publish("before");
        Eventually.holds(() -> assertThat(handled).containsExactly("before"));
        broker.deleteQueue(QUEUE);
        proxy.cut();
        Eventually.holds(() -> {
            publish("after");
            assertThat(handled).contains("after");
        });
    }

    @Test
    void what_nobody_here_handles_is_acknowledged_and_forgotten() throws Exception {
        consume(this::handle);
        broker.publish("user.created", event(EventType.USER_CREATED, "somebody").getBytes(StandardCharsets.UTF_8));
        publish("order");
        Eventually.holds(() -> assertThat(handled).containsExactly("order"));
        assertQueueIsDone();
        assertThat(broker.drain(DEAD)).isEmpty();
    }

    private String consume(EventHandler handler) {
        var settings = new BrokerSettings(proxy.uri(), "classic");
        var consumer = new EventConsumerVerticle(SERVICE, settings, publisher, Map.of("order", handler));
        var id = Eventually.await(vertx.deployVerticle(consumer));
        Eventually.holds(() -> assertThat(consumer.isUp()).isTrue());
        return id;
    }

    private Future<?> handle(CloudEvent event) {
        handled.add(event.subject());
        return Future.succeededFuture();
    }

    private Future<?> failOnPoison(CloudEvent event) {
        tried.add(event.subject());
        if (event.subject().equals(POISON)) {
            throw new IllegalStateException("cannot stand this one");
        }
        return handle(event);
    }

    /** Waits until nothing is left in the queue, neither waiting nor delivered and unacknowledged. */
    private void assertQueueIsDone() throws Exception {
        for (var id : vertx.deploymentIDs()) {
            Eventually.await(vertx.undeploy(id));
        }
        assertThat(broker.waiting(QUEUE)).isZero();
    }

    private GetResponse awaitDeadLetter() {
        return Eventually.value(() -> {
            try {
                var dead = broker.drain(DEAD);
                assertThat(dead).hasSize(1);
                assertThat(CONTRACT.headerProblems("dead.letter", dead.get(0).getProps()))
                        .isEmpty();
                return dead.get(0);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static String header(GetResponse message, String name) {
        return message.getProps().getHeaders().get(name).toString();
    }

    private CloudEvent publish(String subject) {
        var event = cloudEvent(EventType.ORDER_CREATED, subject);
        Eventually.await(publisher.publish(event));
        return event;
    }

    private static String event(EventType type, String subject) {
        return cloudEvent(type, subject).toJson().encode();
    }

    private static CloudEvent cloudEvent(EventType type, String subject) {
        return CloudEvent.of(type, "test", subject, 1, new ExpirationComplete(subject), Instant.EPOCH);
    }
}
