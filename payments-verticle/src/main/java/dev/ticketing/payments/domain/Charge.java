package dev.ticketing.payments.domain;

import static dev.ticketing.shared.events.ChargeSnapshot.Status.COMPLETED;
import static dev.ticketing.shared.events.ChargeSnapshot.Status.CREATED;
import static dev.ticketing.shared.events.ChargeSnapshot.Status.FAILED;
import static dev.ticketing.shared.events.ChargeSnapshot.Status.REFUNDED;
import static dev.ticketing.shared.events.ChargeSnapshot.Status.REQUIRES_ACTION;

import dev.ticketing.payments.domain.Attempts.Challenge;
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
import java.util.List;
import java.util.Optional;

/**
 * The money of one order, whatever the retries. A capture is recorded in whatever state the charge is; captured money
 * whose order is or becomes cancelled goes back.
 *
 * @param id the order's id: there is one charge per order
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
        Funds funds,
        Optional<Instant> workDueAt)
        implements Aggregate {

    /** Longer than the calls of one go at it can take, so that normally only one process is at it. */
    private static final Duration TURN = Duration.ofSeconds(30);

    /** The charge of an order just heard of. */
    public static Charge of(OrderSnapshot order, String currency) {
        var replica = OrderReplica.of(order);
        return new Charge(
                order.id(), 1, replica, currency, CREATED, Intent.NONE, Attempts.NONE, Funds.NONE, Optional.empty());
    }

    /** Hears of its order. */
    public Transition<Charge> apply(OrderSnapshot snapshot, Instant now) {
        return snapshot.version() <= order.version()
                ? Transition.unchanged(this)
                : become(with(OrderReplica.of(snapshot), intent, attempts)
                        .booked(now)
                        .dueAfter(now, Duration.ZERO));
    }

    /**
     * The buyer wants to pay. Refused as {@link Failure.NotYet} when it is worth waiting a moment. An attempt whose bank
     * waits for the buyer is given up for the new one: it is the same PaymentIntent, which captures once.
     *
     * @param returnUrl where the bank sends the buyer's browser back to
     */
    public Transition<Charge> startAttempt(String payer, String token, String returnUrl, Instant now) {
        if (!payer.equals(order.buyerId())) {
            return Transition.refused(new Failure.Forbidden("this is somebody else's order"));
        } else if (status == COMPLETED && !order.isCancelled()) {
            return Transition.unchanged(this);
        }
        return obstacle(now)
                .map(Transition::<Charge>refused)
                .orElseGet(() -> become(with(order, intent, attempts.start(token, returnUrl))
                        .as(CREATED)
                        .dueAfter(now, TURN)));
    }

    private Optional<Failure> obstacle(Instant now) {
        if (order.isCancelled() || status == FAILED) {
            return Optional.of(new Failure.Conflict("the order is cancelled"));
        } else if (status == REFUNDED) {
            return Optional.of(new Failure.Conflict("the payment was refunded"));
        } else if (order.isExpired(now)) {
            return Optional.of(new Failure.Conflict("the order has expired"));
        } else if (intent.closed()) {
            return Optional.of(new Failure.Conflict("the payment was cancelled at the payment provider"));
        } else if (attempts.areEnough()) {
            return Optional.of(new Failure.Conflict("too many cards were tried"));
        } else if (order.status() == OrderSnapshot.Status.CREATED) {
            return Optional.of(new Failure.NotYet("the seller's side has not confirmed the ticket yet", 1));
        } else if (attempts.open().isPresent() && attempts.challenge().isEmpty()) {
            return Optional.of(new Failure.NotYet("another attempt to pay is under way", 1));
        }
        return Optional.empty();
    }

    /** What is to be done next. */
    public Step nextStep(Instant now) {
        return Agenda.next(this, now);
    }

    /** Takes a turn at what is to be done: for a while nobody else should. */
    public Transition<Charge> takeTurn(Instant now) {
        return nextStep(now) instanceof Step.Nothing
                ? Transition.unchanged(this)
                : become(with(order, intent, attempts).dueAfter(now, TURN));
    }

    /** Gives a turn back that came to nothing; somebody will try again in a while. */
    public Transition<Charge> giveTurnBack(Instant now) {
        return workDueAt.isEmpty()
                ? Transition.unchanged(this)
                : become(with(order, intent, attempts).dueAfter(now, Agenda.pause(this, now)));
    }

    /** A PaymentIntent was made. The first one stored is the one; another is left unconfirmed and charges nobody. */
    public Transition<Charge> intentCreated(String intentId) {
        return intent.id().isPresent()
                ? Transition.unchanged(this)
                : become(with(order, new Intent(Optional.of(intentId), false), attempts)
                        .stillDue());
    }

    /** The bank wants to hear from the buyer before it pays. Ignored unless it is about the attempt under way. */
    public Transition<Charge> challenged(int attempt, Challenge challenge, Instant now) {
        if (paidAt().isPresent() || status == FAILED || !attempts.isOpen(attempt)) {
            return Transition.unchanged(this);
        }
        var asked = with(order, intent, attempts.challenge(challenge)).as(REQUIRES_ACTION);
        return become(asked.dueAfter(now, Agenda.pause(asked, now)));
    }

    /** Stripe has captured the money, whenever and whoever asked for it. */
    public Transition<Charge> captured(Instant now) {
        if (paidAt().isPresent()) {
            return Transition.unchanged(this);
        }
        var captured = funds.captured(intent.id().orElseThrow(), order.amountCents(), now);
        return become(
                with(order, intent, attempts.end()).with(captured).booked(now).dueAfter(now, Duration.ZERO));
    }

    /**
     * An attempt failed. Ignored unless it is the one under way: a failure that is reported late says nothing about a
     * later attempt.
     *
     * @param maxDeclines with so many declines, and only then, the charge has failed for good
     */
    public Transition<Charge> attemptFailed(FailedAttempt failed, int maxDeclines) {
        if (paidAt().isPresent() || status == FAILED || !attempts.isOpen(failed.number())) {
            return Transition.unchanged(this);
        }
        var after = attempts.fail(failed);
        boolean isLast = failed.declined() && after.declines() >= maxDeclines;
        return become(with(order, intent, after).as(isLast ? FAILED : CREATED).stillDue());
    }

    /** The PaymentIntent is cancelled. */
    public Transition<Charge> intentClosed() {
        return intent.closed() || paidAt().isPresent()
                ? Transition.unchanged(this)
                : become(with(order, new Intent(intent.id(), true), attempts.end())
                        .as(status == REQUIRES_ACTION ? CREATED : status)
                        .stillDue());
    }

    /** Hears of refunds and disputes, whoever began them. It is refunded when all of it has gone back. */
    public Transition<Charge> settled(List<Refund> refunds, List<Dispute> disputes, Instant now) {
        var learned = funds.learn(refunds, disputes, now);
        if (paidAt().isEmpty() || learned.equals(funds)) {
            return Transition.unchanged(this);
        }
        var settled = with(order, intent, attempts).with(learned);
        boolean waits = settled.nextStep(now) instanceof Step.LookUp;
        return become(settled.dueAfter(now, waits ? Agenda.pause(settled, now) : Duration.ZERO));
    }

    /**
     * Hears how its PaymentIntent is. That nothing was captured says something of the attempt only where the bank had asked
     * the buyer: until then the call that confirms it, or its key, has the answer.
     *
     * @param attempt the one under way when it was looked up, or 0
     */
    public Transition<Charge> saw(Look look, int attempt, int maxDeclines, Instant now) {
        return switch (look.state()) {
            case CAPTURED -> paidAt().isPresent() ? settled(look.refunds(), look.disputes(), now) : captured(look, now);
            case CLOSED -> intentClosed();
            case OPEN ->
                attempts.isOpen(attempt) && attempts.challenge().isPresent()
                        ? attemptFailed(
                                new FailedAttempt(attempt, true, look.reason().orElse("the bank did not confirm it")),
                                maxDeclines)
                        : Transition.unchanged(this);
            case CHALLENGED, PROCESSING -> Transition.unchanged(this);
        };
    }

    /** What is not the order's amount never pays for the order: an operator has to look. */
    private Transition<Charge> captured(Look look, Instant now) {
        boolean isOther = look.isOtherThan(order.amountCents(), currency);
        return isOther ? Transition.unchanged(this) : captured(now);
    }

    /** The first entries of the ledger are in the collection of all orders' entries. */
    public Transition<Charge> posted(int seq) {
        var posted = ledger().postedUpTo(seq);
        return posted.equals(ledger())
                ? Transition.unchanged(this)
                : become(with(order, intent, attempts).with(funds.with(posted)));
    }

    /** The charge, if this user may see it. */
    public Transition<Charge> read(String reader) {
        return reader.equals(order.buyerId())
                ? Transition.unchanged(this)
                : Transition.refused(new Failure.Forbidden("this is somebody else's payment"));
    }

    /** When the capture was recorded. */
    public Optional<Instant> paidAt() {
        return funds.paidAt();
    }

    public Ledger ledger() {
        return funds.ledger();
    }

    /** Whether money that has to go back does not, and it is an operator's turn. */
    public boolean isRefundGivenUp() {
        return order.isCancelled() && funds.heldCents() > 0 && funds.failedRefunds() >= Funds.MAX_FAILED_REFUNDS;
    }

    /** The refund with which all had gone back. */
    public Optional<String> refundId() {
        return status == REFUNDED ? funds.lastRefund().map(Refund::id) : Optional.empty();
    }

    @Override
    public ChargeSnapshot snapshot() {
        return snapshot(version);
    }

    private ChargeSnapshot snapshot(long at) {
        return new ChargeSnapshot(
                id, at, id, status, order.amountCents(), currency, intent.id(), refundId(), funds.refundedCents());
    }

    /** Others hear of a charge when it has come to something. */
    @Override
    public Optional<EventType> snapshotType() {
        return switch (status) {
            case CREATED, REQUIRES_ACTION -> Optional.empty();
            case COMPLETED ->
                Optional.of(funds.refundedCents() > 0 ? EventType.CHARGE_REFUNDED : EventType.CHARGE_CREATED);
            case FAILED -> Optional.of(EventType.CHARGE_FAILED);
            case REFUNDED -> Optional.of(EventType.CHARGE_REFUNDED);
        };
    }

    /** Told to others where it shows, once they have heard of it at all. */
    private Transition<Charge> become(Charge next) {
        boolean shows = !next.snapshot(0).equals(snapshot(0));
        return next.snapshotType()
                .filter(told -> shows)
                .map(type -> Transition.changed(next, type))
                .orElseGet(() -> Transition.changedSilently(next));
    }

    private Charge with(OrderReplica newOrder, Intent newIntent, Attempts newAttempts) {
        return new Charge(id, version + 1, newOrder, currency, status, newIntent, newAttempts, funds, workDueAt);
    }

    private Charge with(Funds newFunds) {
        var paid = newFunds.refundedCents() >= order.amountCents() ? REFUNDED : COMPLETED;
        return new Charge(id, version, order, currency, paid, intent, attempts, newFunds, workDueAt);
    }

    private Charge as(Status newStatus) {
        return new Charge(id, version, order, currency, newStatus, intent, attempts, funds, workDueAt);
    }

    /** The money is the seller's once the order is complete. */
    private Charge booked(Instant now) {
        return paidAt().isPresent() && order.status() == OrderSnapshot.Status.COMPLETE
                ? with(funds.sold(intent.id().orElseThrow(), order.amountCents(), now))
                : this;
    }

    private Charge dueAfter(Instant now, Duration delay) {
        return new Charge(id, version, order, currency, status, intent, attempts, funds, Agenda.due(this, now, delay));
    }

    /** Due when it was before, if there is still anything to do. */
    private Charge stillDue() {
        return workDueAt.map(time -> dueAfter(time, Duration.ZERO)).orElse(this);
    }
}
