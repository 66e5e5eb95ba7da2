package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.testkit.EventContract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas of the AsyncAPI file take exactly what the code writes. */
class EventSchemasTest {

    private static final EventContract CONTRACT = EventContract.read();
    private static final JsonObject SCHEMAS =
            CONTRACT.document().getJsonObject("components").getJsonObject("schemas");

    @ParameterizedTest
    @EnumSource(EventType.class)
    void whatever_is_published_is_as_its_schema_says(EventType type) {
        assertThat(written(type)).isNotEmpty().allSatisfy(event -> assertThat(CONTRACT.problemsOf(event))
                .as("%s", event)
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "USER_CREATED, /user",
        "TICKET_CREATED, /ticket",
        "TICKET_CREATED, /ticket/properties/refused",
        "ORDER_CREATED, /order",
        "ORDER_CREATED, /order/properties/ticket",
        "EXPIRATION_COMPLETE, /expiration",
        "CHARGE_CREATED, /charge"
    })
    void a_schema_has_the_members_that_are_written_and_requires_those_that_always_are(EventType type, String schema) {
        var object = (JsonObject) JsonPointer.from(schema).queryJson(SCHEMAS);
        var member = schema.contains("/properties/") ? schema.substring(schema.lastIndexOf('/') + 1) : "";
        var written = written(type).stream()
                .map(event -> event.getJsonObject("data"))
                .map(data -> member.isEmpty() ? data : data.getJsonObject(member))
                .filter(data -> data != null)
                .map(JsonObject::fieldNames)
                .toList();

        var ever = written.stream().flatMap(Set::stream).collect(Collectors.toSet());
        assertThat(object.getJsonObject("properties").fieldNames()).isEqualTo(ever);
        ever.removeIf(name -> !written.stream().allMatch(names -> names.contains(name)));
        assertThat(object.getJsonArray("required").stream().collect(Collectors.toSet()))
                .isEqualTo(ever);
        assertThat(object.getBoolean("additionalProperties")).isFalse();
    }

    @Test
    void every_enum_has_the_values_that_the_code_knows() {
        var enums = new TreeSet<String>();
        collectEnums("", SCHEMAS, enums);
        assertThat(enums)
                .containsExactlyInAnyOrder(
                        "/user/properties/status " + names(UserSnapshot.Status.class),
                        "/ticket/properties/status " + names(TicketSnapshot.Status.class),
                        "/ticket/properties/refused/properties/reason " + names(TicketSnapshot.Reason.class),
                        "/order/properties/status " + names(OrderSnapshot.Status.class),
                        "/order/properties/cancelReason " + names(OrderSnapshot.CancelReason.class),
                        "/charge/properties/status " + names(ChargeSnapshot.Status.class));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void the_examples_are_events_of_their_type_that_the_code_reads_and_writes_the_same(EventType type) {
        var examples = CONTRACT.document()
                .getJsonObject("components")
                .getJsonObject("messages")
                .getJsonObject(type.wireName())
                .getJsonArray("examples");
        assertThat(examples).isNotEmpty().allSatisfy(example -> {
            var event = ((JsonObject) example).getJsonObject("payload");
            assertThat(event.getString("type")).isEqualTo(type.wireName());
            assertThat(CONTRACT.problemsOf(event)).isEmpty();
            assertThat(readAndWritten(type, event)).isEqualTo(event);
        });
    }

    static Stream<Arguments> missingMembers() {
        return Arrays.stream(EventType.values()).flatMap(type -> {
            var event = fullest(type);
            var data = event.getJsonObject("data");
            var ofEnvelope = event.fieldNames().stream().map(name -> arguments(type, "/" + name));
            var ofData = data.fieldNames().stream().map(name -> arguments(type, "/data/" + name));
            var nested = data.fieldNames().stream()
                    .filter(name -> data.getValue(name) instanceof JsonObject)
                    .flatMap(name -> data.getJsonObject(name).fieldNames().stream()
                            .map(inner -> arguments(type, "/data/" + name + "/" + inner)));
            return Stream.of(ofEnvelope, ofData, nested).flatMap(members -> members);
        });
    }

    @ParameterizedTest
    @MethodSource("missingMembers")
    void a_member_that_is_missing_null_or_of_a_wrong_type_is_noticed(EventType type, String member) {
        if (!isOptional(member)) {
            assertNoticed(without(fullest(type), member));
        }
        assertNoticed(with(fullest(type), member, null));
        assertNoticed(with(fullest(type), member, member.equals("/data/offered") ? "true" : true));
        assertNoticed(with(fullest(type), member, new JsonObject().put("$gt", "")));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void a_member_too_many_is_noticed(EventType type) {
        assertNoticed(with(fullest(type), "/colour", "red"));
        assertNoticed(with(fullest(type), "/data/colour", "red"));
        fullest(type).getJsonObject("data").stream()
                .filter(member -> member.getValue() instanceof JsonObject)
                .forEach(member -> assertNoticed(with(fullest(type), "/data/" + member.getKey() + "/colour", "red")));
    }

    @ParameterizedTest
    @CsvSource({
        "TICKET_UPDATED, /data/price, 19.99",
        "TICKET_UPDATED, /data/price, 0",
        "TICKET_UPDATED, /data/price, 100000000",
        "TICKET_UPDATED, /data/price, '\"1999\"'",
        "TICKET_UPDATED, /data/title, '\"\"'",
        "TICKET_UPDATED, /data/status, '\"Sold\"'",
        "TICKET_UPDATED, /data/status, '\"complete\"'",
        "TICKET_UPDATED, /data/refused/reason, '\"sold\"'",
        "TICKET_UPDATED, /data/reservation, -1",
        "ORDER_UPDATED, /data/ticket/price, 19.99",
        "ORDER_UPDATED, /data/ticket/reservation, 0",
        "ORDER_UPDATED, /data/status, '\"awaiting-payment\"'",
        "ORDER_UPDATED, /data/cancelReason, '\"bored\"'",
        "ORDER_UPDATED, /data/expiresAt, '\"2030-01-01\"'",
        "ORDER_UPDATED, /data/expiresAt, '\"2030-01-01T10:00:00\"'",
        "ORDER_UPDATED, /data/dueAt, '\"2030-01-01T10:00:00+01:00\"'",
        "ORDER_UPDATED, /data/dueAt, '\"2030-13-01T10:00:00Z\"'",
        "CHARGE_FAILED, /data/amount, 19.99",
        "CHARGE_FAILED, /data/currency, '\"USD\"'",
        "CHARGE_FAILED, /data/status, '\"Failed\"'",
        "CHARGE_FAILED, /data/stripeId, '\"\"'",
        "USER_CREATED, /data/email, '\"nobody\"'",
        "USER_CREATED, /data/status, '\"asleep\"'",
        "USER_CREATED, /specversion, '\"0.3\"'",
        "USER_CREATED, /id, '\"7\"'",
        "USER_CREATED, /type, '\"user.renamed\"'",
        "USER_CREATED, /type, '\"order.created\"'",
        "USER_CREATED, /source, '\"orders\"'",
        "USER_CREATED, /subject, '\"\"'",
        "USER_CREATED, /time, '\"yesterday\"'",
        "USER_CREATED, /datacontenttype, '\"text/plain\"'",
        "USER_CREATED, /aggregateversion, 0",
        "USER_CREATED, /aggregateversion, 1.5",
        "EXPIRATION_COMPLETE, /aggregateversion, 1"
    })
    void a_wrong_value_is_noticed(EventType type, String member, String value) {
        assertNoticed(with(fullest(type), member, new JsonArray("[" + value + "]").getValue(0)));
    }

    private static List<JsonObject> written(EventType type) {
        var sender = CONTRACT.senderOf(type);
        return Shapes.of(type).stream()
                .map(shape -> Shapes.event(type, sender, shape))
                .toList();
    }

    /** The event with the most members; there is nothing wrong with it. */
    private static JsonObject fullest(EventType type) {
        var fullest = written(type).stream()
                .max((one, other) ->
                        Integer.compare(one.encode().length(), other.encode().length()))
                .orElseThrow();
        assertThat(CONTRACT.problemsOf(fullest)).isEmpty();
        return fullest;
    }

    private static boolean isOptional(String member) {
        return List.of(
                        "/data/orderId",
                        "/data/refused",
                        "/data/cancelReason",
                        "/data/offered",
                        "/data/stripeId",
                        "/data/stripeRefundId",
                        "/data/refundedAmount")
                .contains(member);
    }

    private static JsonObject readAndWritten(EventType type, JsonObject json) {
        var event = CloudEvent.fromJson(json);
        var data = SnapshotJson.write(event.dataAs(Shapes.kindOf(type)));
        var again = new CloudEvent(
                event.id(),
                event.type(),
                event.source(),
                event.subject(),
                event.time(),
                event.aggregateVersion(),
                data,
                event.traceparent());
        return new JsonObject(again.toJson().encode());
    }

    private static JsonObject with(JsonObject event, String member, Object value) {
        JsonPointer.from(member).writeJson(event, value);
        return event;
    }

    private static JsonObject without(JsonObject event, String member) {
        int last = member.lastIndexOf('/');
        var parent = (JsonObject) JsonPointer.from(member.substring(0, last)).queryJson(event);
        parent.remove(member.substring(last + 1));
        return event;
    }

    private static void assertNoticed(JsonObject event) {
        assertThat(CONTRACT.problemsOf(event)).as("%s", event).isNotEmpty();
    }

    private static void collectEnums(String at, JsonObject schema, Set<String> found) {
        schema.forEach(entry -> {
            if (entry.getValue() instanceof JsonObject inner) {
                collectEnums(at + "/" + entry.getKey(), inner, found);
            } else if (entry.getKey().equals("enum")) {
                found.add(at + " " + schema.getJsonArray("enum").getList());
            }
        });
    }

    private static String names(Class<? extends Enum<?>> kind) {
        return Arrays.stream(kind.getEnumConstants()).map(WireName::of).toList().toString();
    }
}
