package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Outcome;
import dev.ticketing.stripesimulator.domain.Parameters;
import dev.ticketing.stripesimulator.domain.StripeError;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The way of every request that changes something: idempotency key, validation, decision, ledger, answer. */
final class Writes {

    private final Vertx vertx;
    private final Books books;
    private final IdempotencyKeys keys;
    private final Ledger ledger;
    private final Renderer renderer;
    private final Clock clock;

    Writes(Vertx vertx, Books books, IdempotencyKeys keys, Ledger ledger, Renderer renderer, Clock clock) {
        this.vertx = vertx;
        this.books = books;
        this.keys = keys;
        this.ledger = ledger;
        this.renderer = renderer;
        this.clock = clock;
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
        Outcome outcome = decision.at(clock.millis() / 1000);
        books.apply(outcome.changed());
        if (!outcome.changed().isEmpty()) {
            ledger.append(LedgerEntry.of(outcome.changed(), null));
        }
        return ledger.durable().map(outcome);
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
        books.apply(outcome.changed());
        Answer answer =
                call.suffers(Fault.Kind.ERROR_500_AFTER) ? Answer.internalError() : renderer.answer(outcome, expand);
        StoredAnswer stored = call.key() == null ? null : remember(call, answer, nowMillis);
        if (stored != null || !outcome.changed().isEmpty()) {
            ledger.append(LedgerEntry.of(outcome.changed(), stored));
        }
        return answer;
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
