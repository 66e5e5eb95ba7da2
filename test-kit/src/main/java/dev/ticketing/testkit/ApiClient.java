package dev.ticketing.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;

/**
 * A client of the API as a program would write one. It keeps its session cookie. Paths are resolved against the
 * address of whoever serves them, so that five processes look like one. Whatever passes is held against the {@link
 * Contracts}.
 */
public final class ApiClient {

    private static final Vertx VERTX = Vertx.vertx();
    private static final int TIMEOUT_MILLIS = 15_000;

    /** Shorter than a server keeps an idle connection, so that none is used at the moment of its end. */
    private static final int KEEP_ALIVE_SECONDS = 10;

    private static final WebClient HTTP = WebClient.create(
            VERTX,
            new WebClientOptions().setFollowRedirects(false).setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
            new io.vertx.core.http.PoolOptions().setHttp1MaxSize(256));

    private final UnaryOperator<String> addressOf;
    private final Map<String, String> cookies;
    private final Map<String, String> headers;

    private ApiClient(UnaryOperator<String> addressOf, Map<String, String> cookies, Map<String, String> headers) {
        this.addressOf = addressOf;
        this.cookies = new HashMap<>(cookies);
        this.headers = headers;
    }

    /** A client of one server. */
    public static ApiClient of(String baseUrl) {
        return of(path -> baseUrl);
    }

    /** A client of several: whoever serves a path is told by its address. */
    public static ApiClient of(UnaryOperator<String> addressOf) {
        return new ApiClient(addressOf, Map.of(), Map.of());
    }

    /** The same servers, with nobody signed in. */
    public ApiClient anew() {
        return new ApiClient(addressOf, Map.of(), headers);
    }

    /** The same servers, with a user signed in by a token made for it. */
    public ApiClient as(String userId) {
        return new ApiClient(addressOf, Map.of("session", TestTokens.forUser(userId)), headers);
    }

    /** The same servers, with an admin signed in by a token made for it. */
    public ApiClient asAdmin(String userId) {
        return new ApiClient(addressOf, Map.of("session", TestTokens.forAdmin(userId)), headers);
    }

    /** The same servers and user, with a header that goes along with every request. */
    public ApiClient with(String header, String value) {
        return new ApiClient(addressOf, cookies, Map.of(header, value));
    }

    public Answer get(String path) {
        return Eventually.await(send(HttpMethod.GET, path, null));
    }

    public Answer delete(String path) {
        return Eventually.await(send(HttpMethod.DELETE, path, null));
    }

    public Answer post(String path, JsonObject body) {
        return Eventually.await(send(HttpMethod.POST, path, body));
    }

    public Answer put(String path, JsonObject body) {
        return Eventually.await(send(HttpMethod.PUT, path, body));
    }

    /** Sends without waiting, for requests side by side. */
    public Future<Answer> send(HttpMethod method, String path, JsonObject body) {
        var request = request(method, path);
        if (body != null) {
            request.putHeader("content-type", "application/json");
        }
        return send(request, path, body == null ? null : body.toBuffer());
    }

    /** Sends any bytes with any headers. */
    public Answer sendRaw(HttpMethod method, String path, Map<String, String> headers, Buffer body) {
        var request = request(method, path);
        headers.forEach(request::putHeader);
        return Eventually.await(send(request, path, body));
    }

    private Future<Answer> send(HttpRequest<Buffer> request, String path, Buffer body) {
        Contracts.read();
        var sent = body == null ? request.send() : request.sendBuffer(body);
        return sent.map(response -> {
            Contracts.check(new Exchange(request.method(), path, request.headers(), body, response));
            return answer(response);
        });
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path) {
        var request = HTTP.requestAbs(method, addressOf.apply(path) + path).timeout(TIMEOUT_MILLIS);
        headers.forEach(request::putHeader);
        if (!cookies.isEmpty()) {
            var header = cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .toList();
            request.putHeader("cookie", String.join("; ", header));
        }
        return request;
    }

    private Answer answer(HttpResponse<Buffer> response) {
        for (var cookie : response.cookies()) {
            var pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
            if (pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return new Answer(response);
    }

    /** What came back. */
    public record Answer(HttpResponse<Buffer> response) {

        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.getHeader(name);
        }

        /** The whole Set-Cookie header of a cookie; empty when there is none. */
        public String cookie(String name) {
            return response.cookies().stream()
                    .filter(cookie -> cookie.startsWith(name + "="))
                    .findFirst()
                    .orElse("");
        }

        public JsonObject json() {
            return response.bodyAsJsonObject();
        }

        public io.vertx.core.json.JsonArray array() {
            return response.bodyAsJsonArray();
        }

        /** The first error's message. */
        public String error() {
            return json().getJsonArray("errors").getJsonObject(0).getString("message");
        }

        /** Asserts the status; for going on with what came back. */
        public Answer expect(int status) {
            Assertions.assertThat(status())
                    .as("status of %s", response.bodyAsString())
                    .isEqualTo(status);
            return this;
        }
    }
}
