package dev.ticketing.system.torture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.ticketing.system.history.Checker;
import dev.ticketing.system.history.Checker.Standstill;
import dev.ticketing.system.history.Evidence;
import dev.ticketing.system.history.Finding;
import dev.ticketing.system.history.History;
import dev.ticketing.system.history.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;

/** What came of a run: its figures, and every broken promise. */
final class Verdict {

    /** A short one, so that many orders run out of time. */
    static final Duration WINDOW = Duration.ofSeconds(8);

    static final Duration GRACE = Duration.ofSeconds(2);
    private static final int PAYMENT_ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final History history;
    private final Evidence evidence;
    private final List<Finding> findings;

    Verdict(History history, Evidence evidence) {
        this(history, evidence, List.of());
    }

    Verdict(History history, Evidence evidence, List<Standstill> standstills) {
        this.history = history;
        this.evidence = evidence;
        this.findings = new Checker(WINDOW, PAYMENT_ATTEMPTS, PATIENCE, standstills).check(history.calls(), evidence);
    }

    /** The settings that go with it. */
    static Map<String, String> settings() {
        return Map.of("ORDER_WINDOW", WINDOW.toString(), "PAYMENT_GRACE", GRACE.toString(), "RATE_LIMITS", "off");
    }

    List<Finding> findings() {
        return findings;
    }

    /** Prints the figures, and fails with a report when a promise is broken. */
    void pass() {
        System.out.println("calls: " + history.figures());
        System.out.println("orders: "
                + evidence.orders().stream().collect(groupingBy(Evidence.Order::end, TreeMap::new, counting())));
        System.out.println("charges: "
                + evidence.charges().stream().collect(groupingBy(Evidence.Charge::status, TreeMap::new, counting())));
        System.out.println("longest call: " + history.longest());
        if (!findings.isEmpty()) {
            Assertions.fail(Report.of(findings, history.calls()));
        }
    }
}
