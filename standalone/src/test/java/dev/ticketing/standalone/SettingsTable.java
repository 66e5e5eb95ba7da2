package dev.ticketing.standalone;

import dev.ticketing.shared.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table of settings in docs/operations.md. Its columns are: the name; who reads it ({@code all}, {@code all with an
 * API}, or names with commas between them); {@code required}, {@code none} or the default set as code; and words.
 */
record SettingsTable(String text) {

    static final Path FILE = Path.of("..", "docs", "operations.md");
    static final List<String> SERVICES = List.of("auth", "tickets", "orders", "expiration", "payments");

    private static final List<String> WITH_API = List.of("auth", "tickets", "orders", "payments");
    private static final String HEADER = "| name | who | default | |\n| --- | --- | --- | --- |\n";

    static SettingsTable read() throws IOException {
        return new SettingsTable(Files.readString(FILE));
    }

    /** What each of those who read settings reads. */
    Map<String, Set<Setting>> byReader() {
        var settings = new HashMap<String, Set<Setting>>();
        for (var row : rows()) {
            var setting = new Setting(row.get(0), row.get(2).equals("required"), defaultIn(row.get(2)));
            for (var reader : readers(row.get(1))) {
                if (!settings.computeIfAbsent(reader, name -> new HashSet<>()).add(setting)) {
                    throw new AssertionError("there twice: " + row);
                }
            }
        }
        return settings;
    }

    /** Those whom the second column means. */
    static List<String> readers(String who) {
        return switch (who) {
            case "all" -> SERVICES;
            case "all with an API" -> WITH_API;
            default -> List.of(who.split(", ", -1));
        };
    }

    private List<List<String>> rows() {
        int start = text.indexOf(HEADER) + HEADER.length();
        if (start < HEADER.length()) {
            throw new AssertionError("there is no table of settings");
        }
        return Arrays.stream(text.substring(start, text.indexOf("\n\n", start)).split("\n", -1))
                .map(row -> Arrays.stream(row.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static Optional<String> defaultIn(String cell) {
        if (cell.equals("required") || cell.equals("none")) {
            return Optional.empty();
        } else if (cell.matches("`[^`]+`")) {
            return Optional.of(cell.substring(1, cell.length() - 1));
        }
        throw new AssertionError("a default is required, none or set as code, not " + cell);
    }
}
