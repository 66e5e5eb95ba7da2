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
    private final int maxDeclines;
    private final Clock clock;

    PaymentService(
            ChargeStore store,
            ChargeProgress progress,
            Patience patience,
            String currency,
            int maxDeclines,
            Clock clock) {
        this.patience = patience;
        this.store = store;
        this.progress = progress;
        this.currency = currency;
        this.maxDeclines = maxDeclines;
        this.clock = clock;
    }

    /**
     * A payment and whether this request made it.
     *
     * @param isNew false when the order had been paid before
     */
    record Paid(Charge charge, boolean isNew) {}

    /**
     * Pays for an order, once, whatever the retries. Where the bank wants to hear from the buyer first, the payment requires
     * an action.
     *
     * @param returnUrl where the bank sends the buyer's browser back to
     */
    Future<Paid> pay(String orderId, String payer, String token, String returnUrl) {
        return start(orderId, payer, token, returnUrl).compose(charge -> charge.attempts()
                .open()
                .map(attempt -> progress.advance(charge).compose(after -> answer(after, attempt.number())))
                .orElseGet(() -> Future.succeededFuture(new Paid(charge, false))));
    }

    Future<Charge> get(String id, String reader) {
        return store.change(id, Failure.notFound("payment"), charge -> charge.read(reader));
    }

    /** The payment, after a look at Stripe where that may have news: the buyer is back from the bank. */
    Future<Charge> refresh(String id, String reader) {
        return get(id, reader)
                .compose(charge -> charge.workDueAt().isPresent()
                        ? progress.look(charge, charge.paidAt().isPresent())
                        : Future.succeededFuture(charge));
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
    private Future<Charge> start(String orderId, String payer, String token, String returnUrl) {
        return patience.until(
                failure -> failure instanceof Failure.NotYet || failure instanceof Failure.NotFound,
                () -> store.change(
                        orderId,
                        Failure.notFound("order"),
                        charge -> charge.startAttempt(payer, token, returnUrl, clock.instant())));
    }

    private Future<Paid> answer(Charge charge, int attempt) {
        if (charge.order().isCancelled()) {
            return fail(new Failure.Conflict("the order is cancelled; what was paid for it is refunded"));
        } else if (charge.paidAt().isPresent() || charge.status() == Status.REQUIRES_ACTION) {
            return Future.succeededFuture(new Paid(charge, true));
        } else if (charge.intent().closed()) {
            return fail(new Failure.Conflict("the order has expired"));
        }
        return fail(charge.attempts()
                .lastFailed()
                .filter(failed -> failed.number() == attempt)
                .map(failed -> reasonOf(charge, failed))
                .orElseGet(() -> new Failure.Unavailable("the payment's outcome is not known yet", 1)));
    }

    private Failure reasonOf(Charge charge, FailedAttempt failed) {
        return failed.declined()
                ? new Failure.Declined(
                        failed.message() + " " + triesLeft(charge.attempts().declines()))
                : Failure.invalid(failed.message(), "token");
    }

    private String triesLeft(int declines) {
        int left = Math.max(0, maxDeclines - declines);
        return switch (left) {
            case 0 -> "That was the last try: the order is cancelled.";
            case 1 -> "You can try once more.";
            default -> "You can try " + left + " more times.";
        };
    }

    private static Future<Paid> fail(Failure failure) {
        return Future.failedFuture(failure.asException());
    }
}
