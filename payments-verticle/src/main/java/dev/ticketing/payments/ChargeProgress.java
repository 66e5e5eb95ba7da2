package dev.ticketing.payments;

import dev.ticketing.payments.StripeGateway.Outcome;
import dev.ticketing.payments.domain.Attempts.Attempt;
import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Comparison;
import dev.ticketing.payments.domain.Listed;
import dev.ticketing.payments.domain.Look;
import dev.ticketing.payments.domain.Step;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Takes a charge on, step by step: asks the document what is next, does it at Stripe, records what came of it. */
final class ChargeProgress {

    private static final int MAX_STEPS = 8;

    private final ChargeStore store;
    private final StripeGateway stripe;
    private final Mismatches mismatches;
    private final int maxDeclines;
    private final Clock clock;

    ChargeProgress(ChargeStore store, StripeGateway stripe, Mismatches mismatches, int maxDeclines, Clock clock) {
        this.store = store;
        this.stripe = stripe;
        this.mismatches = mismatches;
        this.maxDeclines = maxDeclines;
        this.clock = clock;
        // There from the start, so that the first one shows as one more.
        ChargeFigures.refundsGivenUp();
    }

    /** Goes on until nothing is to be done or nothing changes; the charge then. */
    Future<Charge> advance(Charge charge) {
        return advance(charge, 1)
                .recover(failure -> giveTurnBack(charge).transform(givenBack -> Future.failedFuture(failure)));
    }

    /**
     * Looks the PaymentIntent up, whoever's turn it is, and records what has become of it.
     *
     * @param closely whether refunds and disputes matter
     */
    Future<Charge> look(Charge charge, boolean closely) {
        return charge.intent()
                .id()
                .map(id -> stripe.lookUp(id, closely).compose(look -> record(charge, look)))
                .orElseGet(() -> Future.succeededFuture(charge));
    }

    private Future<Charge> advance(Charge charge, int count) {
        var step = charge.nextStep(clock.instant());
        return take(charge, step).compose(after -> {
            if (step instanceof Step.Nothing || count >= MAX_STEPS) {
                return Future.succeededFuture(after);
            } else if (after.version() == charge.version()) {
                return giveTurnBack(after);
            }
            // Who has just heard from Stripe need not ask.
            boolean waits = after.nextStep(clock.instant()) instanceof Step.LookUp;
            return waits ? Future.succeededFuture(after) : advance(after, count + 1);
        });
    }

    private Future<Charge> take(Charge charge, Step step) {
        if (step instanceof Step.CreateIntent) {
            var attempt = charge.attempts().open().orElseThrow();
            return stripe.createIntent(charge).compose(outcome -> record(charge, outcome, attempt));
        } else if (step instanceof Step.Confirm confirm) {
            return stripe.confirm(charge, confirm, () -> isStillInTime(charge))
                    .compose(outcome -> record(charge, outcome, confirm.attempt()));
        } else if (step instanceof Step.LookUp) {
            return look(charge, charge.paidAt().isPresent());
        } else if (step instanceof Step.CancelIntent cancel) {
            return stripe.cancel(cancel.intentId()).compose(look -> record(charge, look));
        } else if (step instanceof Step.Refund refund) {
            return stripe.refund(charge, refund).compose(look -> record(charge, look));
        }
        return Future.succeededFuture(charge);
    }

    private Future<Charge> record(Charge charge, Outcome outcome, Attempt attempt) {
        if (outcome instanceof Outcome.Created created) {
            return record(charge, current -> current.intentCreated(created.intentId()));
        } else if (outcome instanceof Outcome.Challenged asked) {
            return record(charge, current -> current.challenged(attempt.number(), asked.challenge(), clock.instant()));
        } else if (outcome instanceof Outcome.Declined declined) {
            return fail(charge, new FailedAttempt(attempt.number(), true, declined.reason()));
        } else if (outcome instanceof Outcome.Rejected rejected) {
            return fail(charge, new FailedAttempt(attempt.number(), false, rejected.reason()));
        }
        return record(charge, ((Outcome.Seen) outcome).look());
    }

    private Future<Charge> fail(Charge charge, FailedAttempt failed) {
        return record(charge, current -> current.attemptFailed(failed, maxDeclines));
    }

    /** Asked again right before the call, for it may have waited for a thread. */
    private boolean isStillInTime(Charge charge) {
        return clock.instant().isBefore(charge.order().expiresAt());
    }

    /** What was seen is about the attempt that was waiting for the buyer when it was asked for, and no later one. */
    private Future<Charge> record(Charge charge, Look look) {
        int attempt = charge.attempts()
                .open()
                .filter(open -> open.challenge().isPresent())
                .map(Attempt::number)
                .orElse(0);
        return noteOther(charge, look)
                .compose(noted -> record(charge, current -> current.saw(look, attempt, maxDeclines, clock.instant())))
                .compose(after -> isCapturedFirst(charge, after)
                        ? record(after, current -> current.settled(look.refunds(), look.disputes(), clock.instant()))
                        : Future.succeededFuture(after))
                .onSuccess(after -> {
                    if (after.isRefundGivenUp() && !charge.isRefundGivenUp()) {
                        ChargeFigures.refundGivenUp(after);
                    }
                });
    }

    /** A capture of another amount than the order's is an operator's. */
    private Future<Void> noteOther(Charge charge, Look look) {
        boolean isOther = look.isOtherThan(charge.order().amountCents(), charge.currency());
        return charge.paidAt().isEmpty() && isOther
                ? mismatches.note(Comparison.OTHER_AMOUNT, listed(charge, look))
                : Future.succeededFuture();
    }

    private static Listed listed(Charge charge, Look look) {
        var received = look.received().orElseThrow();
        return new Listed(
                charge.intent().id().orElseThrow(),
                Optional.of(charge.id()),
                received.cents(),
                received.currency(),
                look);
    }

    private static boolean isCapturedFirst(Charge before, Charge after) {
        return before.paidAt().isEmpty() && after.paidAt().isPresent();
    }

    private Future<Charge> giveTurnBack(Charge charge) {
        return record(charge, current -> current.giveTurnBack(clock.instant()));
    }

    private Future<Charge> record(Charge charge, Function<Charge, Transition<Charge>> rule) {
        return store.change(charge.id(), Failure.notFound("payment"), rule);
    }
}
