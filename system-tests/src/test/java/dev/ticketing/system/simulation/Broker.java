package dev.ticketing.system.simulation;

import dev.ticketing.shared.events.EventType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RabbitMQ at its worst: what was once in a queue may be delivered at any time, any number of times, in any order. What
 * nobody has acknowledged yet is owed.
 */
final class Broker {

    private final Map<Service, Queue> queues = new EnumMap<>(Service.class);

    /** A copy of an event in one queue. */
    static final class Delivery {
        private final Message message;
        private boolean owed = true;

        private Delivery(Message message) {
            this.message = message;
        }

        Message message() {
            return message;
        }

        boolean isOwed() {
            return owed;
        }

        void acknowledge() {
            owed = false;
        }
    }

    /** A service's queue. */
    static final class Queue {
        private final List<Delivery> deliveries = new ArrayList<>();
        private final Map<Long, Delivery> byKey = new HashMap<>();

        List<Delivery> deliveries() {
            return deliveries;
        }

        Delivery delivery(long key) {
            return byKey.get(key);
        }

        private void add(Message message) {
            var delivery = byKey.get(message.key());
            if (delivery == null) {
                delivery = new Delivery(message);
                byKey.put(message.key(), delivery);
                deliveries.add(delivery);
            }
            delivery.owed = true;
        }
    }

    void declareQueuesOf(Set<Service> services) {
        for (var service : services) {
            queues.computeIfAbsent(service, first -> new Queue());
        }
    }

    /** A service's queue, or null when it was never declared. */
    Queue queueOf(Service service) {
        return queues.get(service);
    }

    /** Stores an event in every queue it should go to and that is there; false when there is none. */
    boolean publish(Message message) {
        boolean routed = false;
        for (var service : consumersOf(message.type())) {
            var queue = queueOf(service);
            if (queue != null) {
                queue.add(message);
                routed = true;
            }
        }
        return routed;
    }

    static Service sourceOf(EventType type) {
        return switch (type) {
            case TICKET_CREATED, TICKET_UPDATED, TICKET_WITHDRAWN -> Service.TICKETS;
            case ORDER_CREATED, ORDER_UPDATED, ORDER_CANCELLED, ORDER_COMPLETED -> Service.ORDERS;
            case CHARGE_CREATED, CHARGE_FAILED, CHARGE_REFUNDED -> Service.PAYMENTS;
            case EXPIRATION_COMPLETE -> Service.EXPIRATION;
            case USER_CREATED, USER_UPDATED, USER_BANNED, USER_UNBANNED ->
                throw new IllegalArgumentException("there are no users here");
        };
    }

    private static final Service[] OF_ORDERS = {Service.TICKETS, Service.PAYMENTS, Service.EXPIRATION};
    private static final Service[] OF_OTHERS = {Service.ORDERS};

    private static Service[] consumersOf(EventType type) {
        return sourceOf(type) == Service.ORDERS ? OF_ORDERS : OF_OTHERS;
    }
}
