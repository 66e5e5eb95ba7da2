package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Event;
import dev.ticketing.stripesimulator.domain.Ids;
import dev.ticketing.stripesimulator.domain.News;
import dev.ticketing.stripesimulator.domain.Outcome;
import dev.ticketing.stripesimulator.domain.Parameters;
import dev.ticketing.stripesimulator.domain.StripeError;
import dev.ticketing.stripesimulator.domain.StripeObject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The way of every request that changes something: idempotency key, validation, decision, ledger, answer. */
final class Writes {

    private final Vertx vertx;
    private final Books books;
    private final IdempotencyKeys keys;
    private final Ledger ledger;
    private final Renderer renderer;
    private final Clock clock;
    private final Ids ids = new RandomIds();
    private final List<Consumer<StripeObject>> watchers = new ArrayList<>();
    private final boolean webhooks;

    /** {@code webhooks} says whether there is an endpoint that events are for, wherever it may be. */
    Writes(
            Vertx vertx,
            Books books,
            IdempotencyKeys keys,
            Ledger ledger,
            Renderer renderer,
            Clock clock,
            boolean webhooks) {
        this.vertx = vertx;
        this.books = books;
        this.keys = keys;
        this.ledger = ledger;
        this.renderer = renderer;
        this.clock = clock;
        this.webhooks = webhooks;
    }

    /** Shows every object that has changed, and every event, once it is on the disk. */
    void watch(Consumer<StripeObject> watcher) {
        watchers.add(watcher);
    }

    /** A request that has passed validation. */
    interface Decision {

        /** Decides by what is true at that moment, in seconds since the epoch. */
        Outcome at(long now);
    }

    /**
     * Runs a call, or answers as it was answered before.
     *
     * @param validation reads the parameters and throws what is wrong with them; such refusals are not stored
     */
    Future<Answer> run(Call call, Set<String> expandable, Function<Parameters, Decision> validation) {
        if (call.key() != null) {
            Optional<StripeError> refusal = keys.refusal(call);
            if (refusal.isPresent()) {
                return Future.succeededFuture(renderer.refused(refusal.get()));
            }
            Optional<StoredAnswer> stored = keys.find(call.key());
            if (stored.isPresent()) {
                return ledger.durable().map(done -> Answer.replayOf(stored.get()));
            }
        }
        Decision decision = validation.apply(call.parameters());
        Set<String> expand = Expansion.of(call.parameters(), "", expandable);
        keys.begin(call);
        return call.due(vertx)
                .map(due -> execute(call, decision, expand))
                .compose(answer -> ledger.durable().map(answer))
                .onComplete(done -> keys.end(call));
    }

    /** Outside Stripe's API: without key and fault. */
    Future<Outcome> run(Decision decision) {
        long now = clock.millis() / 1000;
        Outcome outcome = decision.at(now);
        write(outcome, null, Event.Cause.NONE, now);
        return ledger.durable().map(outcome);
    }

    /** The webhook endpoint has taken an event. */
    void delivered(Event event) {
        books.apply(List.of(event.delivered()));
        ledger.append(LedgerEntry.delivered(event.id()));
    }

    /** Succeeds when everything done so far is on the disk. */
    Future<Void> settled() {
        return ledger.durable();
    }

    Future<Void> forgetKeys() {
        keys.forgetAll();
        ledger.append(LedgerEntry.forgetKeys());
        return ledger.durable();
    }

    private Answer execute(Call call, Decision decision, Set<String> expand) {
        long nowMillis = clock.millis();
        Outcome outcome = decision.at(nowMillis / 1000);
        books.apply(outcome.changed()); // before the answer, which may show others of the changed objects
        Answer answer =
                call.suffers(Fault.Kind.ERROR_500_AFTER) ? Answer.internalError() : renderer.answer(outcome, expand);
        StoredAnswer stored = call.key() == null ? null : remember(call, answer, nowMillis);
        write(outcome, stored, new Event.Cause(call.requestId(), call.key()), nowMillis / 1000);
        return answer;
    }

    private void write(Outcome outcome, StoredAnswer answer, Event.Cause cause, long now) {
        List<Event> events =
                outcome.news().stream().map(news -> event(news, cause, now)).toList();
        books.apply(outcome.changed());
        books.apply(events);
        if (answer == null && outcome.changed().isEmpty()) {
            return;
        }
        ledger.append(LedgerEntry.of(outcome.changed(), events, answer));
        ledger.durable().onSuccess(durable -> {
            outcome.changed().forEach(this::show);
            events.forEach(this::show);
        });
    }

    private void show(StripeObject object) {
        watchers.forEach(watcher -> watcher.accept(object));
    }

    private Event event(News news, Event.Cause cause, long now) {
        boolean pending = webhooks && news.type().subscribed();
        return new Event(
                ids.withPrefix("evt_"), now, news.type(), news.object(), news.previousStatus(), cause, pending);
    }

    private StoredAnswer remember(Call call, Answer answer, long nowMillis) {
        StoredAnswer stored = new StoredAnswer(
                call.key(),
                call.path(),
                call.parameters().fingerprint(),
                answer.status(),
                answer.body(),
                call.requestId(),
                nowMillis);
        keys.remember(stored);
        return stored;
    }
}
