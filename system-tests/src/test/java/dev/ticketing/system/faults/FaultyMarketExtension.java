package dev.ticketing.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the market once per JVM. */
final class FaultyMarketExtension implements BeforeEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(FaultyMarketExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        market(context).heal();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FaultyMarket.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return market(context);
    }

    private static FaultyMarket market(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> new Running(), Running.class)
                .market;
    }

    private static final class Running implements AutoCloseable {
        private final Path directory;
        private final FaultyMarket market;

        Running() {
            try {
                directory = Files.createTempDirectory("faults");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            market = FaultyMarket.start(directory, Map.of("MAX_LIVE_ORDERS", "1000"));
        }

        @Override
        public void close() throws IOException {
            market.close();
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
