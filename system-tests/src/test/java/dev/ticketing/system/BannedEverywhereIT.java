package dev.ticketing.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.auth.AuthVerticle;
import dev.ticketing.orders.OrdersVerticle;
import dev.ticketing.payments.PaymentsVerticle;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.WithBackends;
import dev.ticketing.tickets.TicketsVerticle;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A banned user is refused by both instances of every service. {@code BansIT} has what happens without each part. */
@WithBackends
class BannedEverywhereIT {

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final JsonObject REASON = new JsonObject().put("reason", "a test");

    private static final Map<String, BiFunction<Environment, Clock, ContextVerticle>> WITH_USERS = Map.of(
            "/api/users/sessions", AuthVerticle::new,
            "/api/tickets?seller=me", TicketsVerticle::new,
            "/api/orders", OrdersVerticle::new,
            "/api/payments", PaymentsVerticle::new);

    private static final SimulatedStripe STRIPE = new SimulatedStripe();
    private static final List<Instance> INSTANCES = new ArrayList<>();
    private static FaultProxy broker;

    /** One of two of a service, and what only somebody signed in may ask it. */
    private record Instance(String path, RunningService service) {}

    @BeforeAll
    static void start(Backends backends) {
        broker = FaultProxy.inFrontOf(backends.rabbitUri());
        WITH_USERS.forEach((path, context) -> {
            for (int i = 0; i < 2; i++) {
                INSTANCES.add(new Instance(path, RunningService.start(environment(backends), context)));
            }
        });
    }

    private static Map<String, String> environment(Backends backends) {
        var environment = backends.environment();
        environment.putAll(STRIPE.client().environment());
        environment.put("RABBITMQ_URI", broker.uri());
        return environment;
    }

    @AfterAll
    static void stop() {
        INSTANCES.forEach(instance -> instance.service().close());
        broker.close();
        STRIPE.close();
    }

    @Test
    void within_a_second_by_every_instance_of_every_service() {
        var user = signUp();
        assertServed(user);
        long from = System.nanoTime();
        ban(user);
        Eventually.holdsWithin(A_SECOND, () -> assertRefused(user));
        report("after a ban", from);
        unban(user);
        Eventually.holds(() -> assertServedAnew(user));
    }

    @Test
    void within_a_second_of_the_brokers_return_when_it_was_away_and_after_every_restart(Backends backends) {
        var user = signUp();
        broker.refuse();
        try {
            ban(user);
            // What nobody has told them they cannot know: a token's life is the longest that this can go on.
            assertThat(INSTANCES.stream().filter(instance -> !instance.path().startsWith("/api/users")))
                    .allSatisfy(instance -> get(instance, user).expect(200));
        } finally {
            broker.heal();
        }
        long from = System.nanoTime();
        // Another second for a busy machine; what it took is printed.
        Eventually.holdsWithin(A_SECOND.plus(A_SECOND), () -> assertRefused(user));
        report("after the broker's return", from);
        WITH_USERS.forEach((path, context) -> {
            try (var restarted = RunningService.start(environment(backends), context)) {
                get(new Instance(path, restarted), user).expect(401);
            }
        });
    }

    private static void report(String what, long fromNanos) {
        System.out.printf(
                "refused by %d instances %d ms %s%n",
                INSTANCES.size(), (System.nanoTime() - fromNanos) / 1_000_000, what);
    }

    private static void assertServed(User user) {
        assertThat(INSTANCES).allSatisfy(instance -> get(instance, user).expect(200));
    }

    /** Of auth by another sign-in: what the ban ended stays so. */
    private static void assertServedAnew(User user) {
        auth().client().post("/api/users/signin", user.credentials()).expect(200);
        assertThat(INSTANCES.stream().filter(instance -> !instance.path().startsWith("/api/users")))
                .allSatisfy(instance -> get(instance, user).expect(200));
    }

    private static void assertRefused(User user) {
        assertThat(INSTANCES).allSatisfy(instance -> get(instance, user).expect(401));
    }

    private static ApiClient.Answer get(Instance instance, User user) {
        return instance.service()
                .client()
                .with("cookie", "session=" + user.token())
                .get(instance.path());
    }

    private static RunningService auth() {
        return INSTANCES.stream()
                .filter(instance -> instance.path().startsWith("/api/users"))
                .findFirst()
                .orElseThrow()
                .service();
    }

    private record User(String id, String token, JsonObject credentials) {}

    private static User signUp() {
        var credentials = new JsonObject()
                .put("email", UUID.randomUUID() + "@example.com")
                .put("password", "correct horse");
        var answer = auth().client().post("/api/users/signup", credentials).expect(201);
        var token = answer.response().cookies().stream()
                .filter(cookie -> cookie.startsWith("session="))
                .map(cookie -> cookie.substring("session=".length(), cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
        return new User(answer.json().getString("id"), token, credentials);
    }

    private static void ban(User user) {
        auth().client()
                .asAdmin("admin")
                .post("/api/users/" + user.id() + "/ban", REASON)
                .expect(204);
    }

    private static void unban(User user) {
        auth().client()
                .asAdmin("admin")
                .delete("/api/users/" + user.id() + "/ban")
                .expect(204);
    }
}
