package dev.ticketing.system;

import dev.ticketing.testkit.ApiClient;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An operation of the API with a request that it serves: what tables of wrong input are crossed with.
 *
 * @param template the path, {@code :id} in it for the id
 * @param id of what the request is about; empty where the path has none
 * @param token of who asks; empty for nobody
 * @param fields what the body has; none for an operation that looks at no body
 * @param served the statuses of a request in which nothing is malformed
 */
record Route(
        HttpMethod method,
        String template,
        String id,
        Optional<String> token,
        List<Field> fields,
        Set<Integer> served) {

    /** What a field takes. */
    enum Kind {
        /** A string of bounded length without control characters. */
        TEXT,
        EMAIL,
        /** A string of bounded length, taken as it is. */
        PASSWORD,
        PRICE,
        OPTIONAL_PRICE
    }

    /**
     * A field of the body.
     *
     * @param valid a good value, as JSON
     * @param max how many characters it may have at most
     */
    record Field(String name, Kind kind, String valid, int max) {
        boolean required() {
            return kind != Kind.OPTIONAL_PRICE;
        }

        String with(String json) {
            return "\"" + name + "\":" + json;
        }
    }

    String path() {
        return template.replace(":id", id);
    }

    boolean isListOfPages() {
        return method.equals(HttpMethod.GET)
                && Set.of("/api/users", "/api/users/audit", "/api/tickets", "/api/orders", "/api/payments")
                        .contains(template);
    }

    boolean changesState() {
        return !method.equals(HttpMethod.GET);
    }

    /** The body of a request that is served. */
    String validBody() {
        return body(fields.stream().map(field -> field.with(field.valid())).toList());
    }

    /** The valid body but for one field's value. */
    String bodyWith(Field odd, String json) {
        return body(fields.stream()
                .map(field -> field.with(field.equals(odd) ? json : field.valid()))
                .toList());
    }

    String bodyWithout(Field missing) {
        return body(fields.stream()
                .filter(field -> !field.equals(missing))
                .map(field -> field.with(field.valid()))
                .toList());
    }

    /** A client of its user's own. */
    ApiClient client(Market market) {
        return cookie().map(cookie -> market.client().with("cookie", cookie)).orElseGet(market::client);
    }

    /** The cookie header's value that its user sends. */
    Optional<String> cookie() {
        return token.map(signed -> "session=" + signed);
    }

    private static String body(List<String> members) {
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
