package dev.ticketing.system.faults;

import dev.ticketing.system.ServiceProcess;
import dev.ticketing.testkit.Eventually;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
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
        return ask(Request.cmd(Command.ZCARD).arg(sortedSet)).toLong();
    }

    /** Adds members to a sorted set, all with the same score. */
    public void add(String sortedSet, long score, List<String> members) {
        var request = Request.cmd(Command.ZADD).arg(sortedSet);
        members.forEach(member -> request.arg(score).arg(member));
        ask(request);
    }

    private Response ask(Request request) {
        var vertx = Vertx.vertx();
        try {
            return Eventually.await(Redis.createClient(vertx, uri()).send(request));
        } finally {
            Eventually.await(vertx.close());
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
