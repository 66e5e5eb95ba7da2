package dev.ticketing.system;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Holds many streams open and says what the process that serves them takes. No test: {@code java IdleStreams.java URL
 * COUNT PID SECONDS} runs it by itself. The streams come from addresses 127.0.0.2 and up, so that each stays below what
 * one address may have.
 */
final class IdleStreams {

    private static final int PER_ADDRESS = 400;
    private static final int AT_ONCE = 50;
    private static final String EVENT = "event: ticket";

    private final Selector selector;
    private final InetSocketAddress server;
    private final byte[] request;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private int open;
    private int ended;
    private int refused;
    private int told;
    private long firstTold;
    private long lastTold;

    private IdleStreams(URI url) throws IOException {
        selector = Selector.open();
        server = new InetSocketAddress(url.getHost(), url.getPort());
        request = ("GET /api/tickets/stream HTTP/1.1\r\nhost: " + url.getAuthority()
                        + "\r\naccept: text/event-stream\r\naccept-encoding: gzip\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static void main(String[] arguments) throws IOException {
        var streams = new IdleStreams(URI.create(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        var status = Path.of("/proc", arguments[2], "status");
        System.out.printf("before: %s%n", resident(status));
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            streams.connect(i);
            if (i % AT_ONCE == AT_ONCE - 1) {
                streams.hear(20);
            }
        }
        long until = System.nanoTime() + Long.parseLong(arguments[3]) * 1_000_000_000;
        long nextLine = System.nanoTime();
        while (System.nanoTime() < until) {
            streams.hear(200);
            if (System.nanoTime() > nextLine) {
                nextLine += 5_000_000_000L;
                streams.report((System.nanoTime() - begun) / 1_000_000_000, resident(status));
            }
        }
    }

    private void connect(int i) throws IOException {
        var channel = SocketChannel.open();
        channel.bind(new InetSocketAddress("127.0.0." + (2 + i / PER_ADDRESS), 0));
        channel.connect(server);
        channel.write(ByteBuffer.wrap(request));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    private void hear(int millis) throws IOException {
        selector.select(this::read, millis);
    }

    private void read(SelectionKey key) {
        var channel = (SocketChannel) key.channel();
        buffer.clear();
        try {
            if (channel.read(buffer) < 0) {
                throw new IOException("the end");
            }
        } catch (IOException gone) {
            ended++;
            key.cancel();
            return;
        }
        var text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        if (text.startsWith("HTTP/1.1 200")) {
            open++;
        } else if (text.startsWith("HTTP/1.1")) {
            refused++;
        }
        if (text.contains(EVENT)) {
            told++;
            lastTold = System.nanoTime();
            firstTold = firstTold == 0 ? lastTold : firstTold;
        }
    }

    private void report(long seconds, String resident) {
        System.out.printf(
                "%d s: %d open, %d refused, %d ended, %d told over %d ms; %s%n",
                seconds, open, refused, ended, told, (lastTold - firstTold) / 1_000_000, resident);
        told = 0;
        firstTold = 0;
        lastTold = 0;
    }

    private static String resident(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("Threads"))
                .map(line -> String.join(" ", Arrays.asList(line.split("\\s+"))))
                .reduce("", (a, b) -> a + " " + b)
                .strip();
    }
}
