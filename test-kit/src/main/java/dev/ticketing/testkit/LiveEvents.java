package dev.ticketing.testkit;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A listener to a stream of Server-Sent Events. */
public final class LiveEvents implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An event, and when it came, as of {@link System#nanoTime}. */
    public record Heard(String id, String name, JsonObject data, long nanos) {}

    private final HttpResponse<InputStream> response;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private volatile String lastId = "";
    private volatile int retryMillis;
    private final AtomicInteger comments = new AtomicInteger();
    private volatile boolean over;

    private LiveEvents(HttpResponse<InputStream> response) {
        this.response = response;
        var reader = new Thread(this::read, "live-events");
        reader.setDaemon(true);
        reader.start();
    }

    /** Asks as a browser does. */
    public static LiveEvents open(String url, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).header("accept", "text/event-stream");
        headers.forEach(request::header);
        try {
            return new LiveEvents(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int status() {
        return response.statusCode();
    }

    /** A header of the answer; empty when there is none. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** What came so far. */
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** Waits for an event. */
    public Heard await(Predicate<Heard> which) {
        return Eventually.value(() -> heard.stream()
                .filter(which)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not heard" + (over ? ", and it is over, " : ", ") + heard)));
    }

    /** Waits for an event about something. */
    public Heard await(String name, String id) {
        return await(
                event -> event.name().equals(name) && id.equals(event.data().getString("id")));
    }

    /** Waits for an event that says how something stands. */
    public Heard await(String name, String id, String status) {
        return await(event -> event.name().equals(name)
                && id.equals(event.data().getString("id"))
                && status.equals(event.data().getString("status")));
    }

    /** Waits until an id is known to resume from; that. */
    public String awaitId() {
        return Eventually.value(() -> {
            if (lastId.isEmpty()) {
                throw new AssertionError("no id yet");
            }
            return lastId;
        });
    }

    /** Waits until the server has ended it; when to come again. */
    public int awaitEnd() {
        return Eventually.value(() -> {
            if (!over) {
                throw new AssertionError("it goes on");
            }
            return retryMillis;
        });
    }

    public boolean isOver() {
        return over;
    }

    public int comments() {
        return comments.get();
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException gone) {
            // As was wanted.
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            var name = "";
            var data = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    lastId = line.substring("id: ".length());
                } else if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (line.startsWith("retry: ")) {
                    retryMillis = Integer.parseInt(line.substring("retry: ".length()));
                } else if (line.startsWith(":")) {
                    comments.incrementAndGet();
                } else if (line.isEmpty() && !data.isEmpty()) {
                    heard.add(new Heard(lastId, name, new JsonObject(data), System.nanoTime()));
                    data = "";
                }
            }
        } catch (IOException cut) {
            // That is an end, too.
        } finally {
            over = true;
        }
    }
}
