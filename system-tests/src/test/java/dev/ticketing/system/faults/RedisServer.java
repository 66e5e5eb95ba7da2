package dev.ticketing.system.faults;

import dev.ticketing.system.ServiceProcess;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A redis-server as Debian ships it, with its append-only file written once a second. */
public final class RedisServer implements Server {

    private final int port = FreePort.next();
    private final Path directory;
    private ServiceProcess process;

    RedisServer(Path directory) {
        this.directory = directory;
    }

    @Override
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void start() {
        process = ServiceProcess.start(
                "redis-server",
                List.of(
                        "redis-server",
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        directory.toString(),
                        "--appendonly",
                        "yes"),
                Map.of());
        process.awaitLine("Ready to accept connections");
    }

    @Override
    public void kill9() {
        process.kill9();
    }

    /** How many members a sorted set has. */
    public long sizeOf(String sortedSet) {
        var vertx = Vertx.vertx();
        try {
            var redis = Redis.createClient(vertx, uri());
            return Eventually.await(redis.send(Request.cmd(Command.ZCARD).arg(sortedSet)))
                    .toLong();
        } finally {
            Eventually.await(vertx.close());
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
