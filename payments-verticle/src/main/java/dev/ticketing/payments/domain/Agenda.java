package dev.ticketing.payments.domain;

import dev.ticketing.shared.events.ChargeSnapshot.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a charge needs next, and when somebody should see to it. */
final class Agenda {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** What banks decide takes days, and Stripe says so by itself. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** For a buyer who is at the bank's page, should no webhook say how it went. */
    private static final Duration CHALLENGE_PAUSE = Duration.ofSeconds(5);

    private static final int PAUSES_SHARE = 8;

    private Agenda() {}

    static Step next(Charge charge, Instant now) {
        if (charge.paidAt().isPresent()) {
            return nextOfPaid(charge);
        } else if (charge.intent().closed()) {
            return new Step.Nothing();
        } else if (charge.intent().id().isEmpty()) {
            // Where an attempt was stored one may have been made all the same: it is found by its key.
            return charge.attempts().open().isPresent() ? new Step.CreateIntent() : new Step.Nothing();
        }
        var intentId = charge.intent().id().get();
        if (charge.order().isCancelled()) {
            return new Step.CancelIntent(intentId);
        } else if (charge.order().isExpired(now)) {
            return isOutcomeAwaited(charge, now) ? new Step.LookUp(intentId) : new Step.CancelIntent(intentId);
        }
        return charge.attempts()
                .open()
                .map(attempt -> attempt.challenge().isPresent()
                        ? new Step.LookUp(intentId)
                        : new Step.Confirm(intentId, attempt))
                .orElseGet(Step.Nothing::new);
    }

    /** Whether the bank may still be at it: it asked nothing of the buyer, and has not answered. */
    private static boolean isOutcomeAwaited(Charge charge, Instant now) {
        return charge.attempts().open().isPresent()
                && charge.attempts().challenge().isEmpty()
                && now.isBefore(charge.order().outcomeAwaitedUntil());
    }

    private static Step nextOfPaid(Charge charge) {
        var funds = charge.funds();
        var intentId = charge.intent().id().orElseThrow();
        boolean mayRefund = !funds.isDisputed() && funds.failedRefunds() < Funds.MAX_FAILED_REFUNDS;
        if (charge.order().isCancelled() && funds.heldCents() > 0 && mayRefund) {
            return new Step.Refund(intentId, funds.heldCents(), funds.failedRefunds());
        }
        return funds.isDisputed() || funds.isRefundPending() ? new Step.LookUp(intentId) : new Step.Nothing();
    }

    /** When to see to it, if it is not before some time; but what is open at the end of the order's time is due then. */
    static Optional<Instant> due(Charge charge, Instant now, Duration delay) {
        var wanted = now.plus(delay);
        var end = charge.order().expiresAt();
        boolean closes = closesAtTheEnd(charge);
        var time = closes && now.isBefore(end) && wanted.isAfter(end) ? end : wanted;
        if (!(next(charge, time) instanceof Step.Nothing)) {
            return Optional.of(time);
        }
        return closes ? Optional.of(end) : Optional.empty();
    }

    /** Whether there may be something to close when the time to pay is over. */
    private static boolean closesAtTheEnd(Charge charge) {
        boolean mayExist =
                charge.intent().id().isPresent() || charge.attempts().open().isPresent();
        return charge.paidAt().isEmpty() && !charge.intent().closed() && mayExist;
    }

    /**
     * How long to leave it alone when it came to nothing. While the buyer can still pay that is short; after that the pauses
     * grow with the time that it has been to no avail.
     */
    static Duration pause(Charge charge, Instant now) {
        if (charge.status() == Status.REQUIRES_ACTION) {
            return CHALLENGE_PAUSE;
        }
        boolean waits = charge.paidAt().isPresent() && next(charge, now) instanceof Step.LookUp;
        var longest = waits ? LONGEST_WAIT : LONGEST_PAUSE;
        var share = Duration.between(charge.order().expiresAt(), now).dividedBy(PAUSES_SHARE);
        if (share.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return share.compareTo(longest) > 0 ? longest : share;
    }
}
