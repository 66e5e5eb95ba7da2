package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.testkit.EventContract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The AsyncAPI file has the messages that there are, and the exchange, queues and bindings of {@link Topology}. */
class AsyncApiTest {

    /** The one message that is no event. */
    private static final String DEAD_LETTER = "dead.letter";

    private static final EventContract CONTRACT = EventContract.read();
    private static final JsonObject DOCUMENT = CONTRACT.document();
    private static final DeclaredTopology DECLARED = DeclaredTopology.record();

    @Test
    void every_type_of_event_has_a_message_and_every_message_a_type() {
        var events = new TreeSet<>(
                DOCUMENT.getJsonObject("components").getJsonObject("messages").fieldNames());
        assertThat(events.remove(DEAD_LETTER)).isTrue();
        assertThat(events).isEqualTo(wireNames());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void a_message_is_named_as_its_type_and_takes_no_other(EventType type) {
        var message = message(type.wireName());
        assertThat(message.getString("name")).isEqualTo(type.wireName());
        assertThat(JsonPointer.from("/payload/allOf/1/properties/type/const").queryJson(message))
                .isEqualTo(type.wireName());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void every_type_is_published_by_one_service_under_its_own_name(EventType type) {
        var channels = operations("send").values().stream()
                .filter(channel -> messages(channel).contains(type.wireName()))
                .toList();
        assertThat(channels).hasSize(1);
        assertThat(addresses(channels.get(0))).isEqualTo(messages(channels.get(0)));
        assertThat(amqp(channels.get(0)).getString("is")).isEqualTo("routingKey");
    }

    @Test
    void the_exchange_is_the_one_that_is_declared() {
        var exchanges = channelsThatAre("routingKey").values().stream()
                .map(channel -> amqp(channel).getJsonObject("exchange"))
                .map(exchange -> List.<Object>of(
                        "exchangeDeclare",
                        exchange.getString("name"),
                        exchange.getString("type"),
                        exchange.getBoolean("durable")))
                .distinct()
                .toList();
        // The instances' own is between publishers and them: no other context may bind to it.
        var declared = DECLARED.calls("exchangeDeclare").stream()
                .filter(exchange -> !exchange.contains(Topology.INSTANCES))
                .toList();
        assertThat(exchanges).isEqualTo(declared);
    }

    @Test
    void the_queues_are_those_that_are_declared() {
        var queues = channelsThatAre("queue");
        assertThat(queues.keySet()).containsExactlyInAnyOrderElementsOf(Topology.queues());
        assertThat(queues.values().stream().map(AsyncApiTest::queueDeclaration))
                .containsExactlyInAnyOrderElementsOf(DECLARED.calls("queueDeclare"));
        queues.forEach((name, channel) -> assertThat(
                        List.of(channel.getString("address"), queueOf(channel).getString("name")))
                .containsOnly(name));
    }

    @Test
    void the_queues_are_bound_as_they_are_declared_and_get_the_messages_that_match() {
        channelsThatAre("queue").forEach((name, channel) -> {
            var patterns = channel.getJsonArray("x-bound-to").stream().toList();
            assertThat(patterns).as(name).isEqualTo(DECLARED.patternsOf(name));
            assertThat(messages(channel)).as(name).isEqualTo(messagesOf(name));
        });
    }

    @Test
    void a_service_consumes_its_own_queue_and_moves_aside_to_its_own_dead_letters() {
        var consumed = operations("receive").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, operation -> operation.getValue().getString("address")));
        var movedAside = operations("send").entrySet().stream()
                .filter(operation -> messages(operation.getValue()).contains(DEAD_LETTER))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, operation -> operation.getValue().getString("address")));
        var services = consumers();
        assertThat(consumed)
                .isEqualTo(services.stream().collect(Collectors.toMap(name -> name + ".consume", Topology::queueOf)));
        assertThat(movedAside)
                .isEqualTo(services.stream()
                        .collect(Collectors.toMap(name -> name + ".moveAside", Topology::deadLettersOf)));
    }

    private static Set<String> wireNames() {
        return Arrays.stream(EventType.values())
                .map(EventType::wireName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonObject message(String name) {
        return DOCUMENT.getJsonObject("components").getJsonObject("messages").getJsonObject(name);
    }

    /** The channels of the operations that do this, by the operations' names. */
    private static Map<String, JsonObject> operations(String action) {
        var found = new HashMap<String, JsonObject>();
        DOCUMENT.getJsonObject("operations").forEach(entry -> {
            var operation = (JsonObject) entry.getValue();
            if (operation.getString("action").equals(action)) {
                found.put(entry.getKey(), CONTRACT.resolve(operation.getJsonObject("channel")));
            }
        });
        return found;
    }

    private static Map<String, JsonObject> channelsThatAre(String kind) {
        return DOCUMENT.getJsonObject("channels").stream()
                .filter(entry ->
                        amqp((JsonObject) entry.getValue()).getString("is").equals(kind))
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> (JsonObject) entry.getValue()));
    }

    private static JsonObject amqp(JsonObject channel) {
        return CONTRACT.resolve(channel.getJsonObject("bindings")).getJsonObject("amqp");
    }

    private static JsonObject queueOf(JsonObject channel) {
        return amqp(channel).getJsonObject("queue");
    }

    private static List<Object> queueDeclaration(JsonObject channel) {
        var queue = queueOf(channel);
        return List.of(
                "queueDeclare",
                queue.getString("name"),
                queue.getBoolean("durable"),
                queue.getBoolean("exclusive"),
                queue.getBoolean("autoDelete"),
                Map.of());
    }

    /** The names of a channel's messages, each of which must refer to the message of that name. */
    private static Set<String> messages(JsonObject channel) {
        var names = new TreeSet<String>();
        channel.getJsonObject("messages").forEach(entry -> {
            assertThat(((JsonObject) entry.getValue()).getString("$ref"))
                    .isEqualTo("#/components/messages/" + entry.getKey());
            names.add(entry.getKey());
        });
        return names;
    }

    /** The routing keys of a channel, its one parameter filled in. */
    private static Set<String> addresses(JsonObject channel) {
        JsonArray values =
                channel.getJsonObject("parameters").getJsonObject("change").getJsonArray("enum");
        return values.stream()
                .map(value -> channel.getString("address").replace("{change}", (String) value))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> messagesOf(String queue) {
        if (queue.endsWith(".dead")) {
            return Set.of(DEAD_LETTER);
        }
        return wireNames().stream()
                .filter(type -> DECLARED.patternsOf(queue).stream()
                        .anyMatch(pattern ->
                                type.matches(pattern.replace(".", "\\.").replace("*", "[^.]+"))))
                .collect(Collectors.toSet());
    }

    /** The services that have a queue. */
    private static List<String> consumers() {
        return Topology.queues().stream()
                .filter(queue -> !queue.endsWith(".dead"))
                .map(queue -> queue.substring(Topology.queueOf("").length()))
                .toList();
    }
}
