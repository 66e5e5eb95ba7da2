package dev.ticketing.system.simulation;

import dev.ticketing.payments.domain.Attempts.Attempt;
import dev.ticketing.payments.domain.Attempts.Challenge;
import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Look;
import dev.ticketing.payments.domain.Refund;
import dev.ticketing.payments.domain.Step;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.system.simulation.StripeCall.Kind;
import dev.ticketing.system.simulation.StripeCall.Reply;
import dev.ticketing.system.simulation.StripeCall.Result;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** PaymentService and ChargeProgress: a change, then step by step what the document asks for, over StripeGateway. */
final class Charging extends Activity {

    private static final int MAX_STEPS = 8;
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final long MANY = 1_000_000;
    private static final long ATTEMPTS = 1_000;

    private final Predicate<Charge> goesOn;
    private final Broker.Delivery delivery;
    private Change<Charge> change;
    private Charge charge;
    private Step planned;
    private Stripe.Exchange exchange;
    private int calls;
    private int steps;
    private boolean givingBack;
    private boolean confirmsAgain;

    /**
     * Begins with a change.
     *
     * @param goesOn whether to take the changed charge on
     * @param delivery the event that asked for it, or null
     */
    Charging(World world, Choice start, Change<Charge> first, Predicate<Charge> goesOn, Broker.Delivery delivery) {
        super(world, start, Service.PAYMENTS);
        this.change = first;
        this.goesOn = goesOn;
        this.delivery = delivery;
    }

    @Override
    Stripe.Exchange waitsFor() {
        return exchange;
    }

    @Override
    boolean step(Outcome outcome) {
        if (change != null) {
            change.step();
            if (change.isDone()) {
                changed(change.result());
            }
            return true;
        } else if (exchange == null) {
            act();
            return true;
        }
        return receive(outcome);
    }

    private void changed(Charge now) {
        change = null;
        boolean isFirst = charge == null;
        if (isFirst && delivery != null) {
            delivery.acknowledge();
        }
        boolean stops = isFirst ? now == null || !goesOn.test(now) : now.version() == charge.version();
        if (stops || givingBack || ++steps > MAX_STEPS) {
            finish();
            return;
        }
        charge = now;
        confirmsAgain = false;
        planned = world().protocol().nextStep(charge, world().clock().now());
        if (planned instanceof Step.Nothing) {
            finish();
        }
    }

    private void act() {
        if (planned instanceof Step.CreateIntent) {
            create();
        } else if (planned instanceof Step.Confirm confirm) {
            if (world().protocol().confirmsWhatItJustMade()) {
                create();
            } else {
                confirmInTime(confirm.intentId(), confirm.attempt(), 0);
            }
        } else if (planned instanceof Step.LookUp lookUp) {
            call(Kind.RETRIEVE, lookUp.intentId(), 0);
        } else if (planned instanceof Step.CancelIntent cancel) {
            call(Kind.CANCEL, cancel.intentId(), 0);
        } else if (planned instanceof Step.Refund refund) {
            call(Kind.REFUND, refund.intentId(), key(Kind.REFUND, 0));
        }
    }

    private void create() {
        send(Kind.CREATE, Optional.empty(), Optional.empty(), key(Kind.CREATE, 0));
    }

    /**
     * Confirms, unless it is too late.
     *
     * @param turn 0 for the attempt's own key
     */
    private void confirmInTime(String intentId, Attempt attempt, long turn) {
        if (!world().protocol().isInTime(charge, world().clock().now())) {
            world().tell(() -> "too late to confirm " + intentId);
            finish();
            return;
        }
        world().checker().confirms(charge, world().clock().now());
        send(
                Kind.CONFIRM,
                Optional.of(intentId),
                Optional.of(Card.of(attempt.token())),
                key(Kind.CONFIRM, attempt.number() + ATTEMPTS * turn));
    }

    private void call(Kind kind, String intentId, long key) {
        send(kind, Optional.of(intentId), Optional.empty(), key);
    }

    private void send(Kind kind, Optional<String> intentId, Optional<Card> card, long key) {
        exchange = world().stripe()
                .send(new StripeCall(
                        number(),
                        ++calls,
                        kind,
                        charge.id(),
                        intentId,
                        charge.order().amountCents(),
                        card,
                        key,
                        world().clock().now().toEpochMilli()));
        world().tell(() -> "asks Stripe to " + exchange.call().words());
    }

    private long key(Kind kind, long attempt) {
        long stored = (Names.numberOf(charge.id()) * MANY + attempt) * MANY + KINDS.indexOf(kind) + 1;
        return world().protocol().idempotencyKey(stored);
    }

    private boolean receive(Outcome outcome) {
        var received = exchange;
        if (outcome == Outcome.DONE && received.reply() == null) {
            return false;
        }
        exchange = null;
        if (outcome == Outcome.DONE) {
            world().stripe().received(received);
            world().tell(() -> "hears from Stripe: " + received.reply());
            handle(received.call().kind(), received.reply());
        } else {
            world().tell(() -> "hears nothing from Stripe");
            unclear(received.call().kind());
        }
        return true;
    }

    private void handle(Kind asked, Reply reply) {
        if (asked == Kind.RETRIEVE && planned instanceof Step.Confirm confirm && reply.result() == Result.OPEN) {
            if (confirmsAgain) {
                giveBack();
                return;
            }
            // Stripe replays its error under the attempt's key; this turn has one of its own.
            confirmsAgain = true;
            confirmInTime(confirm.intentId(), confirm.attempt(), charge.version());
            return;
        }
        switch (reply.result()) {
            case CREATED -> made(reply.id());
            case CAPTURED -> record(current -> current.captured(world().clock().now()));
            case CLOSED -> record(Charge::intentClosed);
            case DECLINED -> failed(true);
            case REJECTED -> failed(false);
            case REFUNDED -> refunded(reply.id());
            case CHALLENGED -> challenged(((Step.Confirm) planned).attempt());
            case OPEN -> sawItOpen();
            case PENDING -> giveBack();
            case REFUSED, ERROR -> refused(asked, reply.result());
        }
    }

    private void made(String intentId) {
        if (planned instanceof Step.Confirm confirm) {
            confirmInTime(intentId, confirm.attempt(), 0);
        } else {
            record(current -> current.intentCreated(intentId));
        }
    }

    /** What StripeGateway asks next when it was refused, or heard an error that may hide an effect. */
    private void refused(Kind asked, Result result) {
        if (asked == Kind.CONFIRM) {
            call(Kind.RETRIEVE, ((Step.Confirm) planned).intentId(), 0);
        } else if (asked == Kind.CANCEL && result == Result.REFUSED) {
            call(Kind.RETRIEVE, ((Step.CancelIntent) planned).intentId(), 0);
        } else if (asked == Kind.REFUND) {
            call(Kind.LIST_REFUNDS, ((Step.Refund) planned).intentId(), 0);
        } else {
            giveBack();
        }
    }

    private void unclear(Kind asked) {
        if (asked == Kind.CONFIRM && world().protocol().takesSilenceForADecline()) {
            failed(true);
        } else {
            giveBack();
        }
    }

    private void refunded(String id) {
        var now = world().clock().now();
        var refund = new Refund(id, charge.order().amountCents(), Refund.State.SUCCEEDED, now);
        record(current -> current.settled(List.of(refund), List.of(), now));
    }

    private void challenged(Attempt attempt) {
        var challenge = new Challenge("secret", Optional.empty());
        record(current ->
                current.challenged(attempt.number(), challenge, world().clock().now()));
    }

    /** It was asked for about the attempt whose bank had asked the buyer, if there was one. */
    private void sawItOpen() {
        int attempt = charge.attempts().challenge().isPresent()
                ? charge.attempts().open().orElseThrow().number()
                : 0;
        var look = Look.at(Look.State.OPEN);
        record(current -> current.saw(
                look, attempt, Protocol.MAX_DECLINES, world().clock().now()));
    }

    private void failed(boolean declined) {
        var attempt = ((Step.Confirm) planned).attempt().number();
        var failed = new FailedAttempt(attempt, declined, "no");
        record(current -> world().protocol().attemptFailed(current, failed));
    }

    private void giveBack() {
        givingBack = true;
        record(current -> current.giveTurnBack(world().clock().now()));
    }

    private void record(Function<Charge, Transition<Charge>> rule) {
        change = new Change<>(world(), world().charges(), charge.id(), rule);
    }
}
