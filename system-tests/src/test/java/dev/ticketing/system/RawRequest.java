package dev.ticketing.system;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A request as it goes over the wire, for changing one thing about it at a time.
 *
 * @param line the request line
 * @param headers lines, but for the body's length
 * @param body one character per byte; null for none
 */
record RawRequest(String line, List<String> headers, String body) {

    private static final String EOL = "\r\n";

    /** A request to which the answer is always the same and changes nothing: where fields are wanted, without them. */
    static RawRequest harmless(Route route) {
        var headers =
                Stream.concat(Stream.of("host: localhost"), route.cookie().map(cookie -> "cookie: " + cookie).stream());
        var request = new RawRequest(line(route.method(), route.path()), headers.toList(), null);
        return route.fields().isEmpty() ? request : request.withJson("{}");
    }

    private static String line(HttpMethod method, String target) {
        return method + " " + target + " HTTP/1.1";
    }

    RawRequest withLine(String other) {
        return new RawRequest(other, headers, body);
    }

    /** With another method, target or version in the request line. */
    RawRequest withMethod(String method) {
        return withLine(method + line.substring(line.indexOf(' ')));
    }

    RawRequest withTarget(String target) {
        return withLine(line.substring(0, line.indexOf(' ') + 1) + target + line.substring(line.lastIndexOf(' ')));
    }

    RawRequest withQuery(String query) {
        return withTarget(target() + "?" + query);
    }

    RawRequest withVersion(String version) {
        return withLine(line.substring(0, line.lastIndexOf(' ') + 1) + version);
    }

    /** What stands between the method and the version. */
    String target() {
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    RawRequest with(String... headerLines) {
        return new RawRequest(
                line, Stream.concat(headers.stream(), Stream.of(headerLines)).toList(), body);
    }

    RawRequest without(String header) {
        var prefix = header + ":";
        return new RawRequest(
                line,
                headers.stream()
                        .filter(other -> !other.toLowerCase(Locale.ROOT).startsWith(prefix))
                        .toList(),
                body);
    }

    RawRequest withJson(String json) {
        return new RawRequest(line, without("content-type").headers, json).with("content-type: application/json");
    }

    /** A body whose length the headers say themselves, or do not. */
    String framed(String... headersAndBody) {
        var head = new StringBuilder(head());
        for (int i = 0; i < headersAndBody.length - 1; i++) {
            head.append(headersAndBody[i]).append(EOL);
        }
        return head.append(EOL)
                .append(headersAndBody[headersAndBody.length - 1])
                .toString();
    }

    /** The whole request. */
    String text() {
        if (body != null && body.chars().anyMatch(unit -> unit > 0xff)) {
            throw new IllegalArgumentException("more than a byte: the length would be wrong, and the rest awaited");
        }
        return body == null ? framed("") : framed("content-length: " + body.length(), body);
    }

    private String head() {
        var head = new StringBuilder(line).append(EOL);
        headers.forEach(header -> head.append(header).append(EOL));
        return head.toString();
    }
}
