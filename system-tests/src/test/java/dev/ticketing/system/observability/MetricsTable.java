package dev.ticketing.system.observability;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables in docs/metrics.md: what our processes export, and what others do. */
record MetricsTable(String text) {

    private static final String HEADER = "| metric | kind | labels | what it is |\n| --- | --- | --- | --- |\n";
    private static final Map<String, List<String>> SUFFIXES = Map.of(
            "counter", List.of(""),
            "gauge", List.of(""),
            "summary", List.of("_count", "_sum", "_max"),
            "histogram", List.of("_bucket", "_count", "_sum", "_max"));

    /** A row. */
    record Metric(String name, String kind, Set<String> labels) {}

    static MetricsTable read() {
        return new MetricsTable(ProjectFiles.read("docs/metrics.md"));
    }

    /** Rows of the chapter "Ours". */
    List<Metric> ours() {
        return rows("## Ours\n");
    }

    /** Rows of the chapter "Others'". */
    List<Metric> others() {
        return rows("## Others'\n");
    }

    /** The names that the series of a metric have. */
    static Set<String> series(List<Metric> metrics) {
        var names = new TreeSet<String>();
        for (var metric : metrics) {
            SUFFIXES.get(metric.kind()).forEach(suffix -> names.add(metric.name() + suffix));
        }
        return names;
    }

    private List<Metric> rows(String chapter) {
        int start = text.indexOf(HEADER, text.indexOf(chapter)) + HEADER.length();
        int end = text.indexOf("\n\n", start);
        var rows = new TreeMap<String, Metric>();
        for (var line : text.substring(start, end < 0 ? text.length() : end).split("\n", -1)) {
            if (!line.isBlank()) {
                var metric = metric(line);
                if (rows.put(metric.name(), metric) != null) {
                    throw new AssertionError("there twice: " + line);
                }
            }
        }
        return List.copyOf(rows.values());
    }

    private static Metric metric(String line) {
        var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        if (cells.size() != 6 || !SUFFIXES.containsKey(cells.get(2))) {
            throw new AssertionError("no row of metrics: " + line);
        }
        var labels =
                cells.get(3).isEmpty() ? Set.<String>of() : Set.of(cells.get(3).split(", ", -1));
        return new Metric(cells.get(1), cells.get(2), labels);
    }
}
