package dev.ticketing.shared.messaging;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The exchange, every queue and every binding. Every process declares all of it each time it connects, so that an
 * event which should go to three queues has three from the first start, in whatever order the services come up.
 */
public final class Topology {

    /** The one durable topic exchange. */
    public static final String EXCHANGE = "ticketing";

    /**
     * Where all news goes for the instances' own queues as well. Were these bound to the one exchange, an event would
     * count as routed when one of them takes it, though a service's durable queue is missing.
     */
    public static final String INSTANCES = EXCHANGE + ".instances";

    /** Each consuming service's one durable queue, and what goes there. */
    private static final Map<String, List<String>> BINDINGS = Map.of(
            "tickets", List.of("order.*", "user.*"),
            "orders", List.of("ticket.*", "charge.*", "expiration.complete", "user.*"),
            "expiration", List.of("order.*"),
            "payments", List.of("order.*", "user.*"));

    /** What every instance of every service with users must hear. */
    public static final List<String> USERS = List.of("user.*");

    /** What every instance that has streams must hear. */
    public static final List<String> SALES = List.of("ticket.*", "order.*");

    private Topology() {}

    /** The queue of a service. */
    public static String queueOf(String service) {
        return EXCHANGE + "." + service;
    }

    /** Where a service's queue puts what it could not handle. */
    public static String deadLettersOf(String service) {
        return queueOf(service) + ".dead";
    }

    /** Every durable queue there is. */
    public static List<String> queues() {
        return BINDINGS.keySet().stream()
                .flatMap(service -> List.of(queueOf(service), deadLettersOf(service)).stream())
                .sorted()
                .toList();
    }

    /**
     * Declares all of it.
     *
     * @param queueArguments the broker's own arguments for every queue, such as {@code x-queue-type}
     */
    public static void declare(Channel channel, Map<String, Object> queueArguments) throws IOException {
        channel.exchangeDeclare(EXCHANGE, "topic", true);
        channel.exchangeDeclare(INSTANCES, "topic", true);
        for (var binding : BINDINGS.entrySet()) {
            channel.queueDeclare(deadLettersOf(binding.getKey()), true, false, false, queueArguments);
            channel.queueDeclare(queueOf(binding.getKey()), true, false, false, queueArguments);
            for (var pattern : binding.getValue()) {
                channel.queueBind(queueOf(binding.getKey()), EXCHANGE, pattern);
            }
        }
    }

    /**
     * Makes a queue for one instance of a service, which goes with the connection. It is of the broker's usual type: no
     * other can be exclusive.
     *
     * @param patterns of what goes there
     * @return its name, which no other has had
     */
    static String declareInstanceQueue(Channel channel, String service, List<String> patterns) throws IOException {
        var queue = queueOf(service) + "." + UUID.randomUUID();
        channel.queueDeclare(queue, false, true, true, Map.of());
        for (var pattern : patterns) {
            channel.queueBind(queue, INSTANCES, pattern);
        }
        return queue;
    }
}
