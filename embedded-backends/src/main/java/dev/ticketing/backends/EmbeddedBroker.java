package dev.ticketing.backends;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHostNode;
import org.apache.qpid.server.model.port.AmqpPort;

/**
 * An AMQP 0-9-1 broker (Apache Qpid Broker-J) on an ephemeral port of the loopback interface, for whoever
 * knows the password that is made up at every start. On a directory, persistent messages in durable queues
 * survive the death of the process once they are confirmed.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String USER = "ticketing";
    private static final String IN_MEMORY = "classpath:dev/ticketing/backends/broker-in-memory.json";
    private static final String ON_DIRECTORY = "classpath:dev/ticketing/backends/broker-on-directory.json";

    /** Bounds for a small process; Qpid's own grow with the heap, or stand at 256 MB of buffers. */
    private static final Map<String, String> LIMITS = Map.of(
            "virtualhost.connectionThreadPool.numberOfSelectors", "2",
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

    private EmbeddedBroker(String configuration, String storePath) {
        this.password = Passwords.next();
        Listener listener = new Listener();
        this.launcher = new SystemLauncher(listener);
        try {
            launcher.startup(attributes(configuration, storePath));
            this.port = listener.boundPort();
        } catch (Exception e) {
            launcher.shutdown();
            throw new IllegalStateException("The embedded broker cannot start: " + e.getMessage(), e);
        }
    }

    /** Starts a broker without queues, whose messages end with it. */
    public static EmbeddedBroker inMemory() {
        return new EmbeddedBroker(IN_MEMORY, "");
    }

    /** Starts a broker with the queues and messages in a directory, which it creates if it is missing. */
    public static EmbeddedBroker on(Path directory) {
        OwnerOnly.createDirectory(directory);
        return new EmbeddedBroker(ON_DIRECTORY, directory.toAbsolutePath().toString());
    }

    /** The address with user and password; the virtual host is "/". */
    public String uri() {
        return "amqp://" + USER + ":" + password + "@127.0.0.1:" + port;
    }

    @Override
    public void close() {
        try {
            launcher.shutdown();
        } catch (IllegalStateException closedAlready) {
            // When the process is told to end, Qpid's own shutdown hook may be quicker.
        }
    }

    private Map<String, Object> attributes(String configuration, String storePath) {
        Map<String, String> context = new HashMap<>(LIMITS);
        context.put("ticketing.storePath", storePath);
        context.put("ticketing.password", password);
        // Only the store writes to disk: no log of its own, no preferences.
        return Map.of(
                SystemConfig.TYPE,
                "Memory",
                SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                configuration,
                SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                false,
                "preferenceStoreAttributes",
                Map.of("type", "Noop"),
                SystemConfig.CONTEXT,
                context);
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
            Broker<?> broker = (Broker<?>) system.getContainer();
            for (VirtualHostNode<?> node : broker.getVirtualHostNodes()) {
                boolean open = node.getState() == State.ACTIVE
                        && node.getVirtualHost() != null
                        && node.getVirtualHost().getState() == State.ACTIVE;
                if (!open) {
                    throw new IllegalStateException("its store does not open");
                }
            }
            return broker.getPorts().stream()
                    .filter(AmqpPort.class::isInstance)
                    .findFirst()
                    .orElseThrow()
                    .getBoundPort();
        }
    }
}
