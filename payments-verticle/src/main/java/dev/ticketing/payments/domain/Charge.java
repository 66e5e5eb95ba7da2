package dev.ticketing.payments.domain;

import static dev.ticketing.shared.events.ChargeSnapshot.Status.COMPLETED;
import static dev.ticketing.shared.events.ChargeSnapshot.Status.CREATED;
import static dev.ticketing.shared.events.ChargeSnapshot.Status.FAILED;
import static dev.ticketing.shared.events.ChargeSnapshot.Status.REFUNDED;

import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The money of one order, whatever the retries. A capture is recorded in whatever state the charge is; captured money
 * whose order is or becomes cancelled goes back.
 *
 * @param id the order's id: there is one charge per order
 * @param paidAt when the capture was recorded
 * @param workDueAt when somebody should look after it; empty when there is nothing to do
 */
public record Charge(
        String id,
        long version,
        OrderReplica order,
        String currency,
        Status status,
        Intent intent,
        Attempts attempts,
        Optional<String> refundId,
        Optional<Instant> paidAt,
        Optional<Instant> workDueAt)
        implements Aggregate {

    /** Longer than the calls of one go at it can take, so that normally only one process is at it. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int PAUSES_SHARE = 8;

    /** The charge of an order just heard of. */
    public static Charge of(OrderSnapshot order, String currency) {
        return new Charge(
                order.id(),
                1,
                OrderReplica.of(order),
                currency,
                CREATED,
                Intent.NONE,
                Attempts.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Hears of its order. */
    public Transition<Charge> apply(OrderSnapshot snapshot, Instant now) {
        return snapshot.version() <= order.version()
                ? Transition.unchanged(this)
                : Transition.changedSilently(with(OrderReplica.of(snapshot), status, intent, attempts)
                        .dueAt(now));
    }

    /** The buyer wants to pay. Refused as {@link Failure.NotYet} when it is worth waiting a moment. */
    public Transition<Charge> startAttempt(String payer, String token, Instant now) {
        if (!payer.equals(order.buyerId())) {
            return Transition.refused(new Failure.Forbidden("this is somebody else's order"));
        } else if (status == COMPLETED && !order.isCancelled()) {
            return Transition.unchanged(this);
        }
        return obstacle(now)
                .map(Transition::<Charge>refused)
                .orElseGet(() -> Transition.changedSilently(
                        with(order, status, intent, attempts.start(token)).dueAt(now.plus(TURN))));
    }

    private Optional<Failure> obstacle(Instant now) {
        if (order.isCancelled() || status != CREATED || intent.closed()) {
            return Optional.of(new Failure.Conflict("the order is cancelled"));
        } else if (!now.isBefore(order.expiresAt())) {
            return Optional.of(new Failure.Conflict("the order has expired"));
        } else if (order.status() == OrderSnapshot.Status.CREATED) {
            return Optional.of(new Failure.NotYet("the seller's side has not confirmed the ticket yet", 1));
        } else if (attempts.open().isPresent()) {
            return Optional.of(new Failure.NotYet("another attempt to pay is under way", 1));
        }
        return Optional.empty();
    }

    /** What is to be done next. */
    public Step nextStep(Instant now) {
        if (status == COMPLETED) {
            return order.isCancelled() ? new Step.Refund(intent.id().orElseThrow()) : new Step.Nothing();
        } else if (status == REFUNDED || intent.closed()) {
            return new Step.Nothing();
        } else if (order.isCancelled()) {
            return nextStepOfCancelled();
        } else if (attempts.open().isEmpty()) {
            return new Step.Nothing();
        } else if (intent.id().isEmpty()) {
            return new Step.CreateIntent();
        }
        return now.isBefore(order.expiresAt())
                ? new Step.Confirm(intent.id().get(), attempts.open().get())
                : new Step.LookUp(intent.id().get());
    }

    /** Where an attempt was stored but no intent, one may have been made all the same: it is found by its key. */
    private Step nextStepOfCancelled() {
        if (intent.id().isPresent()) {
            return new Step.CancelIntent(intent.id().get());
        }
        return attempts.open().isPresent() ? new Step.CreateIntent() : new Step.Nothing();
    }

    /** Takes a turn at what is to be done: for a while nobody else should. */
    public Transition<Charge> takeTurn(Instant now) {
        return nextStep(now) instanceof Step.Nothing
                ? Transition.unchanged(this)
                : Transition.changedSilently(
                        with(order, status, intent, attempts).dueAt(now.plus(TURN)));
    }

    /**
     * Gives a turn back that came to nothing. While the buyer can still pay the next one is soon; after that the pauses
     * grow with the time that it has been to no avail.
     */
    public Transition<Charge> giveTurnBack(Instant now) {
        return workDueAt.isEmpty()
                ? Transition.unchanged(this)
                : Transition.changedSilently(
                        with(order, status, intent, attempts).dueAt(now.plus(pause(now))));
    }

    private Duration pause(Instant now) {
        var share = Duration.between(order.expiresAt(), now).dividedBy(PAUSES_SHARE);
        if (share.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return share.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : share;
    }

    /** A PaymentIntent was made. The first one stored is the one; another is left unconfirmed and charges nobody. */
    public Transition<Charge> intentCreated(String intentId) {
        return intent.id().isPresent()
                ? Transition.unchanged(this)
                : Transition.changedSilently(with(order, status, new Intent(Optional.of(intentId), false), attempts)
                        .stillDue());
    }

    /** Stripe has captured the money, whenever and whoever asked for it. */
    public Transition<Charge> captured(Instant now) {
        if (status == COMPLETED || status == REFUNDED) {
            return Transition.unchanged(this);
        }
        var captured = new Charge(
                id,
                version + 1,
                order,
                currency,
                COMPLETED,
                intent,
                attempts.end(),
                refundId,
                Optional.of(now),
                Optional.empty());
        return Transition.changed(captured.dueAt(now), EventType.CHARGE_CREATED);
    }

    /**
     * An attempt failed. Ignored unless it is the one under way: a failure that is reported late says nothing about a
     * later attempt.
     *
     * @param maxDeclines with so many declines, and only then, the charge has failed for good
     */
    public Transition<Charge> attemptFailed(FailedAttempt failed, int maxDeclines) {
        if (status != CREATED || !attempts.isOpen(failed.number())) {
            return Transition.unchanged(this);
        }
        var after = attempts.fail(failed);
        return after.declines() >= maxDeclines && failed.declined()
                ? Transition.changed(with(order, FAILED, intent, after).stillDue(), EventType.CHARGE_FAILED)
                : Transition.changedSilently(with(order, status, intent, after).stillDue());
    }

    /** The PaymentIntent is cancelled. */
    public Transition<Charge> intentClosed() {
        return intent.closed() || status == COMPLETED || status == REFUNDED
                ? Transition.unchanged(this)
                : Transition.changedSilently(with(order, status, new Intent(intent.id(), true), attempts.end())
                        .stillDue());
    }

    /** The money has gone back in full. */
    public Transition<Charge> refunded(String stripeRefundId) {
        return status != COMPLETED
                ? Transition.unchanged(this)
                : Transition.changed(
                        new Charge(
                                id,
                                version + 1,
                                order,
                                currency,
                                REFUNDED,
                                intent,
                                attempts,
                                Optional.of(stripeRefundId),
                                paidAt,
                                Optional.empty()),
                        EventType.CHARGE_REFUNDED);
    }

    /** The charge, if this user may see it. */
    public Transition<Charge> read(String reader) {
        return reader.equals(order.buyerId())
                ? Transition.unchanged(this)
                : Transition.refused(new Failure.Forbidden("this is somebody else's payment"));
    }

    @Override
    public ChargeSnapshot snapshot() {
        return new ChargeSnapshot(id, version, id, status, order.amountCents(), currency, intent.id(), refundId);
    }

    /** Others hear of a charge when it has come to something. */
    @Override
    public Optional<EventType> snapshotType() {
        return switch (status) {
            case CREATED, REQUIRES_ACTION -> Optional.empty();
            case COMPLETED -> Optional.of(EventType.CHARGE_CREATED);
            case FAILED -> Optional.of(EventType.CHARGE_FAILED);
            case REFUNDED -> Optional.of(EventType.CHARGE_REFUNDED);
        };
    }

    private Charge with(OrderReplica newOrder, Status newStatus, Intent newIntent, Attempts newAttempts) {
        return new Charge(
                id, version + 1, newOrder, currency, newStatus, newIntent, newAttempts, refundId, paidAt, workDueAt);
    }

    /** Due at a time if there is anything to do. */
    private Charge dueAt(Instant time) {
        var due = nextStep(time) instanceof Step.Nothing ? Optional.<Instant>empty() : Optional.of(time);
        return new Charge(id, version, order, currency, status, intent, attempts, refundId, paidAt, due);
    }

    /** Due when it was before, if there is still anything to do. */
    private Charge stillDue() {
        return workDueAt.map(this::dueAt).orElse(this);
    }
}
