package dev.ticketing.standalone;

import dev.ticketing.shared.settings.Environment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the command line says. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
final class Options {

    @Option(names = "--port", paramLabel = "N", description = "The HTTP port; 8080 unless HTTP_PORT says otherwise.")
    private Integer port;

    @Option(
            names = "--management-port",
            paramLabel = "N",
            description = "The port of health and metrics; 9090 unless MANAGEMENT_PORT says otherwise.")
    private Integer managementPort;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the data are kept; ./data unless DATA_DIR says otherwise.")
    private Path dataDir;

    @Option(names = "--in-memory", description = "Keep nothing: the data end with the process.")
    private boolean inMemory;

    /** Where the data are kept; empty for nowhere. */
    Optional<Path> dataDirectory(Environment environment) {
        if (inMemory) {
            return Optional.empty();
        } else if (dataDir != null) {
            return Optional.of(dataDir);
        }
        return Optional.of(Path.of(environment.text("DATA_DIR", "./data")));
    }

    /** Puts what the command line says above what the environment does. */
    void override(Map<String, String> environment) {
        if (port != null) {
            environment.put("HTTP_PORT", port.toString());
        }
        if (managementPort != null) {
            environment.put("MANAGEMENT_PORT", managementPort.toString());
        }
    }
}
