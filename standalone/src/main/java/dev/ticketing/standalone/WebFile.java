package dev.ticketing.standalone;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A file of the browser app, plain and as its build compressed it. All of them are a few hundred kilobytes, so they are
 * kept in memory. What a browser has already is not sent again.
 */
record WebFile(String type, String tag, Buffer plain, Optional<Buffer> gzip, Optional<Buffer> brotli) {

    private static final String ROOT = "/dev/ticketing/webroot";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");

    private static final Map<String, WebFile> ALL = readAll();

    private static final Pattern BROTLI = taken("br");
    private static final Pattern GZIP = taken("gzip");

    /** By their paths from the root of the site. */
    static Map<String, WebFile> all() {
        return ALL;
    }

    void send(RoutingContext context) {
        var response = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.VARY, "accept-encoding")
                .putHeader(HttpHeaders.ETAG, tag);
        var known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(tag)) {
            response.setStatusCode(304).end();
            return;
        }
        var accepted = Optional.ofNullable(context.request().getHeader(HttpHeaders.ACCEPT_ENCODING))
                .orElse("");
        var body = plain;
        if (brotli.isPresent() && BROTLI.matcher(accepted).find()) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "br");
            body = brotli.get();
        } else if (gzip.isPresent() && GZIP.matcher(accepted).find()) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            body = gzip.get();
        }
        response.end(body);
    }

    /** Whether a coding is named (RFC 9110, 12.5.3) with any weight but none. */
    private static Pattern taken(String coding) {
        return Pattern.compile("(?i)(^|,) *" + coding + " *(,|$|; *q=(1|0?\\.[0-9]*[1-9]))");
    }

    /** A class path cannot be listed, so the build has written down what there is. */
    private static Map<String, WebFile> readAll() {
        var names = read(ROOT + ".files").orElseThrow().toString(StandardCharsets.UTF_8);
        return names.lines().collect(Collectors.toUnmodifiableMap(name -> "/" + name, WebFile::named));
    }

    private static WebFile named(String name) {
        var path = ROOT + "/" + name;
        var plain = read(path).orElseThrow();
        return new WebFile(typeOf(name), tagOf(plain), plain, read(path + ".gz"), read(path + ".br"));
    }

    private static String typeOf(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    /** Weak, since it is the same for all codings. */
    private static String tagOf(Buffer content) {
        var sum = new CRC32();
        sum.update(content.getBytes());
        return "W/\"%x-%x\"".formatted(content.length(), sum.getValue());
    }

    private static Optional<Buffer> read(String resource) {
        try (var in = WebFile.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
