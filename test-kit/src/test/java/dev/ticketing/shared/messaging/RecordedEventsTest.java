package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.testkit.EventContract;
import dev.ticketing.testkit.Recorded;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a released version has published is still read, and what it said is still said the same way: a member that
 * is renamed, dropped, of another type or newly required fails here.
 */
class RecordedEventsTest {

    private static final EventContract CONTRACT = EventContract.read();

    static Stream<Arguments> recorded() {
        return Recorded.VERSIONS.stream().flatMap(version -> Arrays.stream(EventType.values())
                .filter(type -> !Recorded.events(version, type.wireName()).isEmpty())
                .map(type -> arguments(version, type)));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void every_type_of_event_is_recorded(EventType type) {
        assertThat(Recorded.VERSIONS).anySatisfy(version -> assertThat(Recorded.events(version, type.wireName()))
                .isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void an_event_of_a_released_version_is_read_and_everything_in_it_is_still_said(String version, EventType type) {
        for (var event : Recorded.events(version, type.wireName())) {
            assertThat(CONTRACT.problemsOf(event)).as("%s", event).isEmpty();
            assertSaysTheSame(event, readAndWritten(type, event));
        }
    }

    /** The control: these are the changes that are not additive. */
    @Test
    void a_change_that_is_not_additive_is_noticed() {
        var event = Recorded.events("1.0", "order.cancelled").get(0);
        var data = event.getJsonObject("data");
        var renamed = event.copy();
        renamed.getJsonObject("data").put("buyerId", data.getString("userId")).remove("userId");
        var dropped = event.copy();
        dropped.getJsonObject("data").remove("dueAt");
        var retyped = event.copy();
        retyped.getJsonObject("data").getJsonObject("ticket").put("reservation", "1");
        var reworded = event.copy();
        reworded.getJsonObject("data").put("status", "canceled");
        for (var changed : List.of(renamed, dropped, retyped, reworded)) {
            assertThatThrownBy(() -> assertSaysTheSame(event, changed)).isInstanceOf(AssertionError.class);
        }
        var added = event.copy();
        added.getJsonObject("data").put("colour", "red");
        assertSaysTheSame(event, added);
    }

    private static JsonObject readAndWritten(EventType type, JsonObject recorded) {
        var event = CloudEvent.fromJson(recorded);
        var snapshot = event.dataAs(Shapes.kindOf(type));
        var again =
                CloudEvent.of(type, event.source(), event.subject(), event.aggregateVersion(), snapshot, event.time());
        return new JsonObject(again.toJson().put("id", event.id()).encode());
    }

    /** Everything of the old one is in the new one; there may be more. */
    private static void assertSaysTheSame(JsonObject old, JsonObject now) {
        old.forEach(member -> {
            var value = now.getValue(member.getKey());
            if (member.getValue() instanceof JsonObject inner && value instanceof JsonObject newInner) {
                assertSaysTheSame(inner, newInner);
            } else {
                assertThat(value).as(member.getKey()).isEqualTo(member.getValue());
            }
        });
    }
}
