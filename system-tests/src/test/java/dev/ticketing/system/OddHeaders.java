package dev.ticketing.system;

import static dev.ticketing.system.Oddity.either;
import static dev.ticketing.system.Oddity.harmless;
import static dev.ticketing.system.Oddity.harmlessHeaders;
import static dev.ticketing.system.Oddity.refused;
import static dev.ticketing.system.Oddity.refusedHeader;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Header fields that nobody sends in good faith, and some that only look so. */
final class OddHeaders {

    /** What says something about another matter, or nothing at all. */
    private static final List<String> OF_NO_CONCERN = List.of(
            "accept: text/html",
            "accept: */*;q=x, ;;;",
            "accept: " + "a/b,".repeat(2_000),
            "accept-encoding: gzip;q=x, *;q=-1",
            "accept-language: ${jndi:ldap://127.0.0.1/a}",
            "accept-charset: utf-16",
            "authorization: Bearer a.b.c",
            "authorization: Basic \u00ff\u00ff",
            "range: bytes=0-1",
            "range: bytes=-",
            "if-match: *",
            "if-none-match: *",
            "if-modified-since: yesterday",
            "if-unmodified-since: Thu, 01 Jan 1970 00:00:00 GMT",
            "x-http-method-override: DELETE",
            "x-original-url: /api/payments/config",
            "x-rewrite-url: /",
            "x-forwarded-for: ' or '1'='1",
            "x-forwarded-host: evil.example",
            "x-forwarded-proto: javascript",
            "forwarded: for=\"[::1]:99999\";host=evil.example",
            "via: 1.1 a, 9.9 b",
            "date: never",
            "referer: javascript:alert(1)",
            "user-agent: () { :; }; echo a",
            "user-agent:",
            "traceparent: 00-zz-zz-01",
            "traceparent: 00-00000000000000000000000000000000-0000000000000000-01",
            "te: trailers",
            "trailer: content-length",
            "keep-alive: timeout=-1, max=a",
            "connection: a, b, c",
            "proxy-connection: keep-alive",
            "max-forwards: -1",
            "content-language: *",
            "content-location: /etc/passwd",
            "cookie2: $Version=1",
            "sec-fetch-site: same-origin",
            "sec-fetch-site: none",
            "x-empty:",
            "x-tabs: \t a \t b \t",
            "x-latin-1: \u00e9\u00ff\u0080",
            "x-percent: %0d%0aset-cookie:%20planted=1",
            "x-long: " + "x".repeat(10_000),
            "x".repeat(5_000) + ": long",
            "!#$%&'*+-.^_`|~0: a name of every character a name may have");

    private OddHeaders() {}

    /** What a browser adds to the request of somebody else's page, and what only looks like it. */
    static Stream<String> ofOtherSites() {
        return Stream.of(
                "origin: https://evil.example",
                "origin: null",
                "origin:",
                "origin: localhost",
                "origin: http://",
                "origin: ://",
                "origin: http://localhost.evil.example",
                "origin: http://localhost:1",
                "origin: https://localhost",
                "origin: http://localhost/",
                "origin: http://a@localhost",
                "origin: http://localhost http://localhost",
                "origin: \u00ff",
                "origin: " + "x".repeat(5_000),
                "sec-fetch-site: cross-site",
                "sec-fetch-site: same-site",
                "sec-fetch-site: CROSS-SITE",
                "sec-fetch-site: a",
                "sec-fetch-site:");
    }

    static Stream<Oddity> all() {
        return Stream.of(harmlessHeaders(OF_NO_CONCERN), upgrades(), malformed(), tooLarge(), hosts())
                .flatMap(List::stream);
    }

    /** This server speaks HTTP/1.1 and nothing else, and may always say so by going on. */
    private static List<Oddity> upgrades() {
        var h2c = "connection: Upgrade, HTTP2-Settings";
        return List.of(
                harmless("an upgrade to h2c", r -> r.with(h2c, "upgrade: h2c", "http2-settings: AAMAAABkAAQAAP__")),
                harmless("an upgrade to h2c, malformed", r -> r.with(h2c, "upgrade: h2c", "http2-settings: !")),
                harmless("an upgrade to h2c without settings", r -> r.with("connection: upgrade", "upgrade: h2c")),
                harmless(
                        "an upgrade to a websocket",
                        r -> r.with(
                                "connection: upgrade",
                                "upgrade: websocket",
                                "sec-websocket-version: 13",
                                "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==")),
                harmless(
                        "a malformed upgrade to a websocket", r -> r.with("connection: upgrade", "upgrade: websocket")),
                harmless("an upgrade to TLS", r -> r.with("connection: upgrade", "upgrade: TLS/1.0")),
                harmless("an upgrade to everything", r -> r.with("connection: upgrade", "upgrade: a/1, b/2,, c/3")));
    }

    private static List<Oddity> malformed() {
        return List.of(
                refusedHeader("a line without a colon", 400),
                refusedHeader("a name: ok\r\nwith space: x", 400),
                refusedHeader("space-before-colon : x", 400),
                refusedHeader("nul-in-value: a\u0000b", 400),
                refusedHeader("nul-in-name\u0000: a", 400),
                refusedHeader("control\u0001in-name: a", 400),
                refusedHeader("vertical-tab: a\u000bb", 400),
                refusedHeader("delete: a\u007fb\u0000", 400),
                refusedHeader("na,me: a", 400),
                refusedHeader("na(me): a", 400),
                refusedHeader("\u00e9: a", 400),
                either("an empty name", r -> r.with(": a"), 400),
                either("a bare CR in a value", r -> r.with("x: a\rset-cookie: planted=1"), 400),
                either("a bare LF after a header", r -> r.with("x: a\ny: b"), 400),
                either("a folded header", r -> r.with("x: a\r\n b"), 400),
                either(
                        "a folded first header",
                        r -> new RawRequest(
                                r.line(),
                                Stream.concat(Stream.of(" x: a"), r.headers().stream())
                                        .toList(),
                                r.body()),
                        400));
    }

    private static List<Oddity> tooLarge() {
        return List.of(
                harmless("200 headers", r -> r.with(many(200))),
                harmless("1,000 headers", r -> r.with(many(1_000))),
                refused("5,000 headers", r -> r.with(many(5_000)), 431),
                refused("100,000 headers", r -> r.with(many(100_000)), 431),
                refusedHeader("x-huge: " + "x".repeat(17_000), 431),
                refusedHeader("x-huge: " + "x".repeat(1_000_000), 431),
                refusedHeader("x".repeat(17_000) + ": huge", 431),
                refusedHeader("accept: " + "a/b,".repeat(5_000), 431));
    }

    /** RFC 9112, section 3.2: no Host, two of them or a malformed one is 400. */
    private static List<Oddity> hosts() {
        return List.of(
                refused("no host", r -> r.without("host"), 400),
                refused("two hosts", r -> r.with("host: evil.example"), 400),
                refused("a host with a space", r -> r.without("host").with("host: a b"), 400),
                refused("a host with a path", r -> r.without("host").with("host: a/b"), 400),
                refused("a host with a user", r -> r.without("host").with("host: a@b"), 400),
                refused(
                        "a host with a port that is none",
                        r -> r.without("host").with("host: a:99999"),
                        400),
                either("an empty host", r -> r.without("host").with("host:"), 400),
                harmless("another host", r -> r.without("host").with("host: evil.example")),
                either("an IPv6 host", r -> r.without("host").with("host: [::1]:8080"), 400));
    }

    private static String[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "h" + i + ": x").toArray(String[]::new);
    }
}
