package dev.ticketing.shared.messaging;

import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.Snapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Reason;
import dev.ticketing.shared.events.TicketSnapshot.Refusal;
import dev.ticketing.shared.events.UserSnapshot;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Snapshots in every shape: each status, each reason, what is optional there and not there. */
final class Shapes {

    private static final Instant TIME = Instant.parse("2030-01-01T10:00:00Z");
    private static final Instant IN_NANOS = Instant.parse("2030-01-01T10:00:00.123456789Z");
    private static final long MAX_CENTS = 99_999_999;

    private Shapes() {}

    /** Every shape that the data of a type can have. */
    static List<? extends Snapshot> of(EventType type) {
        return switch (type) {
            case USER_CREATED, USER_UPDATED, USER_BANNED, USER_UNBANNED -> users().toList();
            case TICKET_CREATED, TICKET_UPDATED, TICKET_WITHDRAWN -> tickets().toList();
            case ORDER_CREATED, ORDER_UPDATED, ORDER_CANCELLED, ORDER_COMPLETED -> orders().toList();
            case EXPIRATION_COMPLETE -> List.of(new ExpirationComplete("o"));
            case CHARGE_CREATED, CHARGE_FAILED, CHARGE_REFUNDED -> charges().toList();
        };
    }

    /** What the data of a type is read as. */
    static Class<? extends Snapshot> kindOf(EventType type) {
        return of(type).get(0).getClass();
    }

    /** An event as a queue delivers it. */
    static JsonObject event(EventType type, String source, Snapshot snapshot) {
        long version = snapshot instanceof ExpirationComplete ? 0 : 1;
        var event = CloudEvent.of(type, source, "subject", version, snapshot, IN_NANOS);
        return new JsonObject(event.toJson().encode());
    }

    private static Stream<UserSnapshot> users() {
        return Arrays.stream(UserSnapshot.Status.values())
                .map(status -> new UserSnapshot("u", 1, "jörg@example.com", status));
    }

    private static Stream<TicketSnapshot> tickets() {
        return Arrays.stream(TicketSnapshot.Status.values())
                .flatMap(status -> thereOrNot(List.of("o")).flatMap(order -> thereOrNot(List.of(Reason.values()))
                        .map(reason -> new TicketSnapshot(
                                "t",
                                1,
                                "Concert \"🎸\"",
                                1,
                                "seller",
                                status,
                                order,
                                reason.isPresent() ? 1 : 0,
                                reason.map(why -> new Refusal("o", 1, why))))));
    }

    private static Stream<OrderSnapshot> orders() {
        var ticket = new OrderSnapshot.Ticket("t", MAX_CENTS, 1);
        return Arrays.stream(OrderSnapshot.Status.values())
                .flatMap(status -> thereOrNot(List.of(CancelReason.values())).flatMap(reason -> Stream.of(false, true)
                        .map(offered ->
                                new OrderSnapshot("o", 1, "buyer", status, TIME, IN_NANOS, reason, ticket, offered))));
    }

    private static Stream<ChargeSnapshot> charges() {
        return Arrays.stream(ChargeSnapshot.Status.values()).flatMap(status -> thereOrNot(List.of("pi"))
                .flatMap(intent -> thereOrNot(List.of("re")).flatMap(refund -> Stream.of(0L, 999L)
                        .map(back -> new ChargeSnapshot("o", 1, "o", status, 1999, "usd", intent, refund)
                                .withRefunded(back)))));
    }

    private static <T> Stream<Optional<T>> thereOrNot(List<T> values) {
        return Stream.concat(Stream.of(Optional.empty()), values.stream().map(Optional::of));
    }
}
