package dev.ticketing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.ConnectionFactory;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever looks at the events fails when one of them breaks the contract. */
@WithBackends
class EventsIT {

    private Backends backends;
    private Events events;
    private boolean closed;

    @BeforeEach
    void watch(Backends given) {
        backends = given;
        events = Events.watch(backends);
    }

    @AfterEach
    void stop() {
        if (!closed) {
            events.close();
        }
    }

    @Test
    void events_that_keep_the_contract_are_seen() {
        var event = events.publish(EventType.USER_CREATED, "u", 1, user("a@example.com"));
        assertThat(events.await(EventType.USER_CREATED, seen -> seen.id().equals(event.id())))
                .isEqualTo(event);
        assertThat(events.seenAbout("u")).containsExactly(event);
    }

    @Test
    void an_event_that_breaks_the_contract_fails_whoever_looks() throws Exception {
        publishAsAService(event("no address"));
        assertBroken(() -> events.await(EventType.USER_CREATED, event -> false));
        assertBroken(events::seen);
        assertBroken(() -> events.seenAbout("somebody else"));
        closed = true;
        assertBroken(events::close);
    }

    @Test
    void nobody_need_look_closing_does() throws Exception {
        publishAsAService(event("no address"));
        closed = true;
        assertBroken(events::close);
    }

    @Test
    void what_the_test_publishes_as_an_event_must_keep_the_contract_too() {
        events.publish(EventType.USER_CREATED, "u", 1, user("no address"));
        closed = true;
        assertBroken(events::close);
    }

    @Test
    void what_the_test_publishes_raw_need_not() {
        events.publishRaw(
                "user.created", event("no address").toJson().toBuffer().getBytes());
        events.publishRaw("user.created", "{\"half\":".getBytes(StandardCharsets.UTF_8));
        closed = true;
        events.close();
    }

    @Test
    void what_is_no_event_at_all_fails_too() throws Exception {
        publish("user.created", properties("x"), "{\"half\":");
        closed = true;
        assertThatThrownBy(events::close).hasMessageContaining("no JSON");
    }

    @ParameterizedTest
    @CsvSource({
        "order.created, id, application/cloudevents+json, 2, , routing key is order.created",
        "user.created, another, application/cloudevents+json, 2, , message id is another",
        "user.created, id, application/json, 2, , content type is application/json",
        "user.created, id, application/cloudevents+json, 1, , delivery mode is 1",
        "user.created, id, application/cloudevents+json, 2, colour, colour"
    })
    void a_message_that_is_not_as_the_contract_says_fails_too(
            String routingKey, String messageId, String contentType, int deliveryMode, String header, String problem)
            throws Exception {
        var event = event("a@example.com");
        var properties = new BasicProperties.Builder()
                .messageId(messageId.equals("id") ? event.id() : messageId)
                .contentType(contentType)
                .deliveryMode(deliveryMode)
                .headers(header == null ? Map.of() : Map.of(header, "red"))
                .build();
        publish(routingKey, properties, event.toJson().encode());
        closed = true;
        assertThatThrownBy(events::close).hasMessageContaining(problem);
    }

    private static void assertBroken(ThrowingCallable looking) {
        assertThatThrownBy(looking)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("against the contract")
                .hasMessageContaining("/data/email");
    }

    private static UserSnapshot user(String email) {
        return new UserSnapshot("u", 1, email, UserSnapshot.Status.ACTIVE);
    }

    private static CloudEvent event(String email) {
        return CloudEvent.of(EventType.USER_CREATED, "auth", "u", 1, user(email), Instant.EPOCH);
    }

    private void publishAsAService(CloudEvent event) throws Exception {
        publish(event.type(), properties(event.id()), event.toJson().encode());
    }

    private static BasicProperties properties(String messageId) {
        return new BasicProperties.Builder()
                .contentType(CloudEvent.CONTENT_TYPE)
                .deliveryMode(2)
                .messageId(messageId)
                .build();
    }

    private void publish(String routingKey, BasicProperties properties, String body) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(backends.rabbitUri());
        try (var connection = factory.newConnection("service");
                var channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish(Topology.EXCHANGE, routingKey, properties, body.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(5_000);
        }
    }
}
