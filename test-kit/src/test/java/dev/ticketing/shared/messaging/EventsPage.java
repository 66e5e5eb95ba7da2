package dev.ticketing.shared.messaging;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** docs/events.md, as far as a program can read it. */
record EventsPage(String text) {

    static final Path FILE = Path.of("..", "docs", "events.md");

    /** The first cell of a row without its decoration, and the other cells as they are. */
    record Row(String name, List<String> cells) {}

    static EventsPage read() throws IOException {
        return new EventsPage(Files.readString(FILE));
    }

    /** Every block of JSON. */
    List<JsonObject> examples() {
        return Pattern.compile("(?ms)^```json\n(.*?)^```$")
                .matcher(text)
                .results()
                .map(block -> new JsonObject(block.group(1)))
                .toList();
    }

    /** The rows of the one table in a section; see {@link #sectionOf}. */
    List<Row> table(String section) {
        return Arrays.stream(sectionOf(section).split("\n", -1))
                .filter(line -> line.startsWith("|") && !line.startsWith("| ---"))
                .skip(1)
                .map(EventsPage::row)
                .toList();
    }

    /** The words in a cell that are set as code. */
    static List<String> code(String cell) {
        return Pattern.compile("`([^`]*)`")
                .matcher(cell)
                .results()
                .map(code -> code.group(1))
                .toList();
    }

    /** A section without its heading; what stands before all sections under no name. */
    String sectionOf(String name) {
        return Arrays.stream(text.split("(?m)^## ", -1))
                .filter(section -> name.isEmpty() || section.startsWith(name + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no section " + name));
    }

    private static Row row(String line) {
        var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        return new Row(String.join("", code(cells.get(1))), cells.subList(2, cells.size() - 1));
    }
}
