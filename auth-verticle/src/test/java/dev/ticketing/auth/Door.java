package dev.ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.RunningService;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** The auth context. */
final class Door implements AutoCloseable {

    static final String PASSWORD = "correct horse battery staple";
    static final String SIGN_UP = "/api/users/signup";
    static final String SIGN_IN = "/api/users/signin";
    static final String REFRESH = "/api/users/refresh";
    static final String SESSIONS = "/api/users/sessions";
    static final String SIGN_OUT = "/api/users/signout";
    static final String CURRENT = "/api/users/currentuser";

    private static final Pattern TOKEN = Pattern.compile("\\?token=(\\S+)");

    private final Events events;
    private final RunningService service;
    private final MongoClient mongo;

    Door(Backends backends) {
        this(backends, Map.of());
    }

    /** With some settings of a test's own. */
    Door(Backends backends, Map<String, String> settings) {
        this(backends, settings, Door::quick);
    }

    /** One whose passwords cost what they cost elsewhere. */
    static Door asDeployed(Backends backends) {
        return new Door(backends, Map.of(), AuthVerticle::new);
    }

    /** Whose passwords cost next to nothing. */
    static AuthVerticle quick(Environment environment, Clock clock) {
        return new AuthVerticle(environment, clock, vertx -> new Passwords(vertx, Duration.ofMinutes(1), 8, 1));
    }

    private Door(
            Backends backends, Map<String, String> settings, BiFunction<Environment, Clock, ContextVerticle> auth) {
        var environment = new HashMap<>(backends.environment());
        environment.putAll(settings);
        events = Events.watch(backends);
        service = RunningService.start(environment, auth);
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

    /** A browser in which somebody new is signed in. */
    ApiClient signedUp(String email) {
        var browser = browser();
        browser.post(SIGN_UP, credentials(email, PASSWORD)).expect(201);
        return browser;
    }

    /** Another browser in which somebody known is signed in. */
    ApiClient signedIn(String email) {
        var browser = browser();
        browser.post(SIGN_IN, credentials(email, PASSWORD)).expect(200);
        return browser;
    }

    /** The management port. */
    ApiClient management() {
        return service.managementClient();
    }

    /** The newest mail to an address with this subject, once it is there. */
    String mail(String to, String subject) {
        return Eventually.value(() -> {
            var found = mails(to).stream()
                    .filter(mail -> mail.getString("subject").equals(subject))
                    .map(mail -> mail.getString("text"))
                    .findFirst();
            assertThat(found).isPresent();
            return found.get();
        });
    }

    /** The mails to an address, the newest first. */
    List<JsonObject> mails(String to) {
        return management().get("/mailbox").expect(200).array().stream()
                .map(JsonObject.class::cast)
                .filter(mail -> mail.getString("to").equals(to))
                .toList();
    }

    /** The token of the link in a mail. */
    static String token(String text) {
        var matcher = TOKEN.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no link in " + text);
        }
        return matcher.group(1);
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
