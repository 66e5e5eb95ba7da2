package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventTest {

    private static final Instant TIME = Instant.parse("2030-01-01T10:00:00.123456789Z");
    private static final Optional<String> NONE = Optional.empty();

    static Stream<Snapshot> snapshots() {
        return Stream.of(
                        Arrays.stream(UserSnapshot.Status.values())
                                .map(status -> new UserSnapshot("u", 3, "jörg@example.com", status)),
                        Arrays.stream(TicketSnapshot.Status.values())
                                .flatMap(status -> Stream.of(ticket(status, NONE, Optional.empty()))),
                        Arrays.stream(Reason.values())
                                .map(reason -> ticket(
                                        TicketSnapshot.Status.RESERVED,
                                        Optional.of("o2"),
                                        Optional.of(new Refusal("o1", 1, reason)))),
                        Arrays.stream(OrderSnapshot.Status.values()).map(status -> order(status, Optional.empty())),
                        Arrays.stream(CancelReason.values())
                                .map(reason -> order(OrderSnapshot.Status.CANCELLED, Optional.of(reason))),
                        Arrays.stream(ChargeSnapshot.Status.values())
                                .flatMap(status -> Stream.of(
                                        new ChargeSnapshot("c", 3, "o", status, 1999, "usd", NONE, NONE),
                                        new ChargeSnapshot(
                                                "c", 3, "o", status, 1, "eur", Optional.of("pi"), Optional.of("re")))),
                        Stream.of(new ExpirationComplete("o")))
                .flatMap(snapshots -> snapshots);
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void every_snapshot_reads_back_as_it_was_written(Snapshot snapshot) {
        var sent = CloudEvent.of(EventType.ORDER_CREATED, "orders", "subject", 3, snapshot, TIME);
        var received = CloudEvent.fromJson(new JsonObject(sent.toJson().encode()));

        assertThat(received).isEqualTo(sent);
        assertThat(received.dataAs(snapshot.getClass())).isEqualTo(snapshot);
    }

    @Test
    void an_order_event_looks_as_the_contract_says() {
        var event = CloudEvent.of(
                EventType.ORDER_CANCELLED,
                "orders",
                "o",
                3,
                order(OrderSnapshot.Status.CANCELLED, Optional.of(CancelReason.PAYMENT_FAILED)),
                TIME);

        assertThat(event.toJson()).isEqualTo(new JsonObject("""
                        {"specversion": "1.0", "id": "%s", "source": "orders", "type": "order.cancelled",
                         "subject": "o", "time": "2030-01-01T10:00:00.123456789Z",
                         "datacontenttype": "application/json", "aggregateversion": 3,
                         "data": {"id": "o", "userId": "buyer", "status": "cancelled",
                                  "expiresAt": "2030-01-01T10:15:00Z", "dueAt": "2030-01-01T10:15:05Z",
                                  "cancelReason": "payment-failed",
                                  "ticket": {"id": "t", "price": 99999999, "reservation": 7}}}
                        """.formatted(event.id())));
    }

    @Test
    void a_ticket_event_looks_as_the_contract_says() {
        var refusal = new Refusal("o1", 1, Reason.PRICE_CHANGED);
        var data = SnapshotJson.write(ticket(TicketSnapshot.Status.RESERVED, Optional.of("o2"), Optional.of(refusal)));

        assertThat(data).isEqualTo(new JsonObject("""
                        {"id": "t", "title": "Concert \\"🎸\\"", "price": 1999, "userId": "seller", "status": "reserved",
                         "orderId": "o2", "reservation": 9007199254740993,
                         "refused": {"orderId": "o1", "reservation": 1, "reason": "price-changed"}}
                        """));
    }

    @Test
    void two_events_never_have_the_same_id() {
        assertThat(CloudEvent.of(EventType.ORDER_CREATED, "s", "o", 1, new ExpirationComplete("o"), TIME)
                        .id())
                .isNotEqualTo(CloudEvent.of(EventType.ORDER_CREATED, "s", "o", 1, new ExpirationComplete("o"), TIME)
                        .id());
    }

    @Test
    void members_that_a_newer_service_adds_are_ignored() {
        var json = envelope();
        json.put("traceparent", "00-1-2-01").getJsonObject("data").put("colour", "red");

        assertThat(CloudEvent.fromJson(json).dataAs(OrderSnapshot.class).id()).isEqualTo("o");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "source", "subject", "time", "aggregateversion", "data"})
    void an_event_without_a_required_attribute_is_malformed(String name) {
        var without = envelope();
        without.remove(name);

        assertMalformed(without);
        assertMalformed(envelope().putNull(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id|7",
                "id|{\"$gt\":\"\"}",
                "subject|{\"$gt\":\"\"}",
                "subject|[\"o\"]",
                "type|true",
                "time|\"yesterday\"",
                "time|1893492000",
                "time|\"2030-13-01T00:00:00Z\"",
                "aggregateversion|\"3\"",
                "aggregateversion|3.5",
                "aggregateversion|1e400",
                "aggregateversion|9223372036854775808",
                "aggregateversion|true",
                "data|\"text\"",
                "data|[]",
                "data|5"
            })
    void an_attribute_of_a_wrong_type_is_malformed(String name, String value) {
        assertMalformed(envelope().mergeIn(new JsonObject("{\"" + name + "\":" + value + "}")));
    }

    static Stream<Arguments> requiredData() {
        return Stream.of(
                        List.of(
                                new UserSnapshot("u", 3, "a@b.c", UserSnapshot.Status.ACTIVE),
                                List.of("id", "email", "status")),
                        List.of(
                                ticket(TicketSnapshot.Status.SOLD, NONE, Optional.empty()),
                                List.of("id", "title", "price", "userId", "status", "reservation")),
                        List.of(
                                order(OrderSnapshot.Status.CREATED, Optional.empty()),
                                List.of("id", "userId", "status", "expiresAt", "dueAt", "ticket")),
                        List.of(
                                new ChargeSnapshot("c", 3, "o", ChargeSnapshot.Status.FAILED, 1, "usd", NONE, NONE),
                                List.of("id", "orderId", "status", "amount", "currency")),
                        List.of(new ExpirationComplete("o"), List.of("orderId")))
                .flatMap(row -> ((List<?>) row.get(1)).stream().map(member -> arguments(row.get(0), member)));
    }

    @ParameterizedTest
    @MethodSource("requiredData")
    void data_without_a_required_member_or_with_one_of_a_wrong_type_is_malformed(Snapshot snapshot, String member) {
        var data = SnapshotJson.write(snapshot);
        var without = data.copy();
        without.remove(member);

        assertMalformed(without, snapshot.getClass());
        assertMalformed(data.copy().putNull(member), snapshot.getClass());
        assertMalformed(data.copy().put(member, true), snapshot.getClass());
        assertMalformed(data.copy().put(member, new JsonObject().put("$gt", "")), snapshot.getClass());
    }

    @ParameterizedTest
    @CsvSource({"status, bought", "expiresAt, soon", "dueAt, ''"})
    void an_order_of_unknown_words_is_malformed(String member, String value) {
        var data = SnapshotJson.write(order(OrderSnapshot.Status.CREATED, Optional.empty()));

        assertMalformed(data.put(member, value), OrderSnapshot.class);
    }

    @Test
    void a_reason_that_only_a_newer_service_knows_keeps_nobody_from_hearing_that_an_order_is_over() {
        var data = SnapshotJson.write(order(OrderSnapshot.Status.CANCELLED, Optional.of(CancelReason.EXPIRED)));
        var newer = envelope().put("data", data.put("cancelReason", "cat-on-keyboard"));

        assertThat(CloudEvent.fromJson(newer).dataAs(OrderSnapshot.class))
                .isEqualTo(order(OrderSnapshot.Status.CANCELLED, Optional.empty()));
    }

    @Test
    void a_refusal_for_a_reason_that_only_a_newer_service_knows_is_a_refusal_all_the_same() {
        var refusal = new Refusal("o1", 1, Reason.PRICE_CHANGED);
        var data = SnapshotJson.write(ticket(TicketSnapshot.Status.AVAILABLE, NONE, Optional.of(refusal)));
        data.getJsonObject("refused").put("reason", "cat-on-keyboard");

        assertThat(CloudEvent.fromJson(envelope().put("data", data))
                        .dataAs(TicketSnapshot.class)
                        .refused())
                .hasValue(new Refusal("o1", 1, Reason.TICKET_UNAVAILABLE));
    }

    @Test
    void optional_members_of_a_wrong_type_are_malformed() {
        var ticket = SnapshotJson.write(ticket(TicketSnapshot.Status.SOLD, NONE, Optional.empty()));

        assertMalformed(ticket.copy().put("refused", "o1"), TicketSnapshot.class);
        assertMalformed(ticket.copy().put("refused", new JsonObject()), TicketSnapshot.class);
        assertMalformed(ticket.copy().put("orderId", new JsonObject().put("$gt", "")), TicketSnapshot.class);
        assertMalformed(ticket.copy().put("price", 19.99), TicketSnapshot.class);
    }

    private static JsonObject envelope() {
        var snapshot = order(OrderSnapshot.Status.CREATED, Optional.empty());
        return CloudEvent.of(EventType.ORDER_CREATED, "orders", "o", 3, snapshot, TIME)
                .toJson();
    }

    private static void assertMalformed(JsonObject envelope) {
        assertThatThrownBy(() -> CloudEvent.fromJson(envelope)).isInstanceOf(MalformedEventException.class);
    }

    private static void assertMalformed(JsonObject data, Class<? extends Snapshot> kind) {
        var event = CloudEvent.fromJson(envelope().put("data", data));

        assertThatThrownBy(() -> event.dataAs(kind))
                .as("%s", data)
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("malformed event: ");
    }

    /** A reservation that a double cannot hold. */
    private static TicketSnapshot ticket(
            TicketSnapshot.Status status, Optional<String> orderId, Optional<Refusal> refused) {
        return new TicketSnapshot(
                "t", 3, "Concert \"🎸\"", 1999, "seller", status, orderId, 9_007_199_254_740_993L, refused);
    }

    private static OrderSnapshot order(OrderSnapshot.Status status, Optional<CancelReason> reason) {
        return new OrderSnapshot(
                "o",
                3,
                "buyer",
                status,
                Instant.parse("2030-01-01T10:15:00Z"),
                Instant.parse("2030-01-01T10:15:05Z"),
                reason,
                new OrderSnapshot.Ticket("t", 99_999_999, 7));
    }
}
