package dev.ticketing.shared.messaging;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection with one channel, kept up: connects, declares the topology, hands the channel over, and does it all
 * again when either the connection or only the channel goes. Everything that may block runs on the link's own thread.
 *
 * <p>The automatic recovery of amqp-client stays off: it would keep delivery tags and confirms of the old channel
 * alive on the new one. Here a channel is never replaced behind its user's back.
 */
final class AmqpLink {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpLink.class);
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int RPC_TIMEOUT_MILLIS = 5_000;
    private static final int HEARTBEAT_SECONDS = 5;
    private static final int FIRST_RETRY_MILLIS = 50;

    /** Little enough for everybody to hear of a ban within a second of the broker's return. */
    private static final int LAST_RETRY_MILLIS = 250;

    /** What a link's user does with a channel. Both are called on the link's thread. */
    interface User {
        void opened(Channel channel) throws IOException;

        void lost(String reason);
    }

    private final String name;
    private final BrokerSettings settings;
    private final User user;
    private final ScheduledThreadPoolExecutor thread;
    private final ExecutorService callbacks;
    private int retryMillis = FIRST_RETRY_MILLIS;
    private volatile Connection connection;
    private volatile Channel channel;
    private volatile boolean closing;

    AmqpLink(String name, BrokerSettings settings, User user) {
        this.name = name;
        this.settings = settings;
        this.user = user;
        this.thread = new ScheduledThreadPoolExecutor(1, daemons("amqp-" + name));
        this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.callbacks = Executors.newFixedThreadPool(1, daemons("amqp-" + name + "-callbacks"));
    }

    /** Starts connecting, for ever if need be. */
    void open() {
        run(this::connect);
    }

    boolean isUp() {
        var current = channel;
        return current != null && current.isOpen();
    }

    /**
     * Another channel on the same connection, for whoever closes it again. Blocks.
     *
     * @throws IOException when there is no connection
     */
    Channel anotherChannel() throws IOException {
        var current = connection;
        var another = current == null ? null : current.createChannel();
        if (another == null) {
            throw new IOException("not connected to the broker");
        }
        return another;
    }

    /** Runs something on the link's thread; silently not once the link is closing. */
    void run(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.debug("{}: closed", name);
        }
    }

    /** Closes for good. Blocks for as long as a close takes; call it from a worker. */
    void close() {
        closing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(RPC_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disconnect();
        callbacks.shutdown();
    }

    private void connect() {
        if (closing) {
            return;
        }
        try {
            var connected = factory().newConnection(callbacks, name);
            connection = connected;
            var opened = connected.createChannel();
            if (opened == null) {
                throw new IOException("no channel available");
            }
            Topology.declare(opened, settings.queueArguments());
            opened.addShutdownListener(cause -> run(() -> lost(opened, cause.getMessage())));
            channel = opened;
            user.opened(opened);
            if (retryMillis > FIRST_RETRY_MILLIS) {
                LOG.info("{}: connected to the broker again", name);
            }
            retryMillis = FIRST_RETRY_MILLIS;
        } catch (Throwable e) {
            // Whatever it is, a link that gave up would never publish or consume again.
            LOG.warn("{}: cannot use the broker ({}), trying again in {} ms", name, reasonOf(e), retryMillis);
            disconnect();
            reconnectLater();
        }
    }

    private void lost(Channel which, String reason) {
        if (which != channel || closing) {
            return;
        }
        LOG.warn("{}: lost the broker: {}", name, reason);
        try {
            disconnect();
            user.lost(reason);
        } finally {
            reconnectLater();
        }
    }

    private void reconnectLater() {
        if (!closing) {
            var unused = thread.schedule(this::connect, retryMillis, TimeUnit.MILLISECONDS);
            retryMillis = Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
        }
    }

    private void disconnect() {
        channel = null;
        var ended = connection;
        if (ended != null) {
            ended.abort(CONNECT_TIMEOUT_MILLIS);
            connection = null;
        }
    }

    private ConnectionFactory factory() throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(settings.uri());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        factory.setHandshakeTimeout(RPC_TIMEOUT_MILLIS);
        factory.setChannelRpcTimeout(RPC_TIMEOUT_MILLIS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setThreadFactory(daemons("amqp-" + name + "-io"));
        return factory;
    }

    private static String reasonOf(Throwable e) {
        return e instanceof TimeoutException
                ? "timed out"
                : String.valueOf(e.getMessage() == null ? e : e.getMessage());
    }

    private static ThreadFactory daemons(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
