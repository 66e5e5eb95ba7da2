package dev.ticketing.testkit;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.HashMap;
import java.util.Map;

/** The backends of one test class. */
public final class Backends {

    private final Vertx vertx;
    private final String mongoUri;
    private final String rabbitUri;
    private final String redisUri;

    Backends(Vertx vertx, String mongoUri, String rabbitUri, String redisUri) {
        this.vertx = vertx;
        this.mongoUri = mongoUri;
        this.rabbitUri = rabbitUri;
        this.redisUri = redisUri;
    }

    /** A Vert.x for the test's own use. */
    public Vertx vertx() {
        return vertx;
    }

    public String rabbitUri() {
        return rabbitUri;
    }

    public String redisUri() {
        return redisUri;
    }

    /** With a database name of this test class's own, which prefixes the contexts' own. */
    public String mongoUri() {
        return mongoUri;
    }

    /** A service's settings: these backends, ports of the system's choice, the test's keys. */
    public Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("MONGO_URI", mongoUri);
        environment.put("RABBITMQ_URI", rabbitUri);
        environment.put("REDIS_URI", redisUri);
        environment.put("HTTP_PORT", "0");
        environment.put("MANAGEMENT_PORT", "0");
        environment.put("JWT_PRIVATE_KEY", TestTokens.PRIVATE_PEM);
        environment.put("JWT_PUBLIC_KEYS", TestTokens.PUBLIC_PEM);
        return environment;
    }

    /** A client of a context's own database. */
    public MongoClient mongo(String context) {
        int path = mongoUri.indexOf('/', "mongodb://".length());
        int options = mongoUri.indexOf('?') < 0 ? mongoUri.length() : mongoUri.indexOf('?');
        var config = new JsonObject()
                .put("connection_string", mongoUri)
                .put("db_name", mongoUri.substring(path + 1, options) + "-" + context);
        return MongoClient.create(vertx, config);
    }

    /** Forgets every timer. */
    public void emptyRedis() {
        var redis = Redis.createClient(vertx, redisUri);
        Eventually.await(redis.send(Request.cmd(Command.FLUSHALL)).eventually(redis::close));
    }
}
