package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Route.Field;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies of every wrong kind, for every operation: each is refused in the agreed shape, or served where in truth nothing
 * is wrong with it, and only what was acknowledged is stored.
 */
@Tag("long")
@WithBackends
class BadBodyIT extends BadInput {

    private static final int ENOUGH = 100;
    private static final Buffer EMPTY_OBJECT = Buffer.buffer("{}");
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private static final List<String> JSON_TYPES = List.of(
            "application/json",
            "Application/JSON",
            "application/json;",
            "application/json ; charset=utf-8",
            "application/json; charset=utf-16",
            "application/json; charset=\"",
            "application/json; a=" + "b".repeat(5_000));

    private static final List<String> OTHER_TYPES = List.of(
            "",
            "text/plain",
            "text/json",
            "application/jsonp",
            "application/json+x",
            "application/x-json",
            "application/vnd.api+json",
            "application/json/x",
            "application/json, text/plain",
            "text/plain, application/json",
            "text/plain; application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "multipart/form-data; boundary=" + "x".repeat(5_000),
            "multipart/mixed; boundary=x",
            "application/xml",
            "application/octet-stream",
            "application/*",
            "*/*",
            "json",
            "/",
            ";",
            "x/" + "y".repeat(10_000));

    private static Stored stored;

    @BeforeAll
    static void openBooks(Backends backends) {
        stored = new Stored(backends);
    }

    static Stream<Route> withFields() {
        return routes.stream().filter(route -> !route.fields().isEmpty());
    }

    static Stream<Route> withoutFields() {
        return routes.stream().filter(route -> route.fields().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("withFields")
    void a_value_of_the_wrong_kind_is_400_and_names_its_field(Route route) {
        var attack = new Attack(market, stored, route);
        for (var field : route.fields()) {
            var values = FieldValues.of(field);
            assertThat(values).hasSizeGreaterThan(ENOUGH);
            values.forEach(
                    value -> attack.add(value.name(), route.bodyWith(field, value.json()), field, value.expected()));
        }
        attack.launch();
    }

    @ParameterizedTest
    @MethodSource("withFields")
    void a_missing_field_is_400_and_named_and_all_of_them_when_all_are_missing(Route route) {
        var attack = new Attack(market, stored, route);
        for (var field : route.fields()) {
            var expected = field.required() ? Expected.NAMED : Expected.SERVED;
            attack.add("no " + field.name(), route.bodyWithout(field), field, expected);
        }
        attack.launch();
        var required =
                route.fields().stream().filter(Field::required).map(Field::name).toArray(String[]::new);
        Refusal.expect(400, attack.send(JSON, Buffer.buffer("{}"))).naming(required);
    }

    @ParameterizedTest
    @MethodSource("withFields")
    void a_body_that_is_no_json_object_is_400(Route route) {
        var attack = new Attack(market, stored, route);
        Bodies.of(route).forEach(body -> attack.add(body.name(), JSON, body.bytes(), null, body.expected()));
        attack.launch();
    }

    @ParameterizedTest
    @MethodSource("withoutFields")
    void where_no_body_is_looked_at_only_too_large_a_one_is_refused(Route route) {
        var attack = new Attack(market, stored, route);
        Bodies.ofNoInterest().forEach(body -> attack.add(body.name(), JSON, body.bytes(), null, body.expected()));
        attack.launch();
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_body_that_is_not_called_json_is_415_where_it_would_change_something(Route route) {
        var attack = new Attack(market, stored, route);
        var served = route.fields().isEmpty() ? Expected.SERVED : Expected.REFUSED;
        for (var type : JSON_TYPES) {
            attack.add("content-type: " + type, Map.of("content-type", type), EMPTY_OBJECT, null, served);
        }
        var refused = route.changesState() ? Expected.NOT_JSON : Expected.SERVED;
        for (var type : OTHER_TYPES) {
            attack.add("content-type: " + type, Map.of("content-type", type), EMPTY_OBJECT, null, refused);
        }
        attack.add("no content-type", Map.of(), EMPTY_OBJECT, null, refused);
        attack.launch();
    }

    /** Without a body there is nothing to be called anything. */
    @ParameterizedTest
    @MethodSource("all")
    void what_no_body_is_called_does_not_matter(Route route) {
        var attack = new Attack(market, stored, route);
        var expected = route.fields().isEmpty() ? Expected.SERVED : Expected.REFUSED;
        for (var type : OTHER_TYPES) {
            attack.add("no body, content-type: " + type, Map.of("content-type", type), Buffer.buffer(), null, expected);
        }
        attack.launch();
    }

    @ParameterizedTest
    @MethodSource("withFields")
    void a_compressed_body_is_400(Route route) {
        var headers = Map.of("content-type", "application/json", "content-encoding", "gzip");
        var attack = new Attack(market, stored, route);
        attack.add("gzip", headers, Buffer.buffer(Bodies.gzip(route.validBody())), null, Expected.MALFORMED);
        var bomb = Buffer.buffer(Bodies.gzip(" ".repeat(10_000_000)));
        attack.add("10 MB in " + bomb.length() + " bytes", headers, bomb, null, Expected.MALFORMED);
        attack.launch();
    }
}
