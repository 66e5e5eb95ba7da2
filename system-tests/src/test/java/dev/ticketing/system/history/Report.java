package dev.ticketing.system.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is printed about broken promises: each with the lines of the history about its subject, within bounds. */
public final class Report {

    private static final int MAX_FINDINGS = 20;
    private static final int MAX_LINES = 40;

    private Report() {}

    /** The findings, how many there are of each rule, and the first of them with what was asked and told. */
    public static String of(List<Finding> findings, List<Call> calls) {
        var lines = new ArrayList<String>();
        var counts = findings.stream().collect(Collectors.groupingBy(Finding::rule, Collectors.counting()));
        lines.add(findings.size() + " broken promises " + counts);
        for (var finding : findings.subList(0, Math.min(MAX_FINDINGS, findings.size()))) {
            lines.add("");
            lines.add(finding.toString());
            var about = calls.stream()
                    .filter(call -> call.isAbout(finding.subject()))
                    .toList();
            about.stream().skip(Math.max(0, about.size() - MAX_LINES)).forEach(call -> lines.add("    " + call));
        }
        return String.join("\n", lines);
    }
}
