package dev.ticketing.payments;

import dev.ticketing.payments.ReconciliationStore.Turn;
import dev.ticketing.payments.StripeBooks.Kind;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Comparison;
import dev.ticketing.payments.domain.Listed;
import dev.ticketing.payments.domain.Refund;
import dev.ticketing.shared.domain.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares charges with what Stripe lists: what was made since the last time, and what was found to differ before. Of
 * several processes one has the turn. What Stripe knows better is recorded; what no rule can repair is noted for an operator.
 * At most {@value #MAX_PAGES} pages of each list at a turn; the next one goes on there.
 */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final int MAX_PAGES = 20;
    private static final int MAX_CHECKED = 100;

    /** Longer than a page takes; it is taken anew with each. */
    private static final Duration TURN = Duration.ofMinutes(2);

    private final ReconciliationStore store;
    private final Mismatches mismatches;
    private final ChargeStore charges;
    private final ChargeProgress progress;
    private final StripeBooks books;
    private final Duration interval;
    private final Clock clock;
    private final ReconciliationFigures figures = new ReconciliationFigures();
    private final Counter repaired = Metrics.counter("reconciliation.repaired");

    Reconciliation(
            ReconciliationStore store,
            Mismatches mismatches,
            ChargeStore charges,
            ChargeProgress progress,
            StripeBooks books,
            Duration interval,
            Clock clock) {
        this.store = store;
        this.mismatches = mismatches;
        this.charges = charges;
        this.progress = progress;
        this.books = books;
        this.interval = interval;
        this.clock = clock;
    }

    /** Takes a turn, if nobody has it or had it a moment ago. */
    Future<?> run() {
        var next = clock.instant().plus(interval.multipliedBy(9).dividedBy(10));
        return store.take(clock.instant(), clock.instant().plus(TURN))
                .compose(taken -> taken.isEmpty()
                        ? Future.succeededFuture()
                        : compare(taken.get())
                                .compose(turn -> check().map(turn))
                                .compose(turn -> store.save(turn, next)))
                .compose(done -> store.mismatches(ReconciliationStore.MAX_MISMATCHES))
                .onSuccess(figures::show);
    }

    private Future<Turn> compare(Turn taken) {
        var turn = Future.succeededFuture(taken);
        for (var kind : Kind.values()) {
            turn = turn.compose(now -> compare(kind, now, 1));
        }
        return turn;
    }

    private Future<Turn> compare(Kind kind, Turn turn, int count) {
        var position = turn.positions().get(kind).begun(clock.instant());
        return books.page(kind, position).compose(page -> {
            var next = page.last().map(position::after).orElseGet(position::finished);
            return oneByOne(page.listed(), this::compare)
                    .compose(compared ->
                            store.save(turn.with(kind, next), clock.instant().plus(TURN)))
                    .compose(saved -> saved.map(Future::succeededFuture)
                            .orElseGet(() -> Future.failedFuture("somebody else has the turn")))
                    .compose(saved -> page.last().isPresent() && count < MAX_PAGES
                            ? compare(kind, saved, count + 1)
                            : Future.succeededFuture(saved));
        });
    }

    private Future<Void> compare(Listed listed) {
        return chargeOf(listed).compose(charge -> {
            var comparison = Comparison.of(charge, listed, clock.instant());
            if (comparison == Comparison.REPAIRABLE) {
                return repair(charge.orElseThrow(), listed);
            }
            return comparison.isMismatch() ? books.find(listed.intentId()).compose(this::noteIfSo) : done();
        });
    }

    private Future<Void> noteIfSo(Listed found) {
        return compareClosely(found)
                .compose(comparison -> comparison.isMismatch() ? mismatches.note(comparison, found) : done());
    }

    /** Money that has gone back by itself, or by an operator's hand, is no matter any more. */
    private Future<Comparison> compareClosely(Listed found) {
        return chargeOf(found)
                .map(charge -> Comparison.of(charge, found, clock.instant()))
                .map(comparison -> comparison.isMismatch() && isGivenBack(found) ? Comparison.AGREES : comparison);
    }

    private static boolean isGivenBack(Listed found) {
        long cents = found.look().refunds().stream()
                .filter(refund -> refund.state() != Refund.State.FAILED)
                .mapToLong(Refund::amountCents)
                .sum();
        return found.amountCents() > 0 && cents >= found.amountCents();
    }

    private Future<Optional<Charge>> chargeOf(Listed listed) {
        return listed.orderId().map(charges::find).orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** As if a webhook had come: the charge hears how its PaymentIntent is, and its rules say what follows. */
    private Future<Void> repair(Charge charge, Listed listed) {
        LOG.atWarn()
                .addKeyValue("orderId", charge.id())
                .addKeyValue("stripeId", listed.intentId())
                .log("Stripe knows more of a payment than we do: recorded now");
        return charges.change(
                        charge.id(), Failure.notFound("payment"), current -> current.intentCreated(listed.intentId()))
                .compose(current -> progress.look(current, true))
                .onSuccess(recorded -> repaired.increment())
                .mapEmpty();
    }

    /** Whether what differed still does. */
    private Future<Void> check() {
        return store.mismatches(MAX_CHECKED).compose(found -> oneByOne(found, this::check));
    }

    private Future<Void> check(JsonObject mismatch) {
        var id = mismatch.getString("_id");
        return books.find(mismatch.getString("stripeId")).compose(found -> compareClosely(found)
                .compose(now -> now.isMismatch()
                        ? store.stillSo(id, clock.instant())
                        : store.forget(id).compose(forgotten -> compare(found))));
    }

    private static <T> Future<Void> oneByOne(List<T> all, Function<T, Future<Void>> each) {
        var done = done();
        for (var one : all) {
            done = done.compose(before -> each.apply(one));
        }
        return done;
    }

    private static Future<Void> done() {
        return Future.succeededFuture();
    }
}
