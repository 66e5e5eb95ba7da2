package dev.ticketing.shared.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One change is one compare-and-set: none is lost, none is done twice. */
@WithBackends
class AggregateStoreIT {

    private static final int WRITERS = 64;

    private final String id = UUID.randomUUID().toString();
    private Vertx vertx;
    private Tally.Store store;

    @BeforeEach
    void open(Backends backends) {
        vertx = backends.vertx();
        store = Tally.Store.open(vertx, new MongoSettings(backends.mongoUri()));
    }

    @Test
    void sixty_four_changes_of_one_document_at_once_are_each_applied_exactly_once() {
        Eventually.await(store.insert(id));
        Eventually.await(Future.all(IntStream.range(0, WRITERS)
                .mapToObj(i -> silentIncrement().recover(this::againWhenBusy))
                .toList()));
        var after = Eventually.await(store.tallies().find(id)).orElseThrow();
        assertThat(after.count()).isEqualTo(WRITERS);
        assertThat(after.version()).isEqualTo(1 + WRITERS);
    }

    /** The control: the same without the comparison loses changes. */
    @Test
    void sixty_four_unguarded_changes_lose_some() {
        Eventually.await(store.insert(id));
        var self = new JsonObject().put("_id", id);
        Eventually.await(Future.all(IntStream.range(0, WRITERS)
                .mapToObj(i -> store.document(id).compose(found -> store.documents()
                        .update(
                                self,
                                new JsonObject()
                                        .put("$set", new JsonObject().put("count", found.getLong("count") + 1)))))
                .toList()));
        assertThat(Eventually.await(store.document(id)).getLong("count")).isLessThan(WRITERS);
    }

    @Test
    void sixty_four_creations_of_one_document_at_once_make_one_and_change_it_by_the_rest() {
        Eventually.await(Future.all(IntStream.range(0, WRITERS)
                .mapToObj(i -> createOrIncrement().recover(failure -> createWhenBusy(failure)))
                .toList()));
        var after = Eventually.await(store.tallies().find(id)).orElseThrow();
        assertThat(after.count()).isEqualTo(WRITERS - 1);
        assertThat(after.version()).isEqualTo(WRITERS);
    }

    @Test
    void a_refusal_and_a_rule_that_changes_nothing_write_nothing() {
        Eventually.await(store.insert(id));
        var before = Eventually.await(store.document(id));
        var absent = Failure.notFound("tally");
        var refused = store.tallies().change(id, absent, tally -> Transition.refused(new Failure.Conflict("no")));
        Eventually.await(refused.otherwiseEmpty());
        assertThat(refused.cause()).hasMessage("no");
        Eventually.await(store.tallies().change(id, absent, Transition::unchanged));
        assertThat(Eventually.await(store.document(id))).isEqualTo(before);

        var unknown = store.increment("unknown");
        Eventually.await(unknown.otherwiseEmpty());
        assertThat(unknown.cause())
                .isInstanceOfSatisfying(FailureException.class, failure -> assertThat(failure.failure())
                        .isEqualTo(absent));
    }

    @Test
    void a_second_document_of_the_same_id_is_refused_as_a_duplicate() {
        Eventually.await(store.insert(id));
        var again = store.insert(id);
        Eventually.await(again.otherwiseEmpty());
        assertThat(again.cause()).isInstanceOf(DuplicateKeyException.class);
    }

    /** While services are replaced one by one, an older one changes what a newer one has written. */
    @Test
    void what_a_newer_service_has_added_to_a_document_outlives_a_change_by_this_one() {
        Eventually.await(store.insert(id));
        var added = new JsonObject().put("colour", "red").put("seat", new JsonObject().put("row", 7));
        Eventually.await(
                store.documents().update(new JsonObject().put("_id", id), new JsonObject().put("$set", added)));

        Eventually.await(store.increment(id));
        var after = Eventually.await(store.document(id));
        assertThat(after.getLong("count")).isEqualTo(1);
        assertThat(after.getMap()).containsAllEntriesOf(added.getMap());
    }

    private Future<Tally> silentIncrement() {
        return store.tallies()
                .change(
                        id,
                        Failure.notFound("tally"),
                        tally -> Transition.changedSilently(new Tally(id, tally.version() + 1, tally.count() + 1)));
    }

    private Future<Tally> createOrIncrement() {
        return store.tallies()
                .changeOrCreate(
                        id,
                        found -> Transition.changedSilently(
                                found.map(tally -> new Tally(id, tally.version() + 1, tally.count() + 1))
                                        .orElseGet(() -> Tally.of(id))));
    }

    private Future<Tally> createWhenBusy(Throwable failure) {
        return isBusy(failure)
                ? vertx.timer(5).compose(again -> createOrIncrement().recover(this::createWhenBusy))
                : Future.failedFuture(failure);
    }

    /** Only what was refused without an effect may be tried again. */
    private Future<Tally> againWhenBusy(Throwable failure) {
        return isBusy(failure)
                ? vertx.timer(5).compose(again -> silentIncrement().recover(this::againWhenBusy))
                : Future.failedFuture(failure);
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof FailureException expected && expected.failure() instanceof Failure.Unavailable;
    }
}
