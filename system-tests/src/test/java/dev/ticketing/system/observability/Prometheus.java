package dev.ticketing.system.observability;

import dev.ticketing.system.ServiceProcess;
import dev.ticketing.system.faults.FreePort;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Prometheus, which the system property {@code prometheus} names, with the configuration for one {@code
 * ./ticketing}. Only the port, the folder of the rules and the intervals are the test's own.
 */
final class Prometheus implements AutoCloseable {

    private static final String CONFIGURATION = "observability/prometheus-local.yaml";
    private static final int STEP_SECONDS = 1;
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ServiceProcess process;
    private final String address;

    private Prometheus(ServiceProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it over a management port. */
    static Prometheus start(Path directory, String managementPort) {
        var file = directory.resolve("prometheus.yaml");
        try {
            Files.writeString(file, configuration(managementPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var listen = "127.0.0.1:" + FreePort.next();
        var process = ServiceProcess.start(
                "prometheus",
                List.of(
                        System.getProperty("prometheus"),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + listen),
                Map.of());
        // A Prometheus that cannot have its port ends instead: so it is this one which answers there.
        process.awaitLine("Server is ready to receive web requests");
        return new Prometheus(process, "http://" + listen);
    }

    private static String configuration(String managementPort) {
        var text = ProjectFiles.read(CONFIGURATION);
        var own = Map.of(
                "localhost:9090", "localhost:" + managementPort,
                "rules/*.yaml",
                        ProjectFiles.ROOT.resolve("observability/rules/*.yaml").toString(),
                "interval: 5s", "interval: " + STEP_SECONDS + "s");
        for (var replacement : own.entrySet()) {
            if (!text.contains(replacement.getKey())) {
                throw new AssertionError(CONFIGURATION + " lacks " + replacement.getKey());
            }
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        return text;
    }

    /** The names of all series that there are. */
    Set<String> names() {
        return strings(ask("/api/v1/label/__name__/values", "").getJsonArray("data"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The values of a query over the last minutes, those that are no number left out; fails when it is not valid. */
    List<Double> values(String query) {
        var now = Instant.now();
        var form = "query=" + encoded(query) + "&start=" + now.minus(LOOK_BACK).getEpochSecond() + "&end="
                + now.getEpochSecond() + "&step=" + STEP_SECONDS;
        var answer = ask("/api/v1/query_range", form);
        if (!answer.getString("status").equals("success")) {
            throw new AssertionError(query + ": " + answer.getString("error"));
        }
        return objects(answer.getJsonObject("data").getJsonArray("result"))
                .flatMap(series -> series.getJsonArray("values").stream())
                .map(sample -> Double.valueOf(((JsonArray) sample).getString(1).replace("Inf", "Infinity")))
                .filter(value -> !value.isNaN())
                .toList();
    }

    /** Its rules, as they were evaluated last. */
    List<JsonObject> rules() {
        return objects(ask("/api/v1/rules", "").getJsonObject("data").getJsonArray("groups"))
                .flatMap(group -> objects(group.getJsonArray("rules")))
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }

    private JsonObject ask(String path, String form) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        if (!form.isEmpty()) {
            request.header("content-type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
        }
        try {
            return new JsonObject(
                    HTTP.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static Stream<String> strings(JsonArray array) {
        return array.stream().map(String.class::cast);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
