package dev.ticketing.shared.docs;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * Something that never changes while the process runs, ready to be sent: compressed once, for a megabyte takes too long
 * to be compressed on an event loop.
 *
 * @param etag weak, for it names the content in either coding
 */
record Document(String type, Buffer content, Buffer compressed, String etag) {

    static Document of(String type, byte[] bytes) {
        return new Document(type, Buffer.buffer(bytes), Buffer.buffer(gzip(bytes)), "W/\"" + sha256(bytes) + "\"");
    }

    /** A file of the class path. */
    static Document read(String type, String resource) {
        try (var stream = Document.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return of(type, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(RoutingContext context, String cacheControl) {
        var response = context.response()
                .putHeader("cache-control", cacheControl)
                .putHeader("vary", "accept-encoding")
                .putHeader("etag", etag);
        if (context.isFresh()) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("content-type", type);
        var accepted = context.request().getHeader("accept-encoding");
        if (accepted != null && accepted.contains("gzip")) {
            response.putHeader("content-encoding", "gzip").end(compressed);
        } else {
            response.end(content);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
