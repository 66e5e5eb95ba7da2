package dev.ticketing.system;

import static dev.ticketing.system.Oddity.either;
import static dev.ticketing.system.Oddity.harmless;
import static dev.ticketing.system.Oddity.named;
import static dev.ticketing.system.Oddity.refused;

import java.util.List;
import java.util.stream.Stream;

/** What may stand where a path or a query should. */
final class OddTargets {

    /** In the place of an id: nobody has it, or it cannot even be one. */
    private static final List<String> NO_IDS = List.of(
            "none",
            "0",
            "-1",
            "null",
            "undefined",
            "me",
            "NaN",
            "$gt",
            "%24gt",
            "%7B%22$gt%22:%22%22%7D",
            "{\"$gt\":\"\"}",
            "[object%20Object]",
            "'%20or%201=1",
            "*",
            "%2A",
            "a;b=c",
            "a,b",
            "a:b",
            "@",
            "~",
            "%00",
            "a%00b",
            "%0d%0aset-cookie:%20planted=1",
            "%2F",
            "a%2Fb",
            "..%2F..%2Fetc%2Fpasswd",
            "%252e%252e",
            "%5C..%5C",
            "\\..\\",
            "...",
            "%ZZ",
            "%",
            "%1",
            "a%",
            "%u0041",
            "%C3",
            "%C3%28",
            "%C0%80",
            "%ED%A0%80",
            "%F0%9F%98%80",
            "%FF%FE",
            "\u00c3\u00a9",
            "\u00ff\u00fe",
            "\u0080",
            "a%20b",
            "%20",
            "a+b",
            "a\tb",
            "a/b/c",
            "a//b",
            "a#b",
            "ffffffffffffffffffffffffffffffff",
            "x".repeat(1_000),
            "x".repeat(4_000),
            "%41".repeat(1_000));

    /** In the place of an id: after normalisation they name another path, perhaps one outside the API. */
    private static final List<String> OTHER_PATHS = List.of(
            "",
            ".",
            "%2e",
            "./.",
            "/",
            "//",
            "..",
            "%2e%2e",
            "../..",
            "../../..",
            "../".repeat(500),
            "../tickets",
            "../users/current",
            "../../api");

    private static final List<String> QUERIES = List.of(
            "",
            "&",
            "&&&",
            "=",
            "=a",
            "a",
            "a=",
            "a==b",
            "a=b=c",
            "?",
            "???",
            "a[]=1&a[]=2",
            "a[$gt]=",
            "__proto__[a]=1",
            "a=%20",
            "a=+",
            "a=%00",
            "a=%0d%0aset-cookie:%20planted=1",
            "a=%C3%28",
            "a=%ED%A0%80",
            "a=\u00c3\u00a9",
            "a=\u00ff",
            "a={\"b\":1}",
            "a=<script>alert(1)</script>",
            "a=%",
            "%ZZ=1",
            "a=%ZZ",
            "a=%u0041",
            "a;b;c",
            "a=1;b=2",
            "a=" + "x".repeat(3_000),
            "a&".repeat(1_900),
            "a=1&".repeat(900),
            "userId=a&id=b&_id=c");

    /** A value of a list's own parameter, with the status and the field it must be refused with. */
    record Parameter(String query, String field) {}

    private OddTargets() {}

    /** For an operation on one thing: other ids. The router's own 404, 405 and 400 are as good as the operation's. */
    static Stream<Oddity> ids(Route route) {
        var before = route.template().substring(0, route.template().indexOf(":id"));
        return NO_IDS.stream()
                .map(id -> refused("id " + named(id), r -> r.withTarget(before + id), 400, 404, 405, 414));
    }

    /** For an operation on one thing: the path of another one, or of none. */
    static Stream<String> otherPaths(Route route) {
        var before = route.template().substring(0, route.template().indexOf(":id"));
        return OTHER_PATHS.stream().map(id -> before + id);
    }

    /** For any operation: queries it knows nothing of. */
    static Stream<Oddity> queries() {
        return QUERIES.stream().map(query -> either("?" + named(query), r -> r.withQuery(query), 400));
    }

    /** For any operation: the same target in another form (RFC 9112, section 3.2), and what is no target. */
    static Stream<Oddity> forms() {
        return Stream.of(
                harmless("absolute form", r -> r.withTarget("http://localhost" + r.target())),
                either("absolute form, another host", r -> r.withTarget("http://evil.example" + r.target()), 400),
                either("absolute form, https", r -> r.withTarget("https://localhost:99999" + r.target()), 400),
                either("absolute form, another scheme", r -> r.withTarget("file://" + r.target()), 400, 404),
                either("absolute form, no host", r -> r.withTarget("http://" + r.target()), 400, 404),
                either("absolute form, half a host", r -> r.withTarget("http://[::1" + r.target()), 400, 404),
                either("two slashes", r -> r.withTarget("/" + r.target()), 400, 404),
                either("a dot segment", r -> r.withTarget("/." + r.target()), 400, 404),
                either("two dot segments", r -> r.withTarget("/a/.." + r.target()), 400, 404),
                either("two dots to the root and back", r -> r.withTarget("/../.." + r.target()), 400, 404),
                either("a slash at the end", r -> r.withTarget(r.target() + "/"), 400, 404, 405),
                refused("a segment more", r -> r.withTarget(r.target() + "/a/b"), 404),
                refused("an escaped path", r -> r.withTarget(r.target().replace("/", "%2F")), 400, 401, 404, 405),
                refused("a fragment", r -> r.withTarget(r.target() + "#a"), 400, 401, 404, 405),
                refused("no slash at the start", r -> r.withTarget(r.target().substring(1)), 400, 401, 404, 405),
                refused("an asterisk", r -> r.withTarget("*"), 400, 401, 404, 405),
                refused("an authority", r -> r.withTarget("localhost:80"), 400, 401, 404, 405),
                refused("only a query", r -> r.withTarget("?a"), 400, 401, 404, 405),
                refused("a space inside", r -> r.withTarget(r.target() + " a"), 400),
                refused("nothing", r -> r.withLine(r.line().replace(" " + r.target(), "")), 400),
                refused("an empty target", r -> r.withTarget(""), 400),
                refused("a control character", r -> r.withTarget(r.target() + "\u0001"), 400, 401, 404, 405),
                refused("a NUL", r -> r.withTarget(r.target() + "\u0000"), 400, 401, 404, 405),
                refused("a target of 5,000 characters", r -> r.withQuery("x".repeat(5_000)), 414),
                refused("a target of 1 MB", r -> r.withQuery("x".repeat(1_000_000)), 414));
    }

    /** For a list: its own parameters, each with a wrong value. */
    static Stream<Parameter> parameters() {
        var limits = Stream.of(
                "",
                "0",
                "-1",
                "-0",
                "101",
                "1000",
                "99999",
                "00001",
                "2147483648",
                "99999999999999999999",
                "1.0",
                "1e1",
                "1e3",
                "0x1",
                "%201",
                "1%20",
                "+1",
                "abc",
                "NaN",
                "null",
                "%00",
                "1%00",
                "%D9%A3",
                "true",
                "[]",
                "{}",
                "1,2",
                "$gt");
        var cursors = Stream.of(
                "",
                "*",
                "!!!",
                "%20",
                "%00",
                "a",
                "abcde",
                "=",
                "====",
                "a=b",
                "%C3%28",
                "\u00e9",
                "..",
                "null%20",
                "x".repeat(257),
                "x".repeat(3_000));
        return Stream.concat(
                limits.map(value -> new Parameter("limit=" + value, "limit")),
                cursors.map(value -> new Parameter("cursor=" + value, "cursor")));
    }

    /** For a list: values that are in truth fine; a cursor that nobody gave may be refused as well. */
    static Stream<String> goodParameters() {
        return Stream.of(
                "limit=1",
                "limit=100",
                "limit=001",
                "limit=1&limit=abc",
                "limit=1;2",
                "limit=1&limit=2&limit=3",
                "cursor=AAAA",
                "cursor=____",
                "cursor=bm9uZQ",
                "cursor=eyIkZ3QiOiIifQ",
                "cursor=bm9uZQ==",
                "cursor=AAAA&cursor=!",
                "cursor=" + "x".repeat(252),
                "limit=1&cursor=_f_-");
    }
}
