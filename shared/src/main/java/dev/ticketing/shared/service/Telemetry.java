package dev.ticketing.shared.service;

import dev.ticketing.shared.tracing.Traces;
import dev.ticketing.shared.tracing.TracingSettings;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What can be seen of a process from outside: everything that is counted anywhere ends in one Prometheus registry, and
 * traces go to a collector, if they are on.
 */
public final class Telemetry implements AutoCloseable {

    private static final int MAX_EVENT_LOOP_MILLIS = 1_000;
    private static final int FLUSH_SECONDS = 5;

    private static final Set<String> ALL_BUT_POOLS = Arrays.stream(MetricsDomain.values())
            .filter(domain -> domain != MetricsDomain.NAMED_POOLS)
            .map(MetricsDomain::toCategory)
            .collect(Collectors.toSet());

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Optional<OpenTelemetrySdk> traces;

    /**
     * Prepares what is to be seen.
     *
     * @param name the process's, unless OTEL_SERVICE_NAME says otherwise
     */
    public Telemetry(TracingSettings tracing, String name) {
        registry.config().meterFilter(new Buckets());
        Metrics.addRegistry(registry);
        List.<MeterBinder>of(
                        new JvmMemoryMetrics(),
                        new JvmGcMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(binder -> binder.bindTo(registry));
        traces = tracing.on() ? Optional.of(exporterOf(name)) : Optional.empty();
        traces.ifPresent(Traces::recordWith);
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** A Vert.x that is seen here. */
    public Vertx vertx() {
        var options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setMaxEventLoopExecuteTime(MAX_EVENT_LOOP_MILLIS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setMetricsOptions(new MicrometerMetricsOptions()
                        .setEnabled(true)
                        // Pools only. Requests are measured by route, and with no more methods than there are; of the
                        // rest nobody has asked anything yet.
                        .setDisabledMetricsCategories(ALL_BUT_POOLS));
        return Vertx.builder()
                .with(options)
                .withMetrics(new MicrometerMetricsFactory(registry))
                .withTracer(traces.<VertxTracerFactory>map(OpenTelemetryTracingFactory::new)
                        .orElse(VertxTracerFactory.NOOP))
                .build();
    }

    /** Sends what is still to be sent, within a bound. Blocks. */
    @Override
    public void close() {
        traces.ifPresent(sdk -> sdk.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS));
        Metrics.removeRegistry(registry);
    }

    /** By the standard OTEL_* variables; only these defaults are ours. */
    private static OpenTelemetrySdk exporterOf(String name) {
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name", name,
                        "otel.exporter.otlp.protocol", "http/protobuf",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "none",
                        "otel.propagators", "tracecontext"))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }
}
