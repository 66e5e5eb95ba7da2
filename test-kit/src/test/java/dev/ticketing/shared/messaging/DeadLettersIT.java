package dev.ticketing.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.MongoSettings;
import dev.ticketing.shared.store.Replicas;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.EventContract;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does with dead letters loses none, whatever happens meanwhile. */
@WithBackends
class DeadLettersIT {

    private static final String SERVICE = "tickets";
    private static final String QUEUE = Topology.queueOf(SERVICE);
    private static final String DEAD = Topology.deadLettersOf(SERVICE);
    private static final int ATTEMPTS_AT_A_BUG = 5;

    private final String order = UUID.randomUUID().toString();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private Vertx vertx;
    private Backends backends;
    private FaultProxy proxy;
    private RawBroker broker;
    private ConfirmingPublisher publisher;

    /** What is wrong with the code that handles events, until it is fixed. */
    private volatile boolean buggy = true;

    @BeforeEach
    void open(Backends given) throws Exception {
        backends = given.anew();
        vertx = backends.vertx();
        broker = new RawBroker(backends.rabbitUri());
        broker.restore();
        proxy = FaultProxy.inFrontOf(backends.rabbitUri());
        publisher = new ConfirmingPublisher(vertx, "test", new BrokerSettings(proxy.uri(), "classic"));
        publisher.open();
        Eventually.holds(() -> assertThat(publisher.isUp()).isTrue());
    }

    @AfterEach
    void close() throws Exception {
        for (var id : vertx.deploymentIDs()) {
            Eventually.await(vertx.undeploy(id));
        }
        Eventually.await(publisher.close());
        proxy.close();
        broker.restore();
        broker.close();
    }

    @Test
    void they_are_shown_oldest_first_and_are_still_there_afterwards() throws Exception {
        var letters = consume(this::handle).deadLetters();
        for (int i = 0; i < 5; i++) {
            publish("order-" + i);
            awaitWaiting(i + 1);
        }
        var shown = Eventually.await(letters.list(3));
        assertThat(shown).extracting(DeadLettersIT::subject).containsExactly("order-0", "order-1", "order-2");
        var first = shown.get(0);
        assertThat(first.reason()).contains("a bug");
        assertThat(first.attempts()).isEqualTo(1);
        assertThat(first.routingKey()).isEqualTo("order.created");
        assertThat(Instant.parse(first.since().orElseThrow()))
                .isAfter(Instant.now().minusSeconds(60));
        assertThat(Eventually.await(letters.show(first.id()))).isEqualTo(first);
        assertThat(Eventually.await(letters.count())).isEqualTo(5);
        assertThat(Eventually.await(letters.list(100)))
                .extracting(DeadLettersIT::subject)
                .containsExactly("order-0", "order-1", "order-2", "order-3", "order-4");
    }

    @Test
    void one_that_is_replayed_once_the_cause_is_gone_is_handled_and_no_letter_any_more() throws Exception {
        var letters = consume(this::handle).deadLetters();
        publish("one");
        publish("other");
        awaitWaiting(2);
        buggy = false;
        var one = Eventually.await(letters.list(2)).stream()
                .filter(letter -> subject(letter).equals("one"))
                .findFirst()
                .orElseThrow();
        Eventually.await(letters.replay(one.id()));
        Eventually.holds(() -> assertThat(handled).containsExactly("one"));
        assertThat(Eventually.await(letters.list(2)))
                .extracting(DeadLettersIT::subject)
                .containsExactly("other");
        assertFailsAs(letters.replay(one.id()), Failure.NotFound.class);
    }

    @Test
    void one_that_fails_again_is_back_under_its_id_with_all_its_attempts_and_what_it_was_published_with()
            throws Exception {
        var letters = consume(event -> Future.failedFuture(new IllegalStateException("a bug")))
                .deadLetters();
        publish("stubborn");
        awaitWaiting(1);
        var before = Eventually.await(letters.list(1)).get(0);
        Eventually.await(letters.replay(before.id()));
        Eventually.holds(() -> assertThat(Eventually.await(letters.list(1)))
                .extracting(DeadLetter::attempts)
                .containsExactly(2 * ATTEMPTS_AT_A_BUG));
        var after = Eventually.await(letters.show(before.id()));
        assertThat(after.routingKey()).isEqualTo("order.created");
        assertThat(after.body()).isEqualTo(before.body());
        var message = broker.drain(DEAD).get(0);
        assertThat(EventContract.read().headerProblems("dead.letter", message.getProps()))
                .isEmpty();
    }

    @Test
    void all_are_replayed_once_each_even_when_all_fail_again_meanwhile() throws Exception {
        var letters = consume(this::handle).deadLetters();
        // Each comes back at once, while the others are still being replayed.
        IntStream.range(0, 50).forEach(i -> publish("order-" + i));
        awaitWaiting(50);
        assertThat(Eventually.await(letters.replayAll())).isEqualTo(50);
        awaitWaiting(50);
        assertThat(Eventually.await(letters.list(100)))
                .extracting(DeadLetter::attempts)
                .containsOnly(2);
    }

    @Test
    void one_whose_replay_is_not_confirmed_stays() throws Exception {
        var letters = consume(this::handle).deadLetters();
        publish("unlucky");
        awaitWaiting(1);
        proxy.refuse();
        Eventually.holds(() -> assertThat(publisher.isUp()).isFalse());
        var id = Eventually.await(letters.list(1)).get(0).id();
        assertFailsAs(letters.replay(id), Failure.Unavailable.class);
        assertFailsAs(letters.replayAll(), Failure.Unavailable.class);
        awaitWaiting(1);

        // Sent, but the broker's word for it is lost: it stays as well, and its double is harmless.
        proxy.pass();
        Eventually.holds(() -> assertThat(publisher.isUp()).isTrue());
        buggy = false;
        proxy.dropReplies();
        assertFailsAs(letters.replay(id), Failure.Unavailable.class);
        Eventually.holds(() -> assertThat(handled).isNotEmpty().containsOnly("unlucky"));
        awaitWaiting(1);
    }

    @Test
    void one_that_is_thrown_away_is_gone_and_the_others_stay_in_their_places() throws Exception {
        var letters = consume(this::handle).deadLetters();
        for (int i = 0; i < 3; i++) {
            publish("order-" + i);
            awaitWaiting(i + 1);
        }
        Eventually.await(
                letters.discard(Eventually.await(letters.list(2)).get(1).id()));
        assertThat(Eventually.await(letters.list(3)))
                .extracting(DeadLettersIT::subject)
                .containsExactly("order-0", "order-2");
    }

    @Test
    void what_is_no_event_has_an_id_too_and_is_shown_as_text() throws Exception {
        var letters = consume(this::handle).deadLetters();
        broker.publish("order.created", "{\"half\":".getBytes(StandardCharsets.UTF_8));
        awaitWaiting(1);
        broker.publish("order.created", new byte[2 * DeadLetter.MAX_SHOWN]);
        awaitWaiting(2);
        var shown = Eventually.await(letters.list(2));
        assertThat(shown.get(0).toJson().getValue("event")).isEqualTo("{\"half\":");
        assertThat(shown.get(1).body().length()).isEqualTo(DeadLetter.MAX_SHOWN);
        shown.forEach(letter -> Eventually.await(letters.discard(letter.id())));
        awaitWaiting(0);
    }

    @Test
    void replay_after_a_fix_changes_nothing_newer() throws Exception {
        var replicas = new Replicas(documents());
        var letters = consume(event -> buggy && event.aggregateVersion() == 1
                        ? Future.failedFuture(new MalformedEventException("the first version", null))
                        : replicas.keepNewest(event.subject(), event.aggregateVersion(), new JsonObject())
                                .onSuccess(kept -> handled.add("version " + event.aggregateVersion())))
                .deadLetters();
        letFirstVersionDieAndReplayItAfterTheSecond(letters);
        assertThat(Eventually.await(replicas.find(order)).orElseThrow().getLong("version"))
                .isEqualTo(2);
    }

    /** The control: a handler that does not look at the position goes back in time. */
    @Test
    void replay_undoes_what_is_newer_where_nobody_compares() throws Exception {
        var documents = documents();
        var self = new JsonObject().put("_id", order);
        var letters = consume(event -> buggy && event.aggregateVersion() == 1
                        ? Future.failedFuture(new MalformedEventException("the first version", null))
                        : documents
                                .upsert(
                                        self,
                                        new JsonObject()
                                                .put("$set", new JsonObject().put("version", event.aggregateVersion())))
                                .onSuccess(kept -> handled.add("version " + event.aggregateVersion())))
                .deadLetters();
        letFirstVersionDieAndReplayItAfterTheSecond(letters);
        assertThat(Eventually.await(documents.findOne(self)).orElseThrow().getLong("version"))
                .isEqualTo(1);
    }

    private void letFirstVersionDieAndReplayItAfterTheSecond(DeadLetters letters) {
        publish(order, 1);
        awaitWaiting(1);
        publish(order, 2);
        Eventually.holds(() -> assertThat(handled).containsExactly("version 2"));
        buggy = false;
        assertThat(Eventually.await(letters.replayAll())).isEqualTo(1);
        Eventually.holds(() -> assertThat(handled).containsExactly("version 2", "version 1"));
    }

    private Documents documents() {
        return new Documents(vertx, new MongoSettings(backends.mongoUri()).client(vertx, SERVICE), "replicas");
    }

    private EventConsumerVerticle consume(EventHandler handler) {
        var settings = new BrokerSettings(backends.rabbitUri(), "classic");
        var consumer = new EventConsumerVerticle(SERVICE, settings, publisher, Map.of("order", handler));
        Eventually.await(vertx.deployVerticle(consumer));
        Eventually.holds(() -> assertThat(consumer.isUp()).isTrue());
        return consumer;
    }

    private Future<?> handle(CloudEvent event) {
        if (buggy) {
            // What cannot be read is given up at once.
            throw new MalformedEventException("a bug", null);
        }
        handled.add(event.subject());
        return Future.succeededFuture();
    }

    private void awaitWaiting(long count) {
        Eventually.holds(() -> assertThat(broker.waiting(DEAD)).isEqualTo(count));
        Eventually.holds(() -> assertThat(broker.waiting(QUEUE)).isZero());
    }

    private static void assertFailsAs(Future<?> command, Class<? extends Failure> kind) {
        Eventually.await(command.otherwiseEmpty());
        assertThat(FailureException.is(command.cause(), kind))
                .as("%s", command.cause())
                .isTrue();
    }

    private static String subject(DeadLetter letter) {
        return new JsonObject(letter.body()).getString("subject");
    }

    private void publish(String subject) {
        publish(subject, 1);
    }

    private void publish(String subject, long version) {
        var event = CloudEvent.of(
                EventType.ORDER_CREATED, "test", subject, version, new ExpirationComplete(subject), Instant.EPOCH);
        Eventually.await(publisher.publish(event));
    }
}
