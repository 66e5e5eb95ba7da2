package dev.ticketing.shared.tracing;

import dev.ticketing.shared.settings.Environment;
import java.util.List;

/**
 * Whether traces are exported. Where to and which share of them, OpenTelemetry's SDK reads by itself from the standard
 * {@code OTEL_*} variables.
 */
public record TracingSettings(boolean on) {

    private static final String OTLP = "otlp";
    private static final String NONE = "none";

    public static TracingSettings read(Environment environment) {
        return new TracingSettings(environment
                .oneOf("OTEL_TRACES_EXPORTER", List.of(OTLP, NONE), NONE)
                .equals(OTLP));
    }
}
