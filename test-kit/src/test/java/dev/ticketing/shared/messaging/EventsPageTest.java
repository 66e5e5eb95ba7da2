package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.testkit.EventContract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/events.md says what the AsyncAPI file says. */
class EventsPageTest {

    private static final EventContract CONTRACT = EventContract.read();
    private static final JsonObject COMPONENTS = CONTRACT.document().getJsonObject("components");
    private static final Map<String, String> SCHEMA_OF_SECTION = Map.of(
            "The envelope", "envelope",
            "Users", "user",
            "Tickets", "ticket",
            "Orders", "order",
            "Timers", "expiration",
            "Charges", "charge");

    private final EventsPage page;

    EventsPageTest() throws IOException {
        page = EventsPage.read();
    }

    @Test
    void it_has_every_example_of_the_file_and_no_other() {
        checkExamples(page);
    }

    @Test
    void its_tables_have_the_members_of_the_schemas() {
        checkTables(page);
    }

    @Test
    void it_says_who_sends_and_who_receives_what() {
        checkTypes(page);
    }

    @Test
    void it_names_the_headers_of_a_dead_letter() {
        var headers = COMPONENTS
                .getJsonObject("messages")
                .getJsonObject("dead.letter")
                .getJsonObject("headers");
        assertThat(EventsPage.code(page.sectionOf("Dead letters")))
                .containsAll(headers.getJsonObject("properties").fieldNames());
    }

    @Test
    void it_links_to_the_file() {
        var link = "../shared/src/main/resources/dev/ticketing/shared/events/asyncapi.yaml";
        assertThat(page.text()).contains("](" + link + ")");
        assertThat(EventsPage.FILE.resolveSibling(link)).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"price\": 1999; \"price\": 19.99",
                "\"status\": \"available\"; \"status\": \"free\"",
                "\"cancelReason\": \"expired\"; \"cancelReason\": \"expired\", \"more\": 1"
            })
    void an_example_that_differs_is_noticed(String right, String wrong) {
        assertNoticed(() -> checkExamples(changed(right, wrong)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "| `userId` | id | the buyer |; | `buyerId` | id | the buyer |",
                "| `orderId` | id, optional |; | `orderId` | id |",
                "| `email` | text |; | `email` | text, optional |",
                "| `refused.reason` | `ticket-unavailable`, `price-changed` |; | `refused.reason` | `price-changed` |",
                "| `currency` | text |; | `cur` | text |"
            })
    void a_member_that_differs_is_noticed(String right, String wrong) {
        assertNoticed(() -> checkTables(changed(right, wrong)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "its ticket sold | orders | tickets, expiration, payments |; its ticket sold | orders | tickets |",
                "| money was captured | payments |; | money was captured | orders |",
                "`charge.failed`](#charges); `charge.lost`](#charges)"
            })
    void a_type_that_differs_is_noticed(String right, String wrong) {
        assertNoticed(() -> checkTypes(changed(right, wrong)));
    }

    private EventsPage changed(String right, String wrong) {
        assertThat(page.text()).contains(right);
        return new EventsPage(page.text().replace(right, wrong));
    }

    private static void assertNoticed(Runnable check) {
        assertThatThrownBy(check::run).isInstanceOf(AssertionError.class);
    }

    private static void checkExamples(EventsPage page) {
        var inFile = COMPONENTS.getJsonObject("messages").stream()
                .map(message -> ((JsonObject) message.getValue()).getJsonArray("examples", new JsonArray()))
                .flatMap(JsonArray::stream)
                .map(example -> ((JsonObject) example).getJsonObject("payload"))
                .toList();
        assertThat(page.examples()).containsExactlyInAnyOrderElementsOf(inFile);
    }

    private static void checkTables(EventsPage page) {
        SCHEMA_OF_SECTION.forEach((section, schema) -> {
            var expected = new LinkedHashMap<String, String>();
            describe("", COMPONENTS.getJsonObject("schemas").getJsonObject(schema), expected);
            var actual = page.table(section).stream()
                    .collect(Collectors.toMap(
                            EventsPage.Row::name, row -> describe(row.cells().get(0))));
            assertThat(actual).as(section).isEqualTo(expected);
        });
    }

    /** Each member of a schema with what the page should say of it: its only values, and whether it is optional. */
    private static void describe(String prefix, JsonObject schema, Map<String, String> found) {
        var required = schema.getJsonArray("required");
        schema.getJsonObject("properties").forEach(entry -> {
            var member = CONTRACT.resolve((JsonObject) entry.getValue());
            var optional = required.contains(entry.getKey()) ? "" : " optional";
            found.put(prefix + entry.getKey(), values(member) + optional);
            if (member.containsKey("properties")) {
                describe(entry.getKey() + ".", member, found);
            }
        });
    }

    private static List<?> values(JsonObject schema) {
        return schema.containsKey("const")
                ? List.of('"' + schema.getString("const") + '"')
                : schema.getJsonArray("enum", new JsonArray()).getList();
    }

    private static String describe(String cell) {
        return EventsPage.code(cell) + (cell.endsWith("optional") ? " optional" : "");
    }

    private static void checkTypes(EventsPage page) {
        var expected = Arrays.stream(EventType.values())
                .collect(Collectors.toMap(
                        EventType::wireName, type -> CONTRACT.senderOf(type) + " to " + receiversOf(type)));
        var actual = page.table("").stream()
                .collect(Collectors.toMap(
                        EventsPage.Row::name,
                        row -> row.cells().get(1) + " to "
                                + Arrays.stream(row.cells().get(2).split(", ", -1))
                                        .sorted()
                                        .toList()));
        assertThat(actual).isEqualTo(expected);
    }

    private static List<String> receiversOf(EventType type) {
        var receivers = new ArrayList<String>();
        CONTRACT.document().getJsonObject("operations").forEach(entry -> {
            var operation = (JsonObject) entry.getValue();
            var channel = CONTRACT.resolve(operation.getJsonObject("channel"));
            if (operation.getString("action").equals("receive")
                    && channel.getJsonObject("messages").containsKey(type.wireName())) {
                receivers.add(entry.getKey().substring(0, entry.getKey().indexOf('.')));
            }
        });
        return receivers.stream().sorted().toList();
    }
}
