package dev.ticketing.backends;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHostNode;
import org.apache.qpid.server.model.port.AmqpPort;

/**
 * An AMQP 0-9-1 broker (Apache Qpid Broker-J) on an ephemeral port of the loopback interface, for whoever knows the
 * password that is made up at every start. On a directory, persistent messages in durable queues survive the death of
 * the process once they are confirmed.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String USER = "ticketing";
    private static final String CONFIGURATION = "classpath:dev/ticketing/backends/broker.json";

    /** Bounds for a small process; Qpid's own grow with the heap, or stand at 256 MB of buffers. */
    private static final Map<String, String> LIMITS = Map.of(
            "je.maxMemory", mebibytes(16),
            "je.log.fileMax", mebibytes(10),
            "broker.flowToDiskThreshold", mebibytes(32),
            "qpid.broker.networkBufferSize", "65536",
            "broker.directByteBufferPoolSize", "128",
            "virtualhost.connectionThreadPool.size", "8",
            "virtualhost.housekeepingThreadCount", "1",
            "broker.housekeepingThreadCount", "1");

    private final SystemLauncher launcher;
    private final String password;
    private final int port;

    private EmbeddedBroker(Map<String, String> store) {
        this.password = Passwords.next();
        Listener listener = new Listener();
        this.launcher = new SystemLauncher(listener);
        try {
            launcher.startup(attributes(store));
            this.port = listener.boundPort();
        } catch (Exception e) {
            launcher.shutdown();
            throw new IllegalStateException("The embedded broker cannot start: " + e.getMessage(), e);
        }
    }

    /** Starts a broker without queues, whose messages end with it. */
    public static EmbeddedBroker inMemory() {
        return new EmbeddedBroker(Map.of("nodeType", "Memory", "hostType", "Memory", "storePath", ""));
    }

    /** Starts a broker with the queues and messages in a directory, which it creates if it is missing. */
    public static EmbeddedBroker on(Path directory) {
        OwnerOnly.createDirectory(directory);
        return new EmbeddedBroker(Map.of(
                "nodeType", "BDB",
                "hostType", "ProvidedStore",
                "storePath", directory.toAbsolutePath().toString()));
    }

    /** The address with user and password; the virtual host is "/". */
    public String uri() {
        return "amqp://" + USER + ":" + password + "@127.0.0.1:" + port + "/";
    }

    @Override
    public void close() {
        launcher.shutdown();
    }

    private Map<String, Object> attributes(Map<String, String> store) {
        Map<String, String> context = new HashMap<>(LIMITS);
        store.forEach((name, value) -> context.put("ticketing." + name, value));
        context.put("ticketing.user", USER);
        context.put("ticketing.password", password);
        // Only the store writes to disk: no log of its own, no preferences.
        return Map.of(
                SystemConfig.TYPE, "Memory",
                SystemConfig.INITIAL_CONFIGURATION_LOCATION, CONFIGURATION,
                SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false,
                "preferenceStoreAttributes", Map.of("type", "Noop"),
                SystemConfig.CONTEXT, context);
    }

    private static String mebibytes(int count) {
        return String.valueOf(count * 1024L * 1024L);
    }

    /** Remembers what the launcher only tells its listener. */
    private static final class Listener extends DefaultSystemLauncherListener {

        private SystemConfig<?> system;
        private RuntimeException failure;

        @Override
        public void onContainerResolve(SystemConfig<?> systemConfig) {
            system = systemConfig;
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure = e;
        }

        int boundPort() {
            if (failure != null) {
                throw failure;
            }
            Broker<?> broker = system.getContainer(Broker.class);
            String broken = broker.getVirtualHostNodes().stream()
                    .filter(node -> node.getState() != State.ACTIVE)
                    .map(VirtualHostNode::getName)
                    .collect(Collectors.joining(", "));
            if (!broken.isEmpty()) {
                throw new IllegalStateException("its store does not open");
            }
            return broker.getPorts().stream()
                    .filter(AmqpPort.class::isInstance)
                    .findFirst()
                    .orElseThrow()
                    .getBoundPort();
        }
    }
}
