package dev.ticketing.testkit;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Locale;
import java.util.Optional;

/**
 * A request as it was sent, and its answer.
 *
 * @param uri path and query
 * @param body null for none
 */
record Exchange(HttpMethod method, String uri, MultiMap headers, Buffer body, HttpResponse<Buffer> answer) {

    private static final int MAX_SHOWN = 2_000;

    /** The path as a server routes it: a slash at the end does not count. */
    String path() {
        int query = uri.indexOf('?');
        var path = query < 0 ? uri : uri.substring(0, query);
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The first query parameter of a name, which is the one that counts. */
    Optional<String> query(String name) {
        var values = new QueryStringDecoder(uri).parameters().get(name);
        return values == null ? Optional.empty() : Optional.of(values.get(0));
    }

    boolean hasCookie(String name) {
        return headers.getAll("cookie").stream()
                .flatMap(header -> ServerCookieDecoder.STRICT.decodeAll(header).stream())
                .anyMatch(cookie -> cookie.name().equals(name));
    }

    boolean hasBody() {
        return body != null && body.length() > 0;
    }

    int status() {
        return answer.statusCode();
    }

    boolean succeeded() {
        return status() >= 200 && status() < 300;
    }

    /** What came back, or empty. */
    Buffer answerBody() {
        return answer.body() == null ? Buffer.buffer() : answer.body();
    }

    /** A Content-Type without its parameters; empty for none. */
    static String mediaType(String contentType) {
        if (contentType == null) {
            return "";
        }
        int parameters = contentType.indexOf(';');
        var type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    /** Both sides, shortened. */
    @Override
    public String toString() {
        var sent = hasBody() ? " " + shown(body) : "";
        return method + " " + uri + sent + "\n  answered " + status() + " " + shown(answerBody());
    }

    private static String shown(Buffer body) {
        var text = body.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
