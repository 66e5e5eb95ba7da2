package dev.ticketing.payments;

import dev.ticketing.payments.domain.Comparison;
import dev.ticketing.shared.messaging.WireName;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Shows how many mismatches there are that no operator has dismissed, by kind. One set for the process. */
final class ReconciliationFigures {

    private static final Map<String, AtomicInteger> OPEN = Comparison.MISMATCHES.stream()
            .collect(Collectors.toUnmodifiableMap(WireName::of, ReconciliationFigures::gauge));

    private static AtomicInteger gauge(Comparison kind) {
        return Metrics.gauge("reconciliation.mismatches", Tags.of("kind", WireName.of(kind)), new AtomicInteger());
    }

    void show(List<JsonObject> mismatches) {
        var counts = mismatches.stream()
                .filter(mismatch -> !mismatch.getBoolean("dismissed"))
                .collect(Collectors.groupingBy(mismatch -> mismatch.getString("kind"), Collectors.counting()));
        OPEN.forEach((kind, gauge) -> gauge.set(counts.getOrDefault(kind, 0L).intValue()));
    }
}
