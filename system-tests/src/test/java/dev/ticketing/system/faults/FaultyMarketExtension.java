package dev.ticketing.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the market, and a collector of its traces, once per JVM. */
final class FaultyMarketExtension implements BeforeEachCallback, ParameterResolver {

    private static final Set<Class<?>> TYPES = Set.of(FaultyMarket.class, TraceCollector.class);
    private static final Namespace NAMESPACE = Namespace.create(FaultyMarketExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        running(context).market.heal();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FaultyMarket.class
                ? running(context).market
                : running(context).collector;
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> new Running(), Running.class);
    }

    private static final class Running implements AutoCloseable {
        private final Path directory;
        private final TraceCollector collector = new TraceCollector();
        private final FaultyMarket market;

        Running() {
            try {
                directory = Files.createTempDirectory("faults");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            market = FaultyMarket.start(directory, settings());
        }

        /** Only what a test asks to be traced is. */
        private Map<String, String> settings() {
            return Map.of(
                    "MAX_LIVE_ORDERS", "1000",
                    "OTEL_TRACES_EXPORTER", "otlp",
                    "OTEL_TRACES_SAMPLER", "parentbased_always_off",
                    "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
                    "OTEL_BSP_SCHEDULE_DELAY", "200");
        }

        @Override
        public void close() throws IOException {
            market.close();
            collector.close();
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
