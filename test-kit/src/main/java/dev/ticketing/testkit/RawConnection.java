package dev.ticketing.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection to a server on which anything can be sent, HTTP or not. Every wait has a bound; what takes longer
 * fails with an AssertionError.
 */
public final class RawConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;

    private final Socket socket;
    private final AnswerReader answers;

    /** An answer; names of headers in lower case. */
    public record RawAnswer(int status, Map<String, List<String>> headers, String body) {

        /** A header's only value, or null. */
        public String header(String name) {
            var values = headers.getOrDefault(name, List.of());
            return values.size() == 1 ? values.get(0) : null;
        }
    }

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.answers = new AnswerReader(socket);
    }

    /** Connects to the server that an http URL names. */
    public static RawConnection to(String url) {
        var address = URI.create(url);
        try {
            var socket = new Socket();
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            return new RawConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes, one per character; whether the server still took them. */
    public boolean send(String latin1) {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes; whether the server still took them. Whatever it answered before can be read all the same. */
    public boolean send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Says that nothing more comes. */
    public void finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException closed) {
            // Then it is finished.
        }
    }

    /** The next final answer; empty when the server closes without one. */
    public Optional<RawAnswer> answer(Duration bound) {
        return answers.next(bound, false);
    }

    /** The next final answer, to a HEAD request: without a body whatever its headers say. */
    public Optional<RawAnswer> answerToHead(Duration bound) {
        return answers.next(bound, true);
    }

    /** The next interim answer's status (1xx). */
    public int interimStatus(Duration bound) {
        return answers.nextInterim(bound);
    }

    /** Whether anything comes within a bound, be it the end; takes nothing. */
    public boolean hears(Duration bound) {
        return answers.hears(bound);
    }

    /** Closes without waiting for anything; the server sees a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closed) {
            // Then there is nothing to reset.
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
