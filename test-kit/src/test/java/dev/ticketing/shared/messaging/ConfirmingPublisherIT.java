package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the publisher reports as published is in a queue, whatever happens to queues, channel and connection. */
@WithBackends
class ConfirmingPublisherIT {

    /** expiration.complete goes to this queue alone. */
    private static final String QUEUE = Topology.queueOf("orders");

    private static final String KEY = EventType.EXPIRATION_COMPLETE.wireName();

    /** RabbitMQ returns such a message and confirms it; Qpid refuses it, then returns it. */
    private static final List<String> UNROUTABLE = List.of("no queue takes " + KEY, "refused by the broker");

    private FaultProxy proxy;
    private RawBroker broker;
    private ConfirmingPublisher publisher;

    @BeforeEach
    void open(Backends backends) throws Exception {
        broker = new RawBroker(backends.rabbitUri());
        broker.restore();
        proxy = FaultProxy.inFrontOf(backends.rabbitUri());
        publisher = new ConfirmingPublisher(backends.vertx(), "test", new BrokerSettings(proxy.uri(), "classic"));
        publisher.open();
        awaitUp();
    }

    @AfterEach
    void close() throws Exception {
        Eventually.await(publisher.close());
        proxy.close();
        broker.restore();
        broker.close();
    }

    @Test
    void a_confirmed_event_is_in_the_queue_as_a_persistent_cloud_event() throws Exception {
        var event = event(1);
        Eventually.await(publisher.publish(event));
        var message = broker.drain(QUEUE).get(0);
        assertThat(CloudEvent.fromJson(new JsonObject(RawBroker.body(message)))).isEqualTo(event);
        assertThat(message.getProps().getMessageId()).isEqualTo(event.id());
        assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(message.getProps().getContentType()).isEqualTo("application/cloudevents+json");
        assertThat(message.getEnvelope().getRoutingKey()).isEqualTo(event.type());
    }

    @Test
    void a_message_that_no_queue_takes_fails_until_its_binding_is_back() throws Exception {
        broker.unbind(QUEUE, KEY);
        assertThat(failureOf(publisher.publish(event(1)))).isIn(UNROUTABLE);
        broker.declare();
        Eventually.await(publisher.publish(event(2)));
        assertThat(broker.drain(QUEUE)).hasSize(1);
    }

    @Test
    void a_message_whose_queue_was_deleted_fails() throws Exception {
        broker.deleteQueue(QUEUE);
        assertThat(failureOf(publisher.publish(event(1)))).isIn(UNROUTABLE);
    }

    /** The control: this is what a client that does not ask for returned messages takes for success. */
    @Test
    void a_plain_publish_is_confirmed_although_the_message_is_lost() throws Exception {
        broker.unbind(QUEUE, KEY);
        assertThat(broker.publish(KEY, "{}".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(broker.drain(QUEUE)).isEmpty();
    }

    @Test
    void among_many_at_once_exactly_the_unroutable_ones_fail() throws Exception {
        var all = IntStream.range(0, 1_000)
                .mapToObj(i -> publish(i % 3 == 0 ? "nobody.wants-this" : KEY, "m-" + i))
                .toList();
        Eventually.await(Future.join(all).otherwiseEmpty());
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).failed()).as("message %d", i).isEqualTo(i % 3 == 0);
        }
        assertThat(broker.drain(QUEUE)).hasSize(666);
    }

    @Test
    void unroutable_messages_of_one_id_all_fail() {
        var twins = IntStream.range(0, 50)
                .mapToObj(i -> publish("nobody.wants-this", "same"))
                .toList();
        Eventually.await(Future.join(twins).otherwiseEmpty());
        assertThat(twins).allMatch(Future::failed);
    }

    @Test
    void a_connection_killed_with_confirms_outstanding_fails_them_and_comes_back_by_itself() throws Exception {
        proxy.dropReplies();
        var outstanding = publishSome(100);
        Eventually.holds(() -> assertThat(broker.waiting(QUEUE)).isEqualTo(100));
        assertThat(outstanding).noneMatch(Future::isComplete);

        proxy.cut();
        Eventually.await(Future.join(outstanding).otherwiseEmpty());
        assertThat(outstanding).allMatch(Future::failed);
        assertThat(failureOf(outstanding.get(0))).contains("connection lost");

        awaitUp();
        Eventually.await(Future.all(publishSome(100)));
        assertThat(broker.waiting(QUEUE)).isEqualTo(200);
    }

    @Test
    void when_only_the_channel_closes_what_waits_on_it_fails_and_a_new_one_comes_by_itself() throws Exception {
        proxy.dropReplies();
        var outstanding = publishSome(20);
        Eventually.holds(() -> assertThat(broker.waiting(QUEUE)).isEqualTo(20));
        proxy.pass();
        var culprit = publisher.publish("no-such-exchange", KEY, "culprit", new byte[0], Map.of());

        assertThat(failureOf(culprit)).contains("no-such-exchange");
        Eventually.await(Future.join(outstanding).otherwiseEmpty());
        assertThat(outstanding).allMatch(Future::failed);
        awaitUp();
        Eventually.await(Future.all(publishSome(20)));
    }

    @Test
    void messages_published_through_repeated_cuts_are_in_the_queue_when_they_were_reported_so() throws Exception {
        var confirmed = 0;
        for (int round = 0; round < 5; round++) {
            awaitUp();
            var some = publishSome(200);
            proxy.cut();
            Eventually.await(Future.join(some).otherwiseEmpty());
            confirmed += (int) some.stream().filter(Future::succeeded).count();
        }
        assertThat(broker.waiting(QUEUE)).isGreaterThanOrEqualTo(confirmed);
        awaitUp();
        Eventually.await(publisher.publish(event(1)));
    }

    @Test
    void waiting_is_bounded_in_time_and_in_number() {
        proxy.blackHole();
        var waiting = publishSome(ConfirmingPublisher.MAX_UNCONFIRMED);
        assertThat(failureOf(publisher.publish(event(1)))).contains("too many");

        long start = System.nanoTime();
        Eventually.await(Future.join(waiting).otherwiseEmpty());
        assertThat((System.nanoTime() - start) / 1_000_000)
                .isLessThan(ConfirmingPublisher.CONFIRM_TIMEOUT_MILLIS + 3_000L);
        assertThat(waiting).allMatch(Future::failed);

        proxy.cut();
        awaitUp();
        Eventually.await(Future.all(publishSome(ConfirmingPublisher.MAX_UNCONFIRMED)));
    }

    @Test
    void while_the_broker_is_away_publishing_fails_at_once() {
        proxy.refuse();
        Eventually.holds(() -> assertThat(publisher.isUp()).isFalse());
        assertThat(publisher.publish(event(1)).failed()).isTrue();
        proxy.pass();
        awaitUp();
        Eventually.await(publisher.publish(event(2)));
    }

    private void awaitUp() {
        // A channel that is about to close still looks open: what counts is that something gets through.
        Eventually.holds(() -> Eventually.await(
                publisher.publish("", Topology.deadLettersOf("tickets"), "probe", new byte[0], Map.of())));
    }

    private List<Future<Void>> publishSome(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> publish(KEY, "some-" + i))
                .toList();
    }

    private Future<Void> publish(String routingKey, String messageId) {
        return publisher.publish(Topology.EXCHANGE, routingKey, messageId, new byte[] {'x'}, Map.of());
    }

    private static CloudEvent event(int version) {
        return CloudEvent.of(
                EventType.EXPIRATION_COMPLETE,
                "test",
                "order",
                version,
                new ExpirationComplete("order"),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static String failureOf(Future<?> future) {
        Eventually.await(future.otherwiseEmpty());
        assertThat(future.cause()).isInstanceOf(UnpublishedException.class);
        return future.cause().getMessage();
    }
}
