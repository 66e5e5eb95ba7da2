package dev.ticketing.stripesimulator;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A seller's webhook endpoint, which checks each signature with the official client. */
final class Endpoint implements AutoCloseable {

    static final String SECRET = "whsec_test";

    private final HttpServer server;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Queue<Integer> nextAnswers = new ArrayDeque<>();
    private volatile int usualAnswer = 200;

    Endpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        server.createContext("/webhook", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhook";
    }

    /** From now on; what was taken so far is forgotten. */
    void answerAlways(int status) {
        usualAnswer = status;
        events.clear();
        bodies.clear();
    }

    /** Answers the next deliveries with these statuses, and later ones as usual. */
    void answerNext(Integer... statuses) {
        synchronized (nextAnswers) {
            nextAnswers.addAll(List.of(statuses));
        }
    }

    /** Those that arrived with a good signature, in the order in which they did. */
    List<Event> events() {
        return events;
    }

    /** As {@link #events}, to the byte. */
    List<String> bodies() {
        return bodies;
    }

    /** Waits until so many have arrived, and returns them. */
    List<Event> await(int count) {
        return await(arrived -> arrived.size() >= count);
    }

    List<Event> await(Predicate<List<Event>> there) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!there.test(events)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Only these arrived: "
                        + events.stream().map(Event::getType).toList());
            }
            pause();
        }
        return events;
    }

    static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String signature = exchange.getRequestHeaders().getFirst("Stripe-Signature");
        int status;
        synchronized (nextAnswers) {
            status = nextAnswers.isEmpty() ? usualAnswer : nextAnswers.remove();
        }
        try {
            Event event = Webhook.constructEvent(body, signature, SECRET);
            bodies.add(body);
            events.add(event);
        } catch (SignatureVerificationException forged) {
            status = 400;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
