package dev.ticketing.shared.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.messaging.BrokerSettings;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.messaging.ConfirmingPublisher;
import dev.ticketing.shared.store.ReemissionVerticle.Progress;
import dev.ticketing.shared.store.ReemissionVerticle.State;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Events;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an owner says once more is what it said last, and saying it changes nothing of its own. */
@Tag("long")
@WithBackends
class ReemissionIT {

    private static final Duration NEVER = Duration.ofDays(1);

    private final Vertx vertx = Vertx.vertx();
    private Events events;
    private FaultProxy proxy;
    private ConfirmingPublisher publisher;
    private Tally.Store store;

    @BeforeEach
    void open(Backends given) {
        var backends = given.anew();
        events = Events.watch(backends);
        proxy = FaultProxy.inFrontOf(backends.rabbitUri());
        store = Tally.Store.open(vertx, new MongoSettings(backends.mongoUri()));
        Eventually.await(store.tallies().ensureIndexes());
        publisher = new ConfirmingPublisher(vertx, "tally", new BrokerSettings(proxy.uri(), "classic"));
        publisher.open();
        Eventually.holds(() -> assertThat(publisher.isUp()).isTrue());
        Eventually.await(vertx.deployVerticle(store.relay(publisher)));
    }

    @AfterEach
    void close() {
        Eventually.await(publisher.close());
        Eventually.await(vertx.close());
        proxy.close();
        events.close();
    }

    @Test
    void the_last_event_comes_once_more_under_another_id_and_the_document_stays_as_it_is() {
        var id = inserted();
        Eventually.await(store.increment(id));
        var said = awaitEvents(id, 2).get(1);
        // Changes that nobody hears of have versions of their own.
        Eventually.await(silentChange(id));
        awaitEmptyOutbox(id);
        var document = Eventually.await(store.document(id));
        assertThat(document.getLong("version")).isEqualTo(3);

        await(reemission(NEVER), new Selection.All(), 1);
        var again = awaitEvents(id, 3).get(2);
        assertThat(again.id()).isNotEqualTo(said.id());
        assertThat(withoutId(again)).isEqualTo(withoutId(said));
        assertThat(Eventually.await(store.document(id))).isEqualTo(document);
    }

    @Test
    void all_of_several_batches_are_published_once_each() {
        int count = ReemissionVerticle.REQUESTED_PER_SECOND + 50;
        var ids = IntStream.range(0, count).mapToObj(i -> newId()).toList();
        Eventually.await(Future.all(ids.stream().map(store::insert).toList()));
        Eventually.holds(() -> assertThat(events.seen()).hasSize(count));
        await(reemission(NEVER), new Selection.All(), count);
        Eventually.holds(() -> assertThat(events.seen()).hasSize(2 * count));
        assertThat(ids).allMatch(id -> events.seenAbout(id).size() == 2);
    }

    @Test
    void only_what_changed_since_a_time_is_published_when_asked_so() {
        var early = inserted();
        awaitEvents(early, 1);
        Eventually.await(vertx.timer(2));
        var since = Instant.now();
        var late = inserted();
        awaitEvents(late, 1);
        await(reemission(NEVER), new Selection.Since(since), 1);
        awaitEvents(late, 2);
        assertThat(events.seenAbout(early)).hasSize(1);
    }

    @Test
    void only_those_asked_for_by_id_are_published_and_unknown_ones_hold_nobody_up() {
        var wanted = inserted();
        var other = inserted();
        await(reemission(NEVER), new Selection.Only(List.of("unknown", wanted)), 1);
        awaitEvents(wanted, 2);
        assertThat(events.seenAbout(other)).hasSize(1);
    }

    @Test
    void a_document_from_before_there_were_marks_is_found_among_all_of_them() {
        var id = newId();
        var old = new JsonObject().put("_id", id).put("version", 7).put("count", 6);
        Eventually.await(store.documents().insert(old));
        var reemission = reemission(NEVER);
        await(reemission, new Selection.Since(Instant.EPOCH), 0);
        await(reemission, new Selection.All(), 1);
        assertThat(awaitEvents(id, 1).get(0).aggregateVersion()).isEqualTo(7);
    }

    @Test
    void while_the_broker_is_away_it_is_tried_again_and_another_request_is_refused() {
        var id = inserted();
        awaitEvents(id, 1);
        proxy.refuse();
        Eventually.holds(() -> assertThat(publisher.isUp()).isFalse());
        var reemission = reemission(NEVER);
        Eventually.await(reemission.request(new Selection.All()));
        Eventually.holds(() -> assertThat(progress(reemission).problem()).isPresent());
        var second = reemission.request(new Selection.All());
        Eventually.await(second.otherwiseEmpty());
        assertThat(FailureException.is(second.cause(), Failure.Conflict.class)).isTrue();
        assertThat(progress(reemission).state()).isEqualTo(State.RUNNING);
        proxy.pass();
        awaitDone(reemission, 1);
        awaitEvents(id, 2);
    }

    @Test
    void what_changed_lately_is_published_again_by_itself() {
        var id = inserted();
        awaitEvents(id, 1);
        reemission(Duration.ofMillis(1));
        awaitEvents(id, 2);
    }

    private ReemissionVerticle reemission(Duration interval) {
        var reemission = new ReemissionVerticle(store.tallies(), publisher, Clock.systemUTC(), interval);
        Eventually.await(vertx.deployVerticle(reemission));
        return reemission;
    }

    private static void await(ReemissionVerticle reemission, Selection selection, int published) {
        Eventually.await(reemission.request(selection));
        awaitDone(reemission, published);
    }

    private static void awaitDone(ReemissionVerticle reemission, int published) {
        Eventually.holds(() -> assertThat(progress(reemission).state()).isEqualTo(State.DONE));
        assertThat(progress(reemission).published()).isEqualTo(published);
    }

    private static Progress progress(ReemissionVerticle reemission) {
        return reemission.progress().orElseThrow();
    }

    private Future<Tally> silentChange(String id) {
        return store.tallies()
                .change(
                        id,
                        Failure.notFound("tally"),
                        tally -> Transition.changedSilently(new Tally(id, tally.version() + 1, tally.count() + 1)));
    }

    private List<CloudEvent> awaitEvents(String id, int count) {
        Eventually.holds(() -> assertThat(events.seenAbout(id)).hasSize(count));
        return events.seenAbout(id);
    }

    private void awaitEmptyOutbox(String id) {
        Eventually.holds(() -> assertThat(Eventually.await(store.document(id)).containsKey("unsentSince"))
                .isFalse());
    }

    private static JsonObject withoutId(CloudEvent event) {
        var json = event.toJson();
        json.remove("id");
        return json;
    }

    private String inserted() {
        var id = newId();
        Eventually.await(store.insert(id));
        return id;
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
