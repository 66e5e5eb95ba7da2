package dev.ticketing.testkit;

import dev.ticketing.testkit.RawConnection.RawAnswer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads answers off a socket as HTTP/1.1 frames them (RFC 9112, section 6), each within a bound. */
final class AnswerReader {

    private static final int MAX_LINE = 64 * 1024;
    private static final int FIRST_FINAL_STATUS = 200;

    private final Socket socket;
    private final InputStream in;
    private long deadlineNanos;

    AnswerReader(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** The status of the next answer, which must be an interim one. */
    int nextInterim(Duration bound) {
        deadlineNanos = System.nanoTime() + bound.toNanos();
        try {
            int status = status(required(line()));
            headers();
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether anything comes within a bound, be it the end; takes nothing. */
    boolean hears(Duration bound) {
        deadlineNanos = System.nanoTime() + bound.toNanos();
        try {
            in.mark(1);
            read();
            in.reset();
            return true;
        } catch (SocketException reset) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AssertionError silent) {
            return false;
        }
    }

    /** The next final answer; empty when the stream ends or is reset instead. */
    Optional<RawAnswer> next(Duration bound, boolean toHead) {
        deadlineNanos = System.nanoTime() + bound.toNanos();
        try {
            for (var statusLine = line(); statusLine.isPresent(); statusLine = line()) {
                int status = status(statusLine.get());
                var headers = headers();
                if (status >= FIRST_FINAL_STATUS) {
                    return Optional.of(new RawAnswer(status, headers, toHead ? "" : body(status, headers)));
                }
            }
            return Optional.empty();
        } catch (SocketException reset) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(String line) {
        if (!line.matches("HTTP/[0-9.]+ [1-9][0-9]{2}( .*)?")) {
            throw new AssertionError("no status line: " + line);
        }
        int space = line.indexOf(' ');
        return Integer.parseInt(line.substring(space + 1, space + 4));
    }

    private Map<String, List<String>> headers() throws IOException {
        var headers = new TreeMap<String, List<String>>();
        for (var line = required(line()); !line.isEmpty(); line = required(line())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String body(int status, Map<String, List<String>> headers) throws IOException {
        var body = new ByteArrayOutputStream();
        if (status == 204 || status == 304) {
            return "";
        } else if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                take(size, body);
                required(line());
            }
            required(line());
        } else if (headers.containsKey("content-length")) {
            take(Integer.parseInt(headers.get("content-length").get(0)), body);
        } else {
            for (int next = read(); next >= 0; next = read()) {
                body.write(next);
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(required(line()).strip(), 16);
    }

    private void take(int count, ByteArrayOutputStream into) throws IOException {
        for (int i = 0; i < count; i++) {
            into.write(required(read()));
        }
    }

    /** A line without its end; empty at the end of the stream. */
    private Optional<String> line() throws IOException {
        var line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0 && line.isEmpty()) {
                return Optional.empty();
            }
            line.append((char) required(next));
            if (line.length() > MAX_LINE) {
                throw new AssertionError("a line without an end");
            }
        }
        return Optional.of(line.toString().stripTrailing());
    }

    private static String required(Optional<String> line) throws EOFException {
        return line.orElseThrow(() -> new EOFException("the answer broke off"));
    }

    private static int required(int next) throws EOFException {
        if (next < 0) {
            throw new EOFException("the answer broke off");
        }
        return next;
    }

    private int read() throws IOException {
        long leftMillis = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
        if (leftMillis > 0) {
            socket.setSoTimeout((int) leftMillis);
            try {
                return in.read();
            } catch (SocketTimeoutException late) {
                throw new AssertionError("no answer, and the connection stays open", late);
            }
        }
        throw new AssertionError("no answer, and the connection stays open");
    }
}
