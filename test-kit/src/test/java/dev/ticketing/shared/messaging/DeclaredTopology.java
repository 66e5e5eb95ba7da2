package dev.ticketing.shared.messaging;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What {@link Topology} asks of the broker: each call a method's name and its arguments. */
record DeclaredTopology(List<List<Object>> calls) {

    static DeclaredTopology record() {
        var calls = new ArrayList<List<Object>>();
        var channel = (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (proxy, method, arguments) -> {
                    var call = new ArrayList<Object>(List.of(method.getName()));
                    call.addAll(Arrays.asList(arguments));
                    calls.add(call);
                    return null;
                });
        try {
            Topology.declare(channel, Map.of());
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return new DeclaredTopology(calls);
    }

    /** The calls of a method. */
    List<List<Object>> calls(String method) {
        return calls.stream().filter(call -> call.get(0).equals(method)).toList();
    }

    /** The routing keys that a queue is bound with. */
    List<String> patternsOf(String queue) {
        return calls("queueBind").stream()
                .filter(call -> call.subList(1, 3).equals(List.of(queue, Topology.EXCHANGE)))
                .map(call -> (String) call.get(3))
                .toList();
    }
}
