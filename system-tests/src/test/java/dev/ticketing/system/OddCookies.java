package dev.ticketing.system;

import static dev.ticketing.system.Oddity.either;
import static dev.ticketing.system.Oddity.harmless;
import static dev.ticketing.system.Oddity.refused;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cookie headers that no browser of ours sends. */
final class OddCookies {

    /** None of them signs anybody in. */
    private static final List<String> NOBODYS = List.of(
            "",
            "session",
            "session=",
            "session=\"\"",
            "session=;",
            "=",
            "=a",
            ";",
            ";;;;;;",
            ", , ,",
            "session=a",
            "session=a.b",
            "session=a.b.c",
            "session=a.b.c.d.e",
            "session=...",
            "session=null",
            "session={\"$gt\":\"\"}",
            "session=" + jwt("{\"alg\":\"none\"}", "{\"sub\":\"a\"}") + ".",
            "session=" + jwt("{\"alg\":\"HS256\"}", "{\"sub\":\"a\"}") + ".AAAA",
            "session=" + jwt("{\"alg\":\"ES256\",\"kid\":\"../../a\"}", "{}") + ".AAAA",
            "session=" + jwt("{\"alg\":\"ES256\",\"jku\":\"http://127.0.0.1/\"}", "{}") + ".AAAA",
            "session=" + jwt("[".repeat(1_000), "{}") + ".AAAA",
            "session=" + jwt("{\"alg\":" + "{\"a\":".repeat(900), "{}") + ".AAAA",
            "session=" + "x".repeat(10_000),
            "session=" + ".".repeat(10_000),
            "session=%00",
            "session=\u00e9\u00ff",
            "session=a b",
            "session=a,b",
            "session=\"a",
            "Session=a.b.c; SESSION=a.b.c",
            "session=a; session=b; session=c",
            "$Version=1; session=a; $Path=/",
            IntStream.range(0, 1_000).mapToObj(i -> "c" + i + "=x").collect(Collectors.joining("; ")),
            IntStream.range(0, 1_000).mapToObj(i -> "session=a").collect(Collectors.joining("; ")));

    private OddCookies() {}

    static Stream<Oddity> of(Route route) {
        var instead = NOBODYS.stream().map(cookie -> {
            var name = "cookie: " + Oddity.named(cookie);
            return route.token().isPresent()
                    ? refused(name, r -> r.without("cookie").with("cookie: " + cookie), 401)
                    : harmless(name, r -> r.with("cookie: " + cookie));
        });
        return Stream.of(instead, anyway(), route.cookie().stream().flatMap(OddCookies::besides))
                .flatMap(oddities -> oddities);
    }

    private static Stream<Oddity> anyway() {
        return Stream.of(
                refused("a cookie with a NUL", r -> r.with("cookie: a=\u0000"), 400),
                refused("a cookie of 17 KB", r -> r.with("cookie: a=" + "x".repeat(17_000)), 431),
                refused("10,000 cookies", r -> r.with("cookie: " + "a=b; ".repeat(10_000)), 431),
                harmless(
                        "500 cookie headers",
                        r -> r.with(IntStream.range(0, 500)
                                .mapToObj(i -> "cookie: c" + i + "=x")
                                .toArray(String[]::new))));
    }

    /** The user's own session among others: it counts unless there are two. */
    private static Stream<Oddity> besides(String own) {
        return Stream.of(
                harmless("another cookie before", replacing("a=b; " + own)),
                harmless("another cookie after", replacing(own + "; a=b")),
                harmless("another cookie that is none", r -> r.with("cookie: ;;=;a")),
                harmless("the session's name in another case", replacing("SESSION=a; " + own)),
                either("the session in quotes", replacing(own.replace("=", "=\"") + "\""), 401),
                either("an attribute after it", replacing("$Version=1; " + own + "; $Path=/"), 401),
                either("no space after the semicolon", replacing("a=b;" + own), 401),
                refused("the session twice", replacing(own + "; " + own), 401),
                refused("the session in two headers", r -> r.with("cookie: " + own), 401),
                refused("a planted session before", replacing("session=a; " + own), 401),
                refused("a planted session after", replacing(own + "; session=a"), 401),
                refused("the session less a character", replacing(own.substring(0, own.length() - 1)), 401),
                refused("the session and a character more", replacing(own + "A"), 401),
                refused("the session with another payload", replacing(own.replaceFirst("\\.[^.]+\\.", ".e30.")), 401),
                refused(
                        "the session without its signature",
                        replacing(own.substring(0, own.lastIndexOf('.') + 1)),
                        401),
                refused("the session under another name", replacing("__Host-" + own), 401));
    }

    private static java.util.function.UnaryOperator<RawRequest> replacing(String cookie) {
        return r -> r.without("cookie").with("cookie: " + cookie);
    }

    private static String jwt(String header, String payload) {
        return base64(header) + "." + base64(payload);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
