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

    /**
     * RabbitMQ 4 throws away what a quorum queue has delivered 20 times, unless told otherwise: killing a service
     * often enough would lose an event. What stands for no limit there (-1) has RabbitMQ 3.10 throw it away at once.
     */
    private static final int UNLIMITED_DELIVERIES = 1_000_000_000;

    public static BrokerSettings read(Environment environment) {
        return new BrokerSettings(
                environment.uri("RABBITMQ_URI", List.of("amqp", "amqps")),
                environment.oneOf("RABBITMQ_QUEUE_TYPE", List.of("classic", "quorum"), "classic"));
    }

    Map<String, Object> queueArguments() {
        return queueType.equals("classic")
                ? Map.of()
                : Map.of("x-queue-type", queueType, "x-delivery-limit", UNLIMITED_DELIVERIES);
    }

    /** Without the URI, which may hold a password. */
    @Override
    public String toString() {
        return "BrokerSettings[queueType=" + queueType + "]";
    }
}
