package dev.ticketing.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.UserSnapshot;
import dev.ticketing.shared.events.UserSnapshot.Status;
import dev.ticketing.shared.messaging.BrokerSettings;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.InstanceEventsVerticle;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.MongoSettings;
import dev.ticketing.shared.store.UserStandings.Standing;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances of a service, of which the first gets what comes by the service's queue. */
@WithBackends
class BansIT {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private static Backends backends;
    private static Vertx vertx;
    private static Events events;

    private final String user = UUID.randomUUID().toString();
    private final List<String> deployed = new ArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Documents users = users(backends.mongoUri());
    private final Bans first = bans(users, this::note);
    private final Bans second = bans(users, this::note);

    @BeforeAll
    static void start(Backends given) {
        backends = given;
        vertx = given.vertx();
        events = Events.watch(given);
    }

    @AfterAll
    static void stop() {
        events.close();
    }

    @AfterEach
    void hearNoMore() {
        deployed.forEach(id -> Eventually.await(vertx.undeploy(id)));
    }

    @Test
    void an_instance_hears_of_a_ban_on_a_queue_of_its_own_and_of_its_end() {
        hear(second);
        publish(2, Status.BANNED);
        Eventually.holdsWithin(
                A_SECOND, () -> assertThat(second.list().has(user)).isTrue());
        publish(3, Status.ACTIVE);
        Eventually.holdsWithin(
                A_SECOND, () -> assertThat(second.list().has(user)).isFalse());
    }

    /** The control: nothing else tells it so soon. */
    @Test
    void an_instance_without_its_own_queue_hears_of_a_ban_only_when_it_looks() {
        Eventually.await(second.load());
        hear(first);
        Eventually.await(first.apply(publish(2, Status.BANNED)));
        assertThat(first.list().has(user)).isTrue();
        assertThat(second.list().has(user)).isFalse();
        Eventually.await(second.refresh());
        assertThat(second.list().has(user)).isTrue();
    }

    @Test
    void who_was_banned_is_known_again_after_a_restart_and_not_before_the_list_is_read() {
        Eventually.await(first.load());
        Eventually.await(first.apply(ban(2)));
        var restarted = bans(users, this::note);
        assertThat(restarted.isLoaded()).isFalse();
        assertThat(restarted.list().has(user)).isFalse();
        Eventually.await(restarted.load());
        assertThat(restarted.isLoaded()).isTrue();
        assertThat(restarted.list().has(user)).isTrue();
    }

    @Test
    void more_users_than_a_batch_are_all_read() {
        Eventually.await(first.load());
        var all = new ArrayList<String>();
        for (int batch = 0; batch < 12; batch++) {
            var ids = Stream.generate(() -> UUID.randomUUID().toString())
                    .limit(50)
                    .toList();
            Eventually.await(Future.all(ids.stream()
                    .map(id -> first.apply(event(id, 2, Status.BANNED)))
                    .toList()));
            all.addAll(ids);
        }
        Eventually.await(second.load());
        assertThat(all).allMatch(second.list()::has);
        assertThat(second.list().size()).isGreaterThanOrEqualTo(all.size());
    }

    @Test
    void a_list_that_cannot_be_read_is_not_loaded() {
        try (var mongo = FaultProxy.inFrontOf(backends.mongoUri())) {
            var cutOff = bans(users(mongo.uri()), this::note);
            Eventually.await(cutOff.load());
            mongo.refuse();
            var another = bans(users(mongo.uri()), this::note);
            assertThat(another.load().failed()).isFalse();
            assertThat(another.isLoaded()).isFalse();
            mongo.heal();
            Eventually.holds(() -> assertThat(another.isLoaded()).isTrue());
        }
    }

    @Test
    void an_older_snapshot_bans_nobody_again() {
        hear(second);
        Eventually.await(first.apply(ban(2)));
        Eventually.await(first.apply(event(user, 3, Status.ACTIVE)));
        for (int i = 0; i < 3; i++) {
            Eventually.await(first.apply(ban(2)));
            publish(2, Status.BANNED);
        }
        assertThat(first.list().has(user)).isFalse();
        // The second had never heard of the user: what is stored tells it better.
        publish(4, Status.BANNED);
        Eventually.holds(() -> assertThat(second.list().has(user)).isTrue());
        publish(5, Status.ACTIVE);
        Eventually.holds(() -> assertThat(second.list().has(user)).isFalse());
    }

    @Test
    void what_comes_before_a_ban_in_time_but_later_on_the_way_does_not_end_it() {
        Eventually.await(first.apply(ban(3)));
        Eventually.await(first.apply(event(user, 1, Status.ACTIVE)));
        Eventually.await(first.apply(event(user, 2, Status.ACTIVE)));
        assertThat(first.list().has(user)).isTrue();
    }

    @Test
    void a_ban_is_stored_before_it_is_acted_on_and_acted_on_again_when_that_failed() {
        Eventually.await(second.load());
        var broken = bans(users, banned -> Future.failedFuture("the effect fails"));
        assertThatThrownBy(() -> Eventually.await(broken.apply(ban(2)))).hasMessageContaining("the effect fails");
        Eventually.await(second.refresh());
        assertThat(second.list().has(user)).isTrue();
        // It is delivered again, which is no news any more.
        Eventually.await(first.apply(ban(2)));
        assertThat(done).contains(user);
    }

    /** One scan is its own control: it does not see what comes after it. */
    @Test
    void what_a_request_writes_after_the_ban_was_acted_on_is_found_by_the_sweep() {
        var held = new CopyOnWriteArrayList<String>();
        var bans = bans(users, banned -> {
            held.remove(banned.userId());
            return Future.succeededFuture();
        });
        Eventually.await(bans.load());
        held.add(user);
        Eventually.await(bans.apply(ban(2)));
        assertThat(held).isEmpty();
        held.add(user);
        assertThat(held).containsExactly(user);
        Eventually.await(bans.sweep());
        assertThat(held).isEmpty();
    }

    @Test
    void the_sweep_acts_again_on_the_bans_of_late_and_on_no_other() {
        Eventually.await(first.load());
        Eventually.await(first.apply(ban(2)));
        done.clear();
        Eventually.await(second.sweep());
        assertThat(done).contains(user);
        Eventually.await(first.apply(event(user, 3, Status.ACTIVE)));
        done.clear();
        Eventually.await(second.sweep());
        assertThat(done).doesNotContain(user);
    }

    private Future<?> note(Standing banned) {
        done.add(banned.userId());
        return Future.succeededFuture();
    }

    private static Documents users(String mongoUri) {
        return new Documents(vertx, new MongoSettings(mongoUri).client(vertx, "bans"), "users");
    }

    private static Bans bans(Documents users, Function<Standing, Future<?>> effect) {
        return new Bans(users, effect, Service.CLOCK);
    }

    /** By a queue of its own, until the test is over. */
    private void hear(Bans bans) {
        var verticle = new InstanceEventsVerticle(
                "tickets",
                new BrokerSettings(backends.rabbitUri(), "classic"),
                Topology.USERS,
                bans::hear,
                bans::connected);
        deployed.add(Eventually.await(vertx.deployVerticle(verticle)));
        Eventually.holds(() -> assertThat(verticle.isUp()).isTrue());
    }

    private CloudEvent publish(long version, Status status) {
        var event = event(user, version, status);
        events.publish(event);
        return event;
    }

    private CloudEvent ban(long version) {
        return event(user, version, Status.BANNED);
    }

    private static CloudEvent event(String id, long version, Status status) {
        var type = status == Status.BANNED
                ? EventType.USER_BANNED
                : version == 1 ? EventType.USER_CREATED : EventType.USER_UNBANNED;
        var snapshot = new UserSnapshot(id, version, "somebody@example.com", status);
        return CloudEvent.of(type, "auth", id, version, snapshot, Instant.now());
    }
}
