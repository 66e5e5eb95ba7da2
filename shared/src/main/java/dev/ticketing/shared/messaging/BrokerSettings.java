package dev.ticketing.shared.messaging;

import dev.ticketing.shared.settings.Environment;
import java.util.List;
import java.util.Map;

/**
 * Where the broker is.
 *
 * @param uri {@code amqp://} or {@code amqps://}
 * @param queueType {@code classic} or {@code quorum}; anything but classic needs RabbitMQ
 */
public record BrokerSettings(String uri, String queueType) {

    public static BrokerSettings read(Environment environment) {
        return new BrokerSettings(
                environment.uri("RABBITMQ_URI", List.of("amqp", "amqps")),
                environment.oneOf("RABBITMQ_QUEUE_TYPE", List.of("classic", "quorum"), "classic"));
    }

    Map<String, Object> queueArguments() {
        return queueType.equals("classic") ? Map.of() : Map.of("x-queue-type", queueType);
    }

    /** Without the URI, which may hold a password. */
    @Override
    public String toString() {
        return "BrokerSettings[queueType=" + queueType + "]";
    }
}
