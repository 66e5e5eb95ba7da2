package dev.ticketing.shared.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every kind of event. The wire name is both the CloudEvents type and the routing key. */
public enum EventType {
    USER_CREATED("user.created"),
    USER_UPDATED("user.updated"),
    USER_BANNED("user.banned"),
    USER_UNBANNED("user.unbanned"),
    TICKET_CREATED("ticket.created"),
    TICKET_UPDATED("ticket.updated"),
    TICKET_WITHDRAWN("ticket.withdrawn"),
    ORDER_CREATED("order.created"),
    ORDER_UPDATED("order.updated"),
    ORDER_CANCELLED("order.cancelled"),
    ORDER_COMPLETED("order.completed"),
    EXPIRATION_COMPLETE("expiration.complete"),
    CHARGE_CREATED("charge.created"),
    CHARGE_FAILED("charge.failed"),
    CHARGE_REFUNDED("charge.refunded");

    private static final Map<String, EventType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The type of this wire name, or empty: a newer service may publish what this one does not know. */
    public static Optional<EventType> of(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }
}
