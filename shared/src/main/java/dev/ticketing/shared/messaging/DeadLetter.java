package dev.ticketing.shared.messaging;

import com.rabbitmq.client.GetResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A message that a service gave up on. Its id is made of its body, so that it needs nothing that a malformed message
 * may lack and stays the same when it is replayed and fails again; copies of one message share it.
 *
 * @param reason the failure of the last attempt
 * @param attempts how often it was tried, earlier lives included
 * @param routingKey what it was published with
 * @param since when it was given up; empty when nobody noted it
 * @param body what it is, no more than {@value #MAX_SHOWN} bytes of it
 */
public record DeadLetter(
        String id, String reason, int attempts, String routingKey, Optional<String> since, Buffer body) {

    static final int MAX_SHOWN = 8 * 1024;

    private static final int MAX_REASON = 1_000;
    private static final int ID_BYTES = 16;
    private static final String REASON = "reason";
    private static final String ATTEMPTS = "attempts";
    private static final String ROUTING_KEY = "routing-key";
    private static final String SINCE = "since";

    /** The headers of a message that is given up now. */
    static Map<String, Object> headers(Throwable reason, int attempts, String routingKey) {
        var words = String.valueOf(reason);
        var headers = new HashMap<>(replayHeaders(attempts, routingKey));
        // The reason may quote the event, and headers must fit one frame.
        headers.put(REASON, words.substring(0, Math.min(words.length(), MAX_REASON)));
        headers.put(SINCE, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return headers;
    }

    /** The headers of one that is put back into its queue: what it has been through is not forgotten. */
    static Map<String, Object> replayHeaders(int attempts, String routingKey) {
        return Map.of(ATTEMPTS, attempts, ROUTING_KEY, routingKey);
    }

    static DeadLetter of(GetResponse message) {
        var headers = headersOf(message.getProps().getHeaders());
        var body = message.getBody();
        return new DeadLetter(
                idOf(body),
                text(headers, REASON).orElse("unknown"),
                attempts(headers),
                routingKey(headers).orElse(""),
                text(headers, SINCE),
                Buffer.buffer(body).slice(0, Math.min(body.length, MAX_SHOWN)).copy());
    }

    /** How often a message was tried before it was replayed; 0 for one that was not. */
    static int attempts(Map<String, Object> headers) {
        return headersOf(headers).get(ATTEMPTS) instanceof Number number ? number.intValue() : 0;
    }

    /** What a replayed message was first published with. */
    static Optional<String> routingKey(Map<String, Object> headers) {
        return text(headersOf(headers), ROUTING_KEY);
    }

    static String idOf(byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** As the management port shows it: the event as JSON, or as text when it is none or too long. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put(REASON, reason)
                .put(ATTEMPTS, attempts)
                .put("routingKey", routingKey)
                .put(SINCE, since.orElse(null))
                .put("event", event());
    }

    private Object event() {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException noEvent) {
            return body.toString(StandardCharsets.UTF_8);
        }
    }

    private static Map<String, Object> headersOf(Map<String, Object> headers) {
        return headers == null ? Map.of() : headers;
    }

    private static Optional<String> text(Map<String, Object> headers, String name) {
        return Optional.ofNullable(headers.get(name)).map(Object::toString);
    }
}
