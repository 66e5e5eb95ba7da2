package dev.ticketing.system;

import static dev.ticketing.system.Oddity.either;
import static dev.ticketing.system.Oddity.harmless;
import static dev.ticketing.system.Oddity.refused;

import java.util.stream.Stream;

/** Request lines of other protocols, of other versions of this one, and of none. */
final class OddVersions {

    private OddVersions() {}

    static Stream<Oddity> all() {
        return Stream.of(
                harmless("HTTP/1.0", r -> r.withVersion("HTTP/1.0")),
                either("HTTP/1.0 without a host", r -> r.withVersion("HTTP/1.0").without("host"), 400),
                harmless("HTTP/1.0 that is kept alive", r -> r.withVersion("HTTP/1.0")
                        .with("connection: keep-alive")),
                refused("HTTP/0.9", r -> r.withLine("GET " + r.target()), 400),
                refused("HTTP/0.9 by name", r -> r.withVersion("HTTP/0.9"), 400),
                refused("HTTP/1.2", r -> r.withVersion("HTTP/1.2"), 400),
                refused("HTTP/2.0", r -> r.withVersion("HTTP/2.0"), 400),
                refused("HTTP/9.9", r -> r.withVersion("HTTP/9.9"), 400),
                refused("no version", r -> r.withVersion(""), 400),
                refused("half a version", r -> r.withVersion("HTTP/"), 400),
                refused("a version without a minor one", r -> r.withVersion("HTTP/1"), 400),
                refused("a version of letters", r -> r.withVersion("HTTP/a.b"), 400),
                refused("another protocol", r -> r.withVersion("RTSP/1.0"), 400),
                refused("ICY", r -> r.withVersion("ICY"), 400),
                refused("a misspelt protocol", r -> r.withVersion("HTP/1.1"), 400),
                either("lower case", r -> r.withVersion("http/1.1"), 400),
                refused("a word after the version", r -> r.withVersion("HTTP/1.1 a"), 400),
                refused("HTTP/2's preface", r -> r.withLine("PRI * HTTP/2.0"), 400),
                refused("SSH", r -> r.withLine("SSH-2.0-OpenSSH_9.6"), 400),
                refused("SMTP", r -> r.withLine("EHLO localhost"), 400),
                refused("Redis", r -> r.withLine("*1\r\n$4\r\nPING"), 400),
                refused("a NUL", r -> r.withLine("\u0000"), 400),
                refused(
                        "binary",
                        r -> r.withLine("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
                        400),
                refused("a colon", r -> r.withLine(":"), 400),
                refused("a word", r -> r.withLine("GET"), 400),
                refused("1 MB of it", r -> r.withLine("G".repeat(1_000_000)), 400, 414),
                either("two spaces", r -> r.withLine(r.line().replace(" ", "  ")), 400),
                either("tabs", r -> r.withLine(r.line().replace(" ", "\t")), 400),
                either("a space before", r -> r.withLine(" " + r.line()), 400),
                either("a space after", r -> r.withLine(r.line() + " "), 400),
                harmless("empty lines before", r -> r.withLine("\r\n\r\n" + r.line())));
    }
}
