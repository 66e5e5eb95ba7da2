package dev.ticketing.system.faults;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.system.ServiceProcess;
import dev.ticketing.system.history.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A RabbitMQ as Debian ships it: a node of its own name, ports and directory. */
public final class RabbitServer implements Server {

    private static final String BIN = "/usr/lib/rabbitmq/bin/";

    private final int port = FreePort.next();
    private final Map<String, String> environment = new HashMap<>();
    private ServiceProcess process;

    RabbitServer(Path directory) {
        environment.put("HOME", directory.toString());
        environment.put("RABBITMQ_NODENAME", "faults" + port + "@localhost");
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(FreePort.next()));
        environment.put("ERL_EPMD_PORT", Integer.toString(FreePort.next()));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_MNESIA_BASE", directory.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", directory.resolve("log").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", directory.resolve("plugins").toString());
        environment.put("RABBITMQ_CONFIG_FILE", directory.resolve("none").toString());
    }

    @Override
    public String uri() {
        return "amqp://guest:guest@127.0.0.1:" + port;
    }

    @Override
    public void start() {
        process = ServiceProcess.start("rabbitmq-server", List.of(BIN + "rabbitmq-server"), environment);
        process.awaitLine("completed with \\d+ plugins");
    }

    @Override
    public void kill9() {
        process.kill9WithChildren();
    }

    /** Runs {@code rabbitmqctl}; what it says. Fails when it fails. */
    public String ctl(String... arguments) {
        return run(Stream.concat(Stream.of(BIN + "rabbitmqctl"), Stream.of(arguments))
                .toList());
    }

    /** The market's queues, dead letters' included, with what waits in them and what is in somebody's hand. */
    public List<Evidence.Queue> queues() {
        return ctl("-q", "list_queues", "name", "messages_ready", "messages_unacknowledged", "--no-table-headers")
                .lines()
                .filter(line -> line.startsWith(Topology.EXCHANGE))
                .map(line -> line.split("\t", -1))
                .map(cells -> new Evidence.Queue(cells[0], Long.parseLong(cells[1]), Long.parseLong(cells[2])))
                .toList();
    }

    /** Takes no more messages, as when its memory or disk is full; publishers' connections are blocked. */
    public void raiseMemoryAlarm() {
        ctl("set_vm_memory_high_watermark", "0.00001");
    }

    public void clearMemoryAlarm() {
        ctl("set_vm_memory_high_watermark", "0.4");
    }

    /** Closes every connection from its side. */
    public void closeConnections() {
        ctl("close_all_connections", "--", "closed by a test");
    }

    /** Closes every channel and leaves the connections open. */
    public void closeChannels() {
        ctl("eval", "[rabbit_channel:shutdown(Pid) || Pid <- rabbit_channel:list()].");
    }

    /** Deletes it with all that is in it. */
    public void deleteQueue(String queue) {
        onChannel(channel -> channel.queueDelete(queue));
    }

    /** Lets a queue have no more of the events that match. */
    public void unbind(String queue, String routingKeys) {
        onChannel(channel -> channel.queueUnbind(queue, Topology.EXCHANGE, routingKeys));
    }

    /** Lets a queue have the events that match. */
    public void bind(String queue, String routingKeys) {
        onChannel(channel -> channel.queueBind(queue, Topology.EXCHANGE, routingKeys));
    }

    private interface ChannelTask {
        void run(Channel channel) throws IOException;
    }

    private void onChannel(ChannelTask task) {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(uri());
            try (var connection = factory.newConnection("test");
                    var channel = connection.createChannel()) {
                task.run(channel);
            }
        } catch (IOException | GeneralSecurityException | TimeoutException | URISyntaxException e) {
            throw new IllegalStateException("the broker does not do it", e);
        }
    }

    @Override
    public void close() {
        process.close();
        run(List.of("epmd", "-port", environment.get("ERL_EPMD_PORT"), "-kill"));
    }

    private String run(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            var running = builder.start();
            var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (running.waitFor() != 0) {
                throw new AssertionError(command + " says " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
