package dev.ticketing.shared.store;

import dev.ticketing.shared.settings.Environment;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the database is. A database name in the URI prefixes the context's own, so that several installations can
 * share a server.
 *
 * @param uri {@code mongodb://} or {@code mongodb+srv://}; options in it win over the defaults below
 */
public record MongoSettings(String uri) {

    /** Durable writes and bounded waits: no request may hang while the database is away. */
    private static final Map<String, String> DEFAULT_OPTIONS = new LinkedHashMap<>();

    static {
        DEFAULT_OPTIONS.put("w", "majority");
        DEFAULT_OPTIONS.put("journal", "true");
        // What is published must not be rolled back: the relay may only read what a majority has.
        DEFAULT_OPTIONS.put("readConcernLevel", "majority");
        DEFAULT_OPTIONS.put("maxPoolSize", "32");
        DEFAULT_OPTIONS.put("serverSelectionTimeoutMS", "1000");
        DEFAULT_OPTIONS.put("connectTimeoutMS", "2000");
        DEFAULT_OPTIONS.put("socketTimeoutMS", "3000");
        DEFAULT_OPTIONS.put("waitQueueTimeoutMS", "2000");
    }

    public static MongoSettings read(Environment environment) {
        return new MongoSettings(environment.uri("MONGO_URI", List.of("mongodb", "mongodb+srv")));
    }

    /** A client for a context's own database. */
    public MongoClient client(Vertx vertx, String context) {
        var config =
                new JsonObject().put("connection_string", uriWithDefaults()).put("db_name", databaseOf(context));
        return MongoClient.createShared(vertx, config, context);
    }

    String databaseOf(String context) {
        var name = databaseInUri();
        return name.isEmpty() ? context : name + "-" + context;
    }

    String uriWithDefaults() {
        var complete = new StringBuilder(uri);
        if (!uri.contains("?")) {
            complete.append(pathStart() < 0 ? "/?" : "?");
        }
        // The driver ignores the case of an option's name, and of two it takes the last.
        var given = uri.toLowerCase(Locale.ROOT);
        DEFAULT_OPTIONS.forEach((name, value) -> {
            var option = name.toLowerCase(Locale.ROOT) + "=";
            if (!given.contains("?" + option) && !given.contains("&" + option)) {
                char last = complete.charAt(complete.length() - 1);
                complete.append(last == '?' || last == '&' ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return complete.toString();
    }

    private String databaseInUri() {
        int path = pathStart();
        int end = uri.indexOf('?') < 0 ? uri.length() : uri.indexOf('?');
        return path < 0 ? "" : uri.substring(path + 1, end);
    }

    private int pathStart() {
        int options = uri.indexOf('?');
        int path = uri.indexOf('/', uri.indexOf("://") + "://".length());
        return options >= 0 && path > options ? -1 : path;
    }

    /** Without the URI, which may hold a password. */
    @Override
    public String toString() {
        return "MongoSettings";
    }
}
