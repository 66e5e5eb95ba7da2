package dev.ticketing.backends;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The few commands it takes to look after a Redis server, over a connection of their own (RESP2). */
final class RedisCommands implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 2_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    RedisCommands(int port, String password) throws IOException {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
            run("AUTH", password);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends a command and returns its reply as text, the elements of an array on lines; an error reply is an
     * exception.
     */
    String run(String... command) throws IOException {
        send(command);
        return reply();
    }

    /** Sends a command whose success closes the connection. */
    void send(String... command) throws IOException {
        StringBuilder request = new StringBuilder("*" + command.length + "\r\n");
        for (String part : command) {
            int bytes = part.getBytes(StandardCharsets.UTF_8).length;
            request.append('$').append(bytes).append("\r\n").append(part).append("\r\n");
        }
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether the other side has closed the connection, which the operating system does when the server's
     * process ends.
     */
    boolean awaitClosed(Duration atMost) throws IOException {
        socket.setSoTimeout((int) atMost.toMillis());
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private String reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            default -> throw new IOException("Redis answered " + line);
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        String value = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        line();
        return value;
    }

    private String array(int size) throws IOException {
        StringBuilder elements = new StringBuilder();
        for (int i = 0; i < size; i++) {
            elements.append(reply()).append('\n');
        }
        return elements.toString();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("Redis closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing left to say to it.
        }
    }
}
