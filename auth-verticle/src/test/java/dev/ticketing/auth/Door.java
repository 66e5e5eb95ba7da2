package dev.ticketing.auth;

import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.UUID;

/** The auth context. */
final class Door implements AutoCloseable {

    static final String PASSWORD = "correct horse battery staple";
    static final String SIGN_UP = "/api/users/signup";
    static final String SIGN_IN = "/api/users/signin";
    static final String SIGN_OUT = "/api/users/signout";
    static final String CURRENT = "/api/users/currentuser";

    private final Events events;
    private final RunningService service;
    private final MongoClient mongo;

    Door(Backends backends) {
        events = Events.watch(backends);
        service = RunningService.start(backends.environment(), AuthVerticle::new);
        mongo = backends.mongo("auth");
    }

    /** Where it is, which is also its page's origin. */
    String url() {
        return service.url();
    }

    /** A browser in which nobody is signed in. */
    ApiClient browser() {
        return service.client();
    }

    Events events() {
        return events;
    }

    /** How a user is stored. */
    JsonObject stored(String email) {
        return Eventually.await(mongo.findOne("users", new JsonObject().put("email", email), null));
    }

    static String newEmail() {
        return UUID.randomUUID() + "@example.com";
    }

    static JsonObject credentials(Object email, Object password) {
        return new JsonObject().put("email", email).put("password", password);
    }

    @Override
    public void close() {
        service.close();
        events.close();
    }
}
