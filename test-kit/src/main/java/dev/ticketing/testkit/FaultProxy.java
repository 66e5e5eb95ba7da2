package dev.ticketing.testkit;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy in front of a backend, for what goes wrong between two processes. It passes everything at first. */
public final class FaultProxy implements AutoCloseable {

    private static final Map<String, Integer> DEFAULT_PORTS =
            Map.of("amqp", 5672, "mongodb", 27017, "redis", 6379, "http", 80);
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    private enum Mode {
        PASS,
        REFUSE,
        DROP_REQUESTS,
        DROP_REPLIES,
        BLACK_HOLE
    }

    private final Vertx vertx = Vertx.vertx();
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final NetClient client;
    private final NetServer server;
    private final String uri;
    private volatile URI target;
    private volatile Mode mode = Mode.PASS;
    private volatile long delayMillis;

    private FaultProxy(String targetUri) {
        target = URI.create(targetUri);
        client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MILLIS));
        server = Eventually.await(
                vertx.createNetServer().connectHandler(this::accept).listen(0, "127.0.0.1"));
        var authority = target.getRawAuthority();
        var user = target.getRawUserInfo() == null ? "" : target.getRawUserInfo() + "@";
        // A driver that knows a replica set would ask it for its members' own addresses and go past the proxy.
        uri = targetUri
                .replace("//" + authority, "//" + user + "127.0.0.1:" + server.actualPort())
                .replaceFirst("replicaSet=[^&]*", "directConnection=true");
    }

    /** A proxy in front of the server that a URI names; one host only. */
    public static FaultProxy inFrontOf(String uri) {
        return new FaultProxy(uri);
    }

    /** The URI given, by way of the proxy. */
    public String uri() {
        return uri;
    }

    /** New connections go to another address of the same kind of server, from now on. */
    public void movedTo(String newUri) {
        target = URI.create(newUri);
    }

    /** Passes everything at once, from now on. */
    public void pass() {
        mode = Mode.PASS;
        delayMillis = 0;
    }

    /** Closes every connection; new ones pass. */
    public void cut() {
        mode = Mode.PASS;
        closeAll();
    }

    /** Closes every connection and refuses new ones, as if the server were gone. */
    public void refuse() {
        mode = Mode.REFUSE;
        closeAll();
    }

    /** Passes what clients send and swallows what the server answers: the effect happens and nobody hears of it. */
    public void dropReplies() {
        mode = Mode.DROP_REPLIES;
    }

    /** Swallows what clients send and passes what the server says. */
    public void dropRequests() {
        mode = Mode.DROP_REQUESTS;
    }

    /** Swallows everything; connections stay open. What comes through later is out of step: cut afterwards. */
    public void blackHole() {
        mode = Mode.BLACK_HOLE;
    }

    /** Passes everything so much later, either way, from now on. */
    public void delay(Duration duration) {
        delayMillis = duration.toMillis();
    }

    /** Ends any fault: whatever got out of step is closed, new connections pass. */
    public void heal() {
        pass();
        cut();
    }

    @Override
    public void close() {
        Eventually.await(vertx.close());
    }

    private void closeAll() {
        Set.copyOf(open).forEach(NetSocket::close);
    }

    private void accept(NetSocket down) {
        if (mode == Mode.REFUSE) {
            down.close();
            return;
        }
        track(down);
        down.pause();
        int port = target.getPort() < 0 ? DEFAULT_PORTS.get(target.getScheme()) : target.getPort();
        client.connect(port, target.getHost())
                .onSuccess(up -> {
                    track(up);
                    join(down, up);
                })
                .onFailure(unreachable -> down.close());
    }

    private void join(NetSocket down, NetSocket up) {
        forward(down, up, Set.of(Mode.PASS, Mode.DROP_REPLIES));
        forward(up, down, Set.of(Mode.PASS, Mode.DROP_REQUESTS));
        down.resume();
    }

    private void forward(NetSocket from, NetSocket to, Set<Mode> passing) {
        from.handler(bytes -> {
            if (!passing.contains(mode)) {
                return;
            }
            if (delayMillis > 0) {
                // Timers of one event loop and one length fire in the order in which they were set.
                vertx.setTimer(delayMillis, later -> write(bytes, from, to));
            } else {
                write(bytes, from, to);
            }
        });
        from.closeHandler(closed -> {
            open.remove(from);
            to.close();
        });
    }

    private static void write(Buffer bytes, NetSocket from, NetSocket to) {
        to.write(bytes);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    private void track(NetSocket socket) {
        open.add(socket);
        socket.closeHandler(closed -> open.remove(socket));
        socket.exceptionHandler(broken -> socket.close());
    }
}
