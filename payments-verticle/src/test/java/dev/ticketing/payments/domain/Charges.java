package dev.ticketing.payments.domain;

import static dev.ticketing.shared.events.OrderSnapshot.Status.AWAITING_PAYMENT;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CANCELLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.payments.domain.Attempts.Attempt;
import dev.ticketing.payments.domain.Attempts.Challenge;
import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.domain.Transition.Unchanged;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Charges in every state, and how they get there. */
final class Charges {

    static final Instant EXPIRES = Instant.parse("2030-01-01T10:15:00Z");
    static final Instant NOW = EXPIRES.minusSeconds(60);
    static final int MAX_DECLINES = 3;
    static final long CENTS = 1999;
    static final Challenge CHALLENGE = new Challenge("pi_secret_x", Optional.of("https://bank.example/3ds"));

    static final Charge PAYABLE = Charge.of(order(2, AWAITING_PAYMENT), "usd");
    static final Charge ATTEMPTED = attempt(PAYABLE);
    static final Charge WITH_INTENT = after(ATTEMPTED.intentCreated("pi"));
    static final Charge CHALLENGED = after(WITH_INTENT.challenged(1, CHALLENGE, NOW));
    static final Charge DECLINED = declined(WITH_INTENT, 1);
    static final Charge FAILED = declined(attempt(declined(attempt(DECLINED), 2)), 3);
    static final Charge CAPTURED = after(WITH_INTENT.captured(NOW));
    static final Charge CLOSED = after(cancelled(WITH_INTENT).intentClosed());
    static final Charge REFUNDED = refunded(cancelled(CAPTURED), "re", Refund.State.SUCCEEDED);

    private Charges() {}

    static OrderSnapshot order(long version, OrderSnapshot.Status status) {
        return new OrderSnapshot(
                "order",
                version,
                "buyer",
                status,
                EXPIRES,
                EXPIRES.plusSeconds(5),
                Optional.empty(),
                new OrderSnapshot.Ticket("ticket", CENTS, 1));
    }

    static Attempt attempt(int number) {
        return new Attempt(number, "tok", "https://shop.example", Optional.empty());
    }

    static Transition<Charge> attempting(Charge charge, Instant now) {
        return charge.startAttempt("buyer", "tok", "https://shop.example", now);
    }

    static Charge attempt(Charge charge) {
        return after(attempting(charge, NOW));
    }

    static Charge declined(Charge charge, int number) {
        return after(charge.attemptFailed(failure(number, true), MAX_DECLINES));
    }

    static FailedAttempt failure(int number, boolean declined) {
        return new FailedAttempt(number, declined, "no");
    }

    static Charge ended(Charge charge, OrderSnapshot.Status end) {
        return after(charge.apply(order(3, end), NOW));
    }

    static Charge cancelled(Charge charge) {
        return ended(charge, CANCELLED);
    }

    static Transition<Charge> hearing(Charge charge, Refund... refunds) {
        return charge.settled(List.of(refunds), List.of(), NOW);
    }

    static Charge refunded(Charge charge, String id, Refund.State state) {
        return after(hearing(charge, refund(id, CENTS, state)));
    }

    static Refund refund(String id, long cents, Refund.State state) {
        return new Refund(id, cents, state, NOW);
    }

    static Charge disputed(Charge charge, Dispute.State state) {
        return after(charge.settled(List.of(), List.of(new Dispute("dp", CENTS, state)), NOW));
    }

    static Charge after(Transition<Charge> transition) {
        return transition instanceof Unchanged<Charge> same ? same.state() : ((Changed<Charge>) transition).state();
    }

    static Optional<EventType> eventOf(Transition<Charge> transition) {
        return ((Changed<Charge>) transition).event();
    }

    static Failure refusal(Transition<Charge> transition) {
        return ((Refused<Charge>) transition).failure();
    }

    static void assertUnchanged(Charge before, Transition<Charge> transition) {
        assertThat(transition).isEqualTo(Transition.unchanged(before));
    }
}
