package dev.ticketing.payments.domain;

import static dev.ticketing.payments.domain.Charges.ATTEMPTED;
import static dev.ticketing.payments.domain.Charges.CAPTURED;
import static dev.ticketing.payments.domain.Charges.CENTS;
import static dev.ticketing.payments.domain.Charges.CHALLENGED;
import static dev.ticketing.payments.domain.Charges.CLOSED;
import static dev.ticketing.payments.domain.Charges.DECLINED;
import static dev.ticketing.payments.domain.Charges.EXPIRES;
import static dev.ticketing.payments.domain.Charges.FAILED;
import static dev.ticketing.payments.domain.Charges.NOW;
import static dev.ticketing.payments.domain.Charges.PAYABLE;
import static dev.ticketing.payments.domain.Charges.REFUNDED;
import static dev.ticketing.payments.domain.Charges.WITH_INTENT;
import static dev.ticketing.payments.domain.Charges.after;
import static dev.ticketing.payments.domain.Charges.assertUnchanged;
import static dev.ticketing.payments.domain.Charges.attempt;
import static dev.ticketing.payments.domain.Charges.attempting;
import static dev.ticketing.payments.domain.Charges.cancelled;
import static dev.ticketing.payments.domain.Charges.disputed;
import static dev.ticketing.payments.domain.Charges.ended;
import static dev.ticketing.payments.domain.Charges.eventOf;
import static dev.ticketing.payments.domain.Charges.hearing;
import static dev.ticketing.payments.domain.Charges.refund;
import static dev.ticketing.payments.domain.Charges.refunded;
import static dev.ticketing.shared.events.OrderSnapshot.Status.COMPLETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.domain.Transition.Unchanged;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.events.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a charge needs next, and when: so the sweep finds whatever a crash left undone, and nothing else. */
class NextStepTest {

    private static final Step NOTHING = new Step.Nothing();
    private static final Step CONFIRM = new Step.Confirm("pi", attempt(1));
    private static final Step LOOK_UP = new Step.LookUp("pi");
    private static final Step CANCEL = new Step.CancelIntent("pi");
    private static final Step REFUND = new Step.Refund("pi", CENTS, 0);

    /** Half of the payment grace is for what is under way, half for closing it before the order ends. */
    private static final Instant HALF_OF_THE_GRACE = EXPIRES.plusMillis(2_500);

    static Stream<Arguments> everyState() {
        return Stream.of(
                arguments("not paid yet", PAYABLE, NOW, NOTHING),
                arguments("attempted", ATTEMPTED, NOW, new Step.CreateIntent()),
                arguments("attempted, expired", ATTEMPTED, EXPIRES, new Step.CreateIntent()),
                arguments("intent stored", WITH_INTENT, NOW, CONFIRM),
                arguments("intent stored, last moment", WITH_INTENT, EXPIRES.minusMillis(1), CONFIRM),
                arguments("intent stored, expired", WITH_INTENT, EXPIRES, LOOK_UP),
                arguments("expired, still awaited", WITH_INTENT, HALF_OF_THE_GRACE.minusMillis(1), LOOK_UP),
                arguments("expired, not awaited any more", WITH_INTENT, HALF_OF_THE_GRACE, CANCEL),
                arguments("the bank asks", CHALLENGED, NOW, LOOK_UP),
                arguments("the bank asks, last moment", CHALLENGED, EXPIRES.minusMillis(1), LOOK_UP),
                arguments("the bank asks in vain", CHALLENGED, EXPIRES, CANCEL),
                arguments("another card while the bank asks", attempt(CHALLENGED), NOW, confirm(2)),
                arguments("declined", DECLINED, NOW, NOTHING),
                arguments("declined, expired", DECLINED, EXPIRES, CANCEL),
                arguments("second attempt", attempt(DECLINED), NOW, confirm(2)),
                arguments("failed for good", FAILED, NOW, NOTHING),
                arguments("captured", CAPTURED, NOW, NOTHING),
                arguments("captured, expired", CAPTURED, EXPIRES, NOTHING),
                arguments("captured, order complete", ended(CAPTURED, COMPLETE), NOW, NOTHING),
                arguments("cancelled, never paid", cancelled(PAYABLE), NOW, NOTHING),
                arguments("cancelled, perhaps an intent", cancelled(ATTEMPTED), NOW, new Step.CreateIntent()),
                arguments("cancelled, intent open", cancelled(WITH_INTENT), NOW, CANCEL),
                arguments("cancelled while the bank asks", cancelled(CHALLENGED), NOW, CANCEL),
                arguments("cancelled, expired", cancelled(WITH_INTENT), EXPIRES, CANCEL),
                arguments("cancelled, declined", cancelled(DECLINED), NOW, CANCEL),
                arguments("cancelled, failed for good", cancelled(FAILED), NOW, CANCEL),
                arguments("cancelled, intent closed", CLOSED, NOW, NOTHING),
                arguments("closed at the end of its time", after(WITH_INTENT.intentClosed()), EXPIRES, NOTHING),
                arguments("captured, then cancelled", cancelled(CAPTURED), NOW, REFUND),
                arguments(
                        "cancelled, then captured", after(cancelled(WITH_INTENT).captured(NOW)), NOW, REFUND),
                arguments("closed, yet captured", after(CLOSED.captured(NOW)), NOW, REFUND),
                arguments("failed, yet captured", cancelled(after(FAILED.captured(NOW))), EXPIRES, REFUND),
                arguments("refund pending", refunded(cancelled(CAPTURED), "re", Refund.State.PENDING), NOW, LOOK_UP),
                arguments(
                        "refund failed",
                        refunded(cancelled(CAPTURED), "re", Refund.State.FAILED),
                        NOW,
                        new Step.Refund("pi", CENTS, 1)),
                arguments(
                        "a part went back before",
                        cancelled(after(hearing(CAPTURED, refund("re", 1_000, Refund.State.SUCCEEDED)))),
                        NOW,
                        new Step.Refund("pi", CENTS - 1_000, 0)),
                arguments("disputed", disputed(cancelled(CAPTURED), Dispute.State.OPEN), NOW, LOOK_UP),
                arguments("dispute won", disputed(cancelled(CAPTURED), Dispute.State.WON), NOW, REFUND),
                arguments("dispute lost", disputed(cancelled(CAPTURED), Dispute.State.LOST), NOW, NOTHING),
                arguments("refunded", REFUNDED, NOW, NOTHING));
    }

    private static Step confirm(int number) {
        return new Step.Confirm("pi", attempt(number));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyState")
    void what_is_next_is_read_from_the_document_alone(String state, Charge charge, Instant now, Step next) {
        assertThat(charge.nextStep(now)).isEqualTo(next);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyState")
    void what_has_a_next_step_is_due_and_nothing_else_has_a_turn(String state, Charge charge, Instant now, Step next) {
        boolean isNothing = next instanceof Step.Nothing;
        assertThat(charge.takeTurn(now) instanceof Unchanged).isEqualTo(isNothing);
        if (!isNothing) {
            assertThat(charge.workDueAt()).isPresent();
        }
    }

    /** Else the order would end with it open, and who pays then would have to be refunded. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyState")
    void what_may_be_open_at_the_end_of_the_time_to_pay_is_due_then(
            String state, Charge charge, Instant now, Step next) {
        boolean mayBeOpen = charge.paidAt().isEmpty()
                && !charge.intent().closed()
                && charge.attempts().started() > 0;
        if (mayBeOpen) {
            assertThat(charge.workDueAt().orElseThrow()).isBeforeOrEqualTo(EXPIRES);
            assertThat(after(charge.takeTurn(EXPIRES.minusMillis(1)))
                            .workDueAt()
                            .orElseThrow())
                    .isBeforeOrEqualTo(EXPIRES);
            assertThat(after(charge.giveTurnBack(EXPIRES.minusMillis(1)))
                            .workDueAt()
                            .orElseThrow())
                    .isBeforeOrEqualTo(EXPIRES);
        }
    }

    /** Whatever state it is in, and whoever asked for the money. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyState")
    void a_capture_is_recorded_in_every_state_once(String state, Charge charge, Instant now, Step next) {
        if (charge.intent().id().isEmpty()) {
            return;
        }
        var capture = charge.captured(now);

        assertThat(after(capture).paidAt()).isPresent();
        assertThat(after(capture).attempts().open()).isEmpty();
        assertThat(after(capture).ledger().sumCents(LedgerEntry.Kind.CAPTURED)).isEqualTo(CENTS);
        assertUnchanged(after(capture), after(capture).captured(now.plusSeconds(9)));
        if (charge.paidAt().isEmpty()) {
            assertThat(eventOf(capture)).hasValue(EventType.CHARGE_CREATED);
            assertThat(after(capture).status()).isEqualTo(Status.COMPLETED);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyState")
    void nobody_pays_or_reads_somebody_elses(String state, Charge charge, Instant now, Step next) {
        var paying = charge.startAttempt("stranger", "tok", "", now);
        assertThat(((Refused<Charge>) paying).failure()).isInstanceOf(Failure.Forbidden.class);
        assertThat(((Refused<Charge>) charge.read("stranger")).failure()).isInstanceOf(Failure.Forbidden.class);
        assertUnchanged(charge, charge.read("buyer"));
    }

    @Test
    void a_turn_keeps_others_away_for_a_while_and_can_be_given_back() {
        var turn = after(cancelled(CAPTURED).takeTurn(NOW));

        assertThat(turn.workDueAt().orElseThrow()).isAfterOrEqualTo(NOW.plusSeconds(10));
        assertThat(after(turn.giveTurnBack(NOW)).workDueAt().orElseThrow()).isBetween(NOW, NOW.plusSeconds(5));
        assertUnchanged(CAPTURED, CAPTURED.giveTurnBack(NOW));
    }

    /** What waits for a bank is asked for at most once an hour; what has to be done, every five minutes. */
    @Test
    void the_pauses_grow_with_the_time_that_it_has_been_to_no_avail() {
        var aDayLater = EXPIRES.plus(Duration.ofDays(1));
        var pending = refunded(cancelled(CAPTURED), "re", Refund.State.PENDING);

        assertThat(pauseAfter(cancelled(CAPTURED), aDayLater)).isEqualTo(Duration.ofMinutes(5));
        assertThat(pauseAfter(pending, aDayLater)).isEqualTo(Duration.ofHours(1));
        assertThat(pauseAfter(pending, EXPIRES.plusSeconds(80))).isEqualTo(Duration.ofSeconds(10));
    }

    private static Duration pauseAfter(Charge charge, Instant now) {
        return Duration.between(now, after(charge.giveTurnBack(now)).workDueAt().orElseThrow());
    }

    @Test
    void a_cancellation_makes_what_follows_from_it_due_at_once() {
        assertThat(cancelled(CAPTURED).workDueAt()).hasValue(NOW);
        assertThat(cancelled(WITH_INTENT).workDueAt()).hasValue(NOW);
    }

    @Test
    void an_attempt_can_start_until_the_last_moment() {
        var started = attempting(PAYABLE, EXPIRES.minusMillis(1));

        assertThat(eventOf(started)).isEmpty();
        assertThat(after(started).attempts().open()).hasValue(attempt(1));
    }
}
