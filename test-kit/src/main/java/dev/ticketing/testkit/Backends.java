package dev.ticketing.testkit;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The backends of one test. */
public final class Backends {

    private final Vertx vertx;
    private final BackendServers servers;
    private final String database;

    private Backends(Vertx vertx, BackendServers servers, String database) {
        this.vertx = vertx;
        this.servers = servers;
        this.database = database;
    }

    static Backends of(Vertx vertx, BackendServers servers) {
        return new Backends(
                vertx, servers, "test-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** Servers that the test has started itself. */
    public static Backends at(Vertx vertx, String mongoUri, String rabbitUri, String redisUri) {
        return of(vertx, new BackendServers.Local(mongoUri, rabbitUri, redisUri));
    }

    /** The same servers with new databases. */
    public Backends anew() {
        return of(vertx, servers);
    }

    /** The same databases, reached by other addresses. */
    public Backends reachedBy(String mongoUri, String rabbitUri, String redisUri) {
        return new Backends(vertx, new BackendServers.Local(mongoUri, rabbitUri, redisUri), database);
    }

    /** A Vert.x for the test's own use. */
    public Vertx vertx() {
        return vertx;
    }

    public String rabbitUri() {
        return servers.rabbitUri();
    }

    public String redisUri() {
        return servers.redisUri();
    }

    /** With a database name of this test's own, which prefixes the contexts' own. */
    public String mongoUri() {
        var uri = servers.mongoUri();
        int options = uri.indexOf('?');
        var address = options < 0 ? uri : uri.substring(0, options);
        var slash = address.indexOf('/', "mongodb://".length()) < 0 ? "/" : "";
        return address + slash + database + (options < 0 ? "" : uri.substring(options));
    }

    /** A service's settings: these backends, ports of the system's choice, the test's keys. */
    public Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("MONGO_URI", mongoUri());
        environment.put("RABBITMQ_URI", rabbitUri());
        environment.put("REDIS_URI", redisUri());
        environment.put("RATE_LIMITS", "off");
        environment.put("HTTP_PORT", "0");
        environment.put("MANAGEMENT_PORT", "0");
        environment.putAll(TestTokens.environment());
        return environment;
    }

    /** A client of a context's own database. */
    public MongoClient mongo(String context) {
        var config =
                new JsonObject().put("connection_string", servers.mongoUri()).put("db_name", database + "-" + context);
        return MongoClient.create(vertx, config);
    }

    /** Forgets every timer. */
    public void emptyRedis() {
        var redis = Redis.createClient(vertx, redisUri());
        Eventually.await(redis.send(Request.cmd(Command.FLUSHALL)).eventually(redis::close));
    }
}
