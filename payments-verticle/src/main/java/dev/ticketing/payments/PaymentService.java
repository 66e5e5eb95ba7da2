package dev.ticketing.payments;

import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.store.Patience;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What can be done with payments: one method per use case. */
final class PaymentService {

    private final ChargeStore store;
    private final ChargeProgress progress;
    private final Patience patience;
    private final String currency;
    private final Clock clock;

    PaymentService(ChargeStore store, ChargeProgress progress, Patience patience, String currency, Clock clock) {
        this.patience = patience;
        this.store = store;
        this.progress = progress;
        this.currency = currency;
        this.clock = clock;
    }

    /**
     * A payment and whether this request made it.
     *
     * @param isNew false when the order had been paid before
     */
    record Paid(Charge charge, boolean isNew) {}

    /** Pays for an order, once, whatever the retries. */
    Future<Paid> pay(String orderId, String payer, String token) {
        return start(orderId, payer, token).compose(charge -> charge.attempts()
                .open()
                .map(attempt -> progress.advance(charge).compose(after -> answer(after, attempt.number())))
                .orElseGet(() -> Future.succeededFuture(new Paid(charge, false))));
    }

    Future<Charge> get(String id, String reader) {
        return store.change(id, Failure.notFound("payment"), charge -> charge.read(reader));
    }

    Future<List<Charge>> listOf(String buyerId, Optional<String> below, int limit) {
        return store.listOf(buyerId, below, limit);
    }

    /** Hears of an order. What follows from it, closing an intent or a refund, is the sweep's. */
    Future<?> apply(CloudEvent event) {
        var order = event.dataAs(OrderSnapshot.class);
        return store.changeOrCreate(order.id(), found -> found.map(charge -> charge.apply(order, clock.instant()))
                .orElseGet(() -> Transition.changedSilently(Charge.of(order, currency))));
    }

    /** Goes on with what was left undone. */
    Future<Charge> resume(String id) {
        return store.change(id, Failure.notFound("payment"), charge -> charge.takeTurn(clock.instant()))
                .compose(progress::advance);
    }

    /** Starts an attempt; events on their way and another attempt under way are waited for, within a bound. */
    private Future<Charge> start(String orderId, String payer, String token) {
        return patience.until(
                failure -> failure instanceof Failure.NotYet || failure instanceof Failure.NotFound,
                () -> store.change(
                        orderId,
                        Failure.notFound("order"),
                        charge -> charge.startAttempt(payer, token, clock.instant())));
    }

    private static Future<Paid> answer(Charge charge, int attempt) {
        if (charge.order().isCancelled()) {
            return fail(new Failure.Conflict("the order is cancelled; what was paid for it is refunded"));
        } else if (charge.status() == Status.COMPLETED) {
            return Future.succeededFuture(new Paid(charge, true));
        }
        return fail(charge.attempts()
                .lastFailed()
                .filter(failed -> failed.number() == attempt)
                .map(PaymentService::reasonOf)
                .orElseGet(() -> new Failure.Unavailable("the payment's outcome is not known yet", 1)));
    }

    private static Failure reasonOf(FailedAttempt failed) {
        return failed.declined() ? new Failure.Declined(failed.message()) : Failure.invalid(failed.message(), "token");
    }

    private static Future<Paid> fail(Failure failure) {
        return Future.failedFuture(failure.asException());
    }
}
