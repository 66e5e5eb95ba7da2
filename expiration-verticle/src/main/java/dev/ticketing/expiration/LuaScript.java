package dev.ticketing.expiration;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A script that Redis runs atomically; sent whole only when Redis does not know it (any more). */
final class LuaScript {

    private final String text;
    private final String sha1;

    private LuaScript(String text) {
        this.text = text;
        this.sha1 = sha1(text);
    }

    /** The script in a resource beside this class. */
    static LuaScript load(String resource) {
        try (var in = LuaScript.class.getResourceAsStream(resource)) {
            return new LuaScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Future<Response> run(Redis redis, List<String> keys, List<String> arguments) {
        return redis.send(request(Command.EVALSHA, sha1, keys, arguments))
                .recover(failure -> failure instanceof ErrorType error && error.is("NOSCRIPT")
                        ? redis.send(request(Command.EVAL, text, keys, arguments))
                        : Future.failedFuture(failure));
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        var request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private static String sha1(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
