package dev.ticketing.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What released versions have published and stored, as they wrote it: JSON files that are never edited, beside this
 * class, a folder for each version. docs/schema.md says how they come about and what they are for.
 */
public final class Recorded {

    /** Every version there is a recording of, the oldest first. */
    public static final List<String> VERSIONS = List.of("1.0");

    /** The collections that are recorded, by their contexts. */
    public static final Map<String, List<String>> COLLECTIONS = Map.of(
            "auth", List.of("users"),
            "tickets", List.of("tickets"),
            "orders", List.of("orders", "tickets"),
            "payments", List.of("charges"));

    private Recorded() {}

    /** The events of a type; empty for one that the version did not have. */
    public static List<JsonObject> events(String version, String type) {
        return read(version, "events/" + type);
    }

    /** The documents of a collection. */
    public static List<JsonObject> documents(String version, String context, String collection) {
        return read(version, "documents/" + context + "." + collection);
    }

    /** Writes events or documents where the next build finds them. */
    public static void write(Path module, String version, String name, Collection<JsonObject> what) {
        var file =
                module.resolve("src/main/resources/dev/ticketing/testkit/recorded/" + version + "/" + name + ".json");
        var lines = what.stream().map(JsonObject::encode).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonObject> read(String version, String name) {
        try (var file = Recorded.class.getResourceAsStream("recorded/" + version + "/" + name + ".json")) {
            var all = file == null ? Stream.of() : new JsonArray(new String(file.readAllBytes(), UTF_8)).stream();
            return all.map(JsonObject.class::cast).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
