package dev.ticketing.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The public API over HTTP, as any program would use it. */
class DemoApi {

    private static final int MAX_CONNECTIONS = 8;
    private static final int KEEP_ALIVE_SECONDS = 5;
    private static final int TIMEOUT_SECONDS = 20;
    private static final int MAX_TRIES = 5;
    private static final int PAUSE_MILLIS = 1_000;

    private final Vertx vertx;
    private final HttpClient http;

    /** The API that listens on a port of this machine. */
    DemoApi(Vertx vertx, String host, int port) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDefaultHost(host)
                        .setDefaultPort(port)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
    }

    /** What the API does not do, and why. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(String call, int status, String body) {
            super("the demo got " + status + " for " + call + ": " + body, null, false, false);
            this.status = status;
        }

        static boolean isOf(Throwable failure, int status) {
            return failure instanceof Refused refused && refused.status == status;
        }
    }

    /**
     * What came back.
     *
     * @param cookies the Set-Cookie headers
     */
    record Answer(List<String> cookies, Buffer body) {
        JsonObject json() {
            return body.toJsonObject();
        }

        JsonArray array() {
            return body.toJsonArray();
        }
    }

    /**
     * Sends a request, a few times if need be, and fails with {@link Refused} unless it succeeds.
     *
     * @param cookie empty for nobody's
     * @param body null for none
     */
    Future<Answer> send(HttpMethod method, String path, String cookie, JsonObject body) {
        return send(method, path, cookie, body, 1);
    }

    private Future<Answer> send(HttpMethod method, String path, String cookie, JsonObject body, int count) {
        return http.request(method, path)
                .compose(request -> send(request, cookie, body))
                .compose(response -> response.body().map(content -> answer(method + " " + path, response, content)))
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> isPassing(failure) && count < MAX_TRIES
                        ? vertx.timer(PAUSE_MILLIS).compose(again -> send(method, path, cookie, body, count + 1))
                        : Future.failedFuture(failure));
    }

    /** Somebody is busy, or has not heard yet of what was listed a moment ago: the demo asks for nothing else. */
    private static boolean isPassing(Throwable failure) {
        return Refused.isOf(failure, 503) || Refused.isOf(failure, 404);
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, String cookie, JsonObject body) {
        if (!cookie.isEmpty()) {
            request.putHeader("cookie", cookie);
        }
        return body == null
                ? request.send()
                : request.putHeader("content-type", "application/json").send(body.toBuffer());
    }

    private static Answer answer(String call, HttpClientResponse response, Buffer body) {
        if (response.statusCode() >= 300) {
            throw new Refused(call, response.statusCode(), body.toString());
        }
        return new Answer(response.cookies(), body);
    }
}
