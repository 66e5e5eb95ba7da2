package dev.ticketing.shared.http;

import dev.ticketing.shared.domain.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One page of a list that is read by key: the request's {@code limit} and {@code cursor}, and the Link header (RFC
 * 8288) that names the next page.
 *
 * @param limit how many to show
 * @param after the key of the last one shown before; empty for the first page
 */
public record Page(int limit, Optional<String> after) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_CURSOR = 256;
    private static final String UNKNOWN_CURSOR = "must be one that a Link header gave";
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,4}");

    /** Reads {@code limit} (1 to 100, 20 unless given) and {@code cursor}. */
    public static Page requested(RoutingContext context) {
        var fields = new Fields(Map.of());
        var page = requested(context, fields);
        fields.check();
        return page;
    }

    /** The same for a request with more to read: what is wrong is noted among the rest. */
    public static Page requested(RoutingContext context, Fields fields) {
        return new Page(limit(context, fields), cursor(context, fields));
    }

    /** How many to ask the store for: one more than shown tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    /**
     * The answer.
     *
     * @param found what the store found, at most {@link #fetch} of them
     * @param key what the next page's cursor is made of
     */
    public <T> Reply reply(
            RoutingContext context, List<T> found, Function<T, String> key, Function<T, JsonObject> json) {
        var shown = found.subList(0, Math.min(limit, found.size()));
        var body = new JsonArray(shown.stream().map(json).toList());
        if (found.size() <= limit) {
            return Reply.ok(body);
        }
        var next = encode(key.apply(shown.get(shown.size() - 1)));
        return Reply.ok(body).withHeaders(Map.of("link", "<" + uriWith(context, next) + ">; rel=\"next\""));
    }

    private static int limit(RoutingContext context, Fields fields) {
        var values = context.queryParam("limit");
        if (values.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        var text = values.get(0);
        int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            fields.problem("limit", "must be a whole number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static Optional<String> cursor(RoutingContext context, Fields fields) {
        return context.queryParam("cursor").stream().findFirst().map(cursor -> decode(cursor, fields));
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor, Fields fields) {
        try {
            if (!cursor.isEmpty() && cursor.length() <= MAX_CURSOR) {
                return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException notBase64) {
            return fields.problem("cursor", UNKNOWN_CURSOR);
        }
        return fields.problem("cursor", UNKNOWN_CURSOR);
    }

    private static String uriWith(RoutingContext context, String cursor) {
        var uri = new StringBuilder(context.request().path()).append('?');
        context.queryParams().forEach(parameter -> {
            if (!parameter.getKey().equals("cursor")) {
                uri.append(encodeQuery(parameter.getKey()))
                        .append('=')
                        .append(encodeQuery(parameter.getValue()))
                        .append('&');
            }
        });
        return uri.append("cursor=").append(cursor).toString();
    }

    private static String encodeQuery(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
