package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import dev.ticketing.shared.events.EventType;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopologyTest {

    @Test
    void every_consuming_service_has_a_queue_and_one_for_its_dead_letters() {
        assertThat(Topology.queues())
                .containsExactly(
                        "ticketing.expiration",
                        "ticketing.expiration.dead",
                        "ticketing.orders",
                        "ticketing.orders.dead",
                        "ticketing.payments",
                        "ticketing.payments.dead",
                        "ticketing.tickets",
                        "ticketing.tickets.dead");
    }

    @ParameterizedTest
    @CsvSource({
        "user.created, orders payments tickets",
        "user.banned, orders payments tickets",
        "user.unbanned, orders payments tickets",
        "ticket.created, orders",
        "ticket.updated, orders",
        "ticket.withdrawn, orders",
        "order.created, expiration payments tickets",
        "order.updated, expiration payments tickets",
        "order.cancelled, expiration payments tickets",
        "order.completed, expiration payments tickets",
        "expiration.complete, orders",
        "charge.created, orders",
        "charge.failed, orders",
        "charge.refunded, orders"
    })
    void an_event_goes_to_the_queues_that_the_contract_names(String routingKey, String services) {
        assertThat(queuesOf(routingKey))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(services.split(" ")).map(Topology::queueOf).toList());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void no_event_goes_nowhere(EventType type) {
        assertThat(queuesOf(type.wireName())).isNotEmpty();
    }

    @Test
    void all_of_it_is_declared_at_once_and_survives_the_broker() {
        var declared = declarations();

        assertThat(declared.get(0)).isEqualTo(List.of("exchangeDeclare", "ticketing", "topic", true));
        for (var queue : Topology.queues()) {
            assertThat(declared)
                    .contains(List.of("queueDeclare", queue, true, false, false, Map.of("x-queue-type", "quorum")));
        }
    }

    private static List<String> queuesOf(String routingKey) {
        return declarations().stream()
                .filter(declared -> declared.get(0).equals("queueBind"))
                .filter(binding -> binding.get(2).equals(Topology.EXCHANGE))
                .filter(binding -> matches((String) binding.get(3), routingKey))
                .map(binding -> (String) binding.get(1))
                .toList();
    }

    private static boolean matches(String pattern, String routingKey) {
        return routingKey.matches(pattern.replace(".", "\\.").replace("*", "[^.]+"));
    }

    /** What is asked of the broker: the method's name, then its arguments. */
    private static List<List<Object>> declarations() {
        var calls = new ArrayList<List<Object>>();
        var channel = (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (proxy, method, arguments) -> {
                    var call = new ArrayList<Object>(List.of(method.getName()));
                    call.addAll(Arrays.asList(arguments));
                    calls.add(call);
                    return null;
                });
        try {
            Topology.declare(channel, Map.of("x-queue-type", "quorum"));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return calls;
    }
}
