package dev.ticketing.payments;

import dev.ticketing.payments.StripeGateway.Outcome;
import dev.ticketing.payments.domain.Attempts.Attempt;
import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Step;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.function.Function;

/** Takes a charge on, step by step: asks the document what is next, does it at Stripe, records what came of it. */
final class ChargeProgress {

    private static final int MAX_STEPS = 8;

    private final ChargeStore store;
    private final StripeGateway stripe;
    private final int maxDeclines;
    private final Clock clock;

    ChargeProgress(ChargeStore store, StripeGateway stripe, int maxDeclines, Clock clock) {
        this.store = store;
        this.stripe = stripe;
        this.maxDeclines = maxDeclines;
        this.clock = clock;
    }

    /** Goes on until nothing is to be done or nothing changes; the charge then. */
    Future<Charge> advance(Charge charge) {
        return advance(charge, 1).recover(failure -> record(charge, current -> current.giveTurnBack(clock.instant()))
                .transform(givenBack -> Future.failedFuture(failure)));
    }

    private Future<Charge> advance(Charge charge, int count) {
        return take(charge, charge.nextStep(clock.instant()))
                .compose(after -> after.version() == charge.version() || count >= MAX_STEPS
                        ? Future.succeededFuture(after)
                        : advance(after, count + 1));
    }

    private Future<Charge> take(Charge charge, Step step) {
        if (step instanceof Step.CreateIntent) {
            return stripe.createIntent(charge)
                    .compose(outcome ->
                            record(charge, outcome, charge.attempts().open().orElseThrow()));
        } else if (step instanceof Step.Confirm confirm) {
            return stripe.confirm(charge.id(), confirm.intentId(), confirm.attempt(), () -> isStillInTime(charge))
                    .compose(outcome -> record(charge, outcome, confirm.attempt()));
        } else if (step instanceof Step.LookUp lookUp) {
            return stripe.lookUp(lookUp.intentId()).compose(outcome -> record(charge, outcome));
        } else if (step instanceof Step.CancelIntent cancel) {
            return stripe.cancel(cancel.intentId()).compose(outcome -> record(charge, outcome));
        } else if (step instanceof Step.Refund refund) {
            return stripe.refund(charge, refund.intentId())
                    .compose(refundId -> record(charge, current -> current.refunded(refundId)));
        }
        return Future.succeededFuture(charge);
    }

    private Future<Charge> record(Charge charge, Outcome outcome, Attempt attempt) {
        if (outcome instanceof Outcome.Created created) {
            return record(charge, current -> current.intentCreated(created.intentId()));
        } else if (outcome instanceof Outcome.Declined declined) {
            var failed = new FailedAttempt(attempt.number(), true, declined.message());
            return record(charge, current -> current.attemptFailed(failed, maxDeclines));
        } else if (outcome instanceof Outcome.Rejected rejected) {
            var failed = new FailedAttempt(attempt.number(), false, rejected.message());
            return record(charge, current -> current.attemptFailed(failed, maxDeclines));
        }
        return record(charge, outcome);
    }

    /** Asked again right before the call, for it may have waited for a thread. */
    private boolean isStillInTime(Charge charge) {
        return clock.instant().isBefore(charge.order().expiresAt());
    }

    private Future<Charge> record(Charge charge, Outcome outcome) {
        if (outcome instanceof Outcome.Captured) {
            return record(charge, current -> current.captured(clock.instant()));
        } else if (outcome instanceof Outcome.Closed) {
            return record(charge, Charge::intentClosed);
        }
        return Future.succeededFuture(charge);
    }

    private Future<Charge> record(Charge charge, Function<Charge, Transition<Charge>> rule) {
        return store.change(charge.id(), Failure.notFound("payment"), rule);
    }
}
