package dev.ticketing.shared.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * Takes what the stock decoder lets pass for malformed requests, which are answered with 400 and the end of the
 * connection: versions other than 1.0 and 1.1 (Vert.x would answer a bare 501), more than one Host (RFC 9112, section
 * 3.2), and a Transfer-Encoding that is not exactly {@code chunked} or has a Content-Length beside it (section 6.3: two
 * servers in a row may disagree on where such a request ends).
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    /** As Vert.x names the stock decoder in a connection's pipeline. */
    private static final String NAME = "httpDecoder";

    private static final List<HttpVersion> KNOWN = List.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);

    private StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Puts one in the place of the stock decoder of a connection on which nothing has been read yet. */
    static void install(HttpConnection connection, HttpServerOptions options) {
        var pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
        pipeline.replace(NAME, NAME, new StrictRequestDecoder(options));
    }

    /** The hook that is asked once the head has been read. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage head) {
        int version = KNOWN.indexOf(head.protocolVersion());
        // Vert.x knows a version by identity, and answers by the request's own.
        head.setProtocolVersion(version < 0 ? HttpVersion.HTTP_1_1 : KNOWN.get(version));
        if (version < 0) {
            throw new IllegalArgumentException("unknown version");
        } else if (head.headers().getAll(HttpHeaderNames.HOST).size() > 1) {
            throw new IllegalArgumentException("more than one Host");
        } else if (head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) && !isPlainlyChunked(head)) {
            throw new IllegalArgumentException("unclear length");
        }
        return super.isContentAlwaysEmpty(head);
    }

    private static boolean isPlainlyChunked(HttpMessage head) {
        var codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0))
                && !head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                && head.protocolVersion().equals(HttpVersion.HTTP_1_1);
    }
}
