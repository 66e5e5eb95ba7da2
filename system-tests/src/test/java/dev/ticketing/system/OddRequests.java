package dev.ticketing.system;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Requests for operations as their documents describe them, with something odd about most. */
final class OddRequests {

    private static final int LONGEST_SEGMENT = 3_000;
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X");

    private static final List<String> TYPES = List.of(
            "application/json; charset=utf-16",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "application/json, text/plain",
            "application/*",
            "");

    private static final List<String> HEADERS = List.of(
            "origin: https://evil.example",
            "origin: null",
            "sec-fetch-site: cross-site",
            "x-forwarded-for: 127.0.0.1, ::1, $ne",
            "x-forwarded-host: evil.example",
            "x-http-method-override: DELETE",
            "x-original-url: /api/payments/totals",
            "accept: text/html",
            "accept-encoding: *;q=0",
            "content-encoding: gzip",
            "expect: 200-ok",
            "if-match: \"-1\"",
            "if-none-match: *",
            "range: bytes=0-0,1-1,-1",
            "traceparent: 00-00000000000000000000000000000000-0000000000000000-ff",
            "upgrade: websocket",
            "authorization: Bearer null",
            "forwarded: for=\"[::1]\";host=evil.example");

    /**
     * One request.
     *
     * @param plain whether nothing is odd but parameters' and fields' values: then the answer is one of the operation's
     */
    record Shot(Described operation, RawRequest request, boolean plain) {
        @Override
        public String toString() {
            var shown = request.text()
                    .chars()
                    .mapToObj(unit -> (unit >= ' ' && unit <= '~') || unit == '\n'
                            ? String.valueOf((char) unit)
                            : unit == '\r' ? "" : "\\x%02x".formatted(unit))
                    .collect(Collectors.joining());
            return shown.length() <= 2_000 ? shown : shown.substring(0, 2_000) + "... (" + shown.length() + ")";
        }
    }

    /** A part of a request; {@code plain} as in {@link Shot}. */
    private record Part(String text, boolean plain) {}

    private final List<String> ids;
    private final List<String> cookies;
    private final OddJson json;

    /**
     * Prepares them.
     *
     * @param ids of things that there are
     * @param cookies those of people who are signed in
     */
    OddRequests(List<String> ids, List<String> cookies) {
        this.ids = ids;
        this.cookies = cookies;
        this.json = new OddJson(ids);
    }

    Arbitrary<Shot> of(Described operation) {
        return Combinators.combine(
                        method(operation), path(operation), query(operation), headers(operation), body(operation))
                .as((method, path, query, headers, body) -> {
                    var line = method.text + " " + path.text + query.text + " HTTP/1.1";
                    var all = Stream.concat(Stream.of("host: localhost"), headers.text.lines())
                            .toList();
                    boolean plain = method.plain && path.plain && query.plain && headers.plain && body.plain;
                    return new Shot(operation, new RawRequest(line, all, body.text), plain);
                });
    }

    private static Arbitrary<Part> method(Described operation) {
        var usual = new Part(operation.method(), true);
        return Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.just(usual)),
                Tuple.of(
                        1, Arbitraries.of(METHODS).map(method -> new Part(method, method.equals(operation.method())))));
    }

    private Arbitrary<Part> path(Described operation) {
        var segment = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(ids).map(id -> new Part(id, true))),
                Tuple.of(1, bytes().map(bytes -> new Part(percent(bytes), false))),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                        "%",
                                        "%zz",
                                        "%ff",
                                        "%00",
                                        "%2e%2e",
                                        "..",
                                        ".",
                                        "%2f",
                                        "$ne",
                                        "%c0%af",
                                        "a;b=c",
                                        "x".repeat(LONGEST_SEGMENT))
                                .map(text -> new Part(text, false))));
        var known = segment.map(value -> new Part(
                operation.template().replaceAll("\\{[^}]*}", Matcher.quoteReplacement(value.text)),
                value.plain || !operation.template().contains("{")));
        var elsewhere = Combinators.combine(
                        known, Arbitraries.of("/", "/x", "//", "/..", "/../..", ";a", ".json", "%20", "%0d%0a"))
                .as((path, more) -> new Part(path.text + more, false));
        return Arbitraries.frequencyOf(Tuple.of(20, known), Tuple.of(1, elsewhere));
    }

    private Arbitrary<Part> query(Described operation) {
        var names = new ArrayList<Arbitrary<String>>();
        for (var parameter : operation.parametersIn("query")) {
            var value = json.of(parameter.getJsonObject("schema", new JsonObject()), parameter.getValue("example"))
                    .map(OddRequests::unquoted)
                    .map(OddRequests::percent);
            names.add(value.map(text -> parameter.getString("name") + "=" + text));
        }
        names.add(Combinators.combine(bytes(), bytes()).as((name, value) -> percent(name) + "=" + percent(value)));
        var query = Arbitraries.oneOf(names)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parameters -> "?" + String.join("&", parameters))
                // The limits of a request line are BadHeadIT's matter.
                .filter(text -> text.length() < LONGEST_SEGMENT);
        var broken = Arbitraries.of(
                "?", "??", "?%", "?a=%zz", "?=", "?&&&", "?limit[$gt]=1", "?cursor=%ff", "?limit=1&limit=-1");
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(new Part("", true))),
                Tuple.of(operation.parametersIn("query").isEmpty() ? 1 : 6, query.map(text -> new Part(text, true))),
                Tuple.of(1, broken.map(text -> new Part(text, false))));
    }

    private Arbitrary<Part> headers(Described operation) {
        var type = Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.just(new Part("content-type: application/json\n", true))),
                Tuple.of(1, Arbitraries.of(TYPES).map(text -> new Part("content-type: " + text + "\n", false))),
                Tuple.of(1, Arbitraries.just(new Part("", false))));
        var cookie = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(cookies).map(text -> new Part("cookie: " + text + "\n", true))),
                Tuple.of(2, Arbitraries.just(new Part("", true))),
                Tuple.of(1, bytes().map(bytes -> new Part("cookie: session=" + percent(bytes) + "\n", true))));
        var odd = Arbitraries.frequencyOf(
                Tuple.of(15, Arbitraries.just(new Part("", true))),
                Tuple.of(1, Arbitraries.of(HEADERS).map(line -> new Part(line + "\n", false))));
        return Combinators.combine(type, cookie, odd, described(operation))
                .as((first, second, third, fourth) -> new Part(
                        first.text + second.text + third.text + fourth, first.plain && second.plain && third.plain));
    }

    private static Arbitrary<String> described(Described operation) {
        var lines = operation.parametersIn("header").stream()
                .map(parameter -> Arbitraries.oneOf(
                                Arbitraries.just(String.valueOf(parameter.getValue("example"))),
                                bytes().map(OddRequests::percent))
                        .map(value -> parameter.getString("name") + ": " + value + "\n"))
                .toList();
        return Combinators.combine(lines).as(all -> String.join("", all));
    }

    private Arbitrary<Part> body(Described operation) {
        if (operation.body().isEmpty()) {
            return Arbitraries.frequencyOf(
                    Tuple.of(9, Arbitraries.just(new Part(null, true))),
                    Tuple.of(1, OddJson.odd().map(text -> new Part(text, true))));
        }
        var media = operation.body().get();
        var text = json.of(media.getJsonObject("schema"), exampleOf(media));
        var torn = Combinators.combine(text, bytes(), Arbitraries.doubles().between(0, 1))
                .as((whole, bytes, where) -> {
                    int at = (int) (whole.length() * where);
                    return whole.substring(0, at) + bytes + whole.substring(at);
                });
        var cut = Combinators.combine(text, Arbitraries.doubles().between(0, 1))
                .as((whole, where) -> whole.substring(0, (int) (whole.length() * where)));
        return Arbitraries.frequencyOf(Tuple.of(10, text), Tuple.of(1, torn), Tuple.of(1, cut))
                .map(all -> new Part(all, true));
    }

    private static Object exampleOf(JsonObject media) {
        return media.containsKey("examples")
                ? media.getJsonObject("examples").stream()
                        .map(example -> ((JsonObject) example.getValue()).getValue("value"))
                        .findFirst()
                        .orElse(null)
                : media.getValue("example");
    }

    /** Any bytes, each as the character of its number; often such as begin a UTF-8 sequence. */
    private static Arbitrary<String> bytes() {
        return Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.integers().between('!', '~')),
                        Tuple.of(1, Arbitraries.of(0xc0, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0xff, 0xfe, 0)),
                        Tuple.of(1, Arbitraries.integers().between(0, 0xff)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(all -> all.stream().map(Character::toString).collect(Collectors.joining()));
    }

    private static String unquoted(String json) {
        return json.length() > 1 && json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }

    private static String percent(String latin1) {
        return IntStream.range(0, latin1.length())
                .mapToObj(i -> latin1.charAt(i) <= 0xff
                        ? latin1(latin1.charAt(i))
                        : URLEncoder.encode(latin1.substring(i, i + 1), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private static String latin1(char unit) {
        return Character.isLetterOrDigit(unit) && unit < 0x80
                ? Character.toString(unit)
                : "%%%02x".formatted((int) unit);
    }
}
