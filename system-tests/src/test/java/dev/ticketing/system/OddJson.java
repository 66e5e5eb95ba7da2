package dev.ticketing.system;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * JSON texts, a character for each byte of UTF-8, that a schema takes, nearly takes, or does not take at all. What is simplest comes first, so that
 * shrinking leads there.
 */
final class OddJson {

    private static final int LONGEST_TEXT = 20_000;
    private static final int DEEPEST = 20_000;
    private static final int MOST_MEMBERS = 2_000;

    private final List<String> ids;

    /**
     * Prepares them.
     *
     * @param ids of things that there are
     */
    OddJson(List<String> ids) {
        this.ids = ids;
    }

    /** Values for a schema, mostly such as it takes. */
    Arbitrary<String> of(JsonObject schema, Object example) {
        return schema.containsKey("properties")
                ? Arbitraries.frequencyOf(
                        Tuple.of(12, object(schema, example)),
                        Tuple.of(1, objectWithMore(schema, example)),
                        Tuple.of(1, odd()))
                : Arbitraries.frequencyOf(Tuple.of(8, good(schema, example)), Tuple.of(3, odd()));
    }

    private Arbitrary<String> object(JsonObject schema, Object example) {
        return Combinators.combine(members(schema, example)).as(OddJson::object);
    }

    /** Members that are unknown, or doubled. */
    private Arbitrary<String> objectWithMore(JsonObject schema, Object example) {
        var names =
                Arbitraries.of(schema.getJsonObject("properties").fieldNames()).map(OddJson::quoted);
        var more = Combinators.combine(Arbitraries.oneOf(names, text()), odd())
                .as((name, value) -> name + ":" + value)
                .list()
                .ofMaxSize(5);
        return Combinators.combine(Combinators.combine(members(schema, example)).as(all -> all), more)
                .as((members, others) -> {
                    var all = new ArrayList<>(members);
                    all.addAll(others);
                    return object(all);
                });
    }

    private List<Arbitrary<String>> members(JsonObject schema, Object example) {
        var members = new ArrayList<Arbitrary<String>>();
        schema.getJsonObject("properties").forEach(property -> {
            var value = example instanceof JsonObject object ? object.getValue(property.getKey()) : null;
            var name = quoted(property.getKey()) + ":";
            var described = property.getValue() instanceof JsonObject known ? known : new JsonObject();
            members.add(Arbitraries.frequencyOf(
                    Tuple.of(
                            15,
                            of(described, property.getKey().endsWith("Id") ? null : value)
                                    .map(name::concat)),
                    Tuple.of(1, Arbitraries.just(""))));
        });
        return members;
    }

    private static String object(List<String> members) {
        return members.stream().filter(member -> !member.isEmpty()).collect(Collectors.joining(",", "{", "}"));
    }

    /** The example, and what lies at the schema's bounds. */
    private Arbitrary<String> good(JsonObject schema, Object example) {
        var values = new ArrayList<String>();
        if (example != null) {
            values.add(Json.encode(example));
        } else if ("string".equals(schema.getValue("type")) && !schema.containsKey("pattern")) {
            ids.forEach(id -> values.add(quoted(id)));
        }
        schema.getJsonArray("enum", new JsonArray()).forEach(value -> values.add(Json.encode(value)));
        for (var bound : List.of("minimum", "maximum", "exclusiveMinimum", "multipleOf", "default")) {
            if (schema.containsKey(bound)) {
                values.add(Json.encode(schema.getValue(bound)));
            }
        }
        for (var bound : List.of("minLength", "maxLength")) {
            int length = schema.getInteger(bound, 0);
            Collections.addAll(values, quoted("x".repeat(length)), quoted("x".repeat(length + 1)));
        }
        return Arbitraries.of(values);
    }

    /** Anything: what is known to be troublesome, and what nobody has thought of. */
    static Arbitrary<String> odd() {
        return Arbitraries.oneOf(
                Arbitraries.of(FieldValues.all()).map(OddJson::utf8),
                text(),
                number(),
                nested(),
                wide(),
                Arbitraries.of(FieldValues.none()).map(OddJson::utf8));
    }

    /** Each byte as the character of its number. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** A string of any characters, half ones among them. */
    private static Arbitrary<String> text() {
        var length = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.integers().between(0, 300)),
                Tuple.of(1, Arbitraries.integers().between(0, LONGEST_TEXT)));
        var pieces = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(20);
        return Combinators.combine(pieces, length).as((piece, times) -> {
            var text = piece.repeat(times / piece.length() + 1);
            return quoted(text.substring(0, times));
        });
    }

    private static Arbitrary<String> number() {
        return Combinators.combine(
                        Arbitraries.bigIntegers(),
                        Arbitraries.of("", ".0", ".5", ".005", "e0", "e-2", "e2"),
                        Arbitraries.integers().between(-500, 500),
                        Arbitraries.of(false, true))
                .as((whole, tail, exponent, scientific) ->
                        whole + tail + (scientific && !tail.startsWith("e") ? "e" + exponent : ""));
    }

    private static Arbitrary<String> nested() {
        var levels = Arbitraries.of("[", "{\"a\":", "[{\"$or\":");
        return Combinators.combine(levels, Arbitraries.integers().between(1, DEEPEST), Arbitraries.of(true, false))
                .as((open, depth, closed) -> {
                    int times = depth / open.length() + 1;
                    var close = open.equals("[") ? "]" : open.startsWith("{") ? "}" : "}]";
                    return open.repeat(times) + "1" + (closed ? close.repeat(times) : "");
                });
    }

    /** Many members, of one name or each of its own, which may all have the same hash. */
    private static Arbitrary<String> wide() {
        return Combinators.combine(Arbitraries.integers().between(1, MOST_MEMBERS), Arbitraries.of(0, 1, 2))
                .as((count, kind) -> IntStream.range(0, count)
                        .mapToObj(i -> kind == 0 ? "\"a\":1" : quoted(kind == 1 ? "k" + i : colliding(i)) + ":" + i)
                        .collect(Collectors.joining(",", "{", "}")));
    }

    /** "Aa" and "BB" have one hash, and so has whatever is made of them. */
    private static String colliding(int number) {
        return Integer.toBinaryString(number + MOST_MEMBERS).replace("0", "Aa").replace("1", "BB");
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= ' ' && unit <= '~' && unit != '"' && unit != '\\') {
                quoted.append(unit);
            } else {
                quoted.append("\\u").append(HexFormat.of().toHexDigits(unit));
            }
        }
        return quoted.append('"').toString();
    }
}
