package dev.ticketing.stripesimulator;

import io.vertx.core.json.JsonObject;

/**
 * @param body JSON
 * @param originalRequest the Request-Id of the request that was answered this way first; null unless replayed
 */
record Answer(int status, String body, String originalRequest) {

    static Answer of(int status, JsonObject body) {
        return new Answer(status, body.encode(), null);
    }

    static Answer replayOf(StoredAnswer stored) {
        return new Answer(stored.status(), stored.body(), stored.requestId());
    }

    static Answer internalError() {
        JsonObject error =
                new JsonObject().put("message", "An unknown error occurred").put("type", "api_error");
        return of(500, new JsonObject().put("error", error));
    }
}
