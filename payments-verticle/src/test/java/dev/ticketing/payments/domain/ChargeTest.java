package dev.ticketing.payments.domain;

import static dev.ticketing.shared.events.OrderSnapshot.Status.AWAITING_PAYMENT;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CANCELLED;
import static dev.ticketing.shared.events.OrderSnapshot.Status.COMPLETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ticketing.payments.domain.Attempts.Attempt;
import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.domain.Transition.Unchanged;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChargeTest {

    static final Instant EXPIRES = Instant.parse("2030-01-01T10:15:00Z");
    static final Instant NOW = EXPIRES.minusSeconds(60);
    private static final int MAX_DECLINES = 3;

    private static final Charge PAYABLE = Charge.of(order(2, AWAITING_PAYMENT), "usd");
    private static final Charge ATTEMPTED = attempt(PAYABLE);
    private static final Charge WITH_INTENT = after(ATTEMPTED.intentCreated("pi"));
    private static final Charge DECLINED = declined(WITH_INTENT, 1);
    private static final Charge FAILED = declined(attempt(declined(attempt(DECLINED), 2)), 3);
    private static final Charge CAPTURED = after(WITH_INTENT.captured(NOW));
    private static final Charge CLOSED = after(cancelled(WITH_INTENT).intentClosed());
    private static final Charge REFUNDED = after(cancelled(CAPTURED).refunded("re"));

    static Stream<Arguments> everyStateAndWhatIsNext() {
        var nothing = new Step.Nothing();
        return Stream.of(
                arguments("not paid yet", PAYABLE, NOW, nothing),
                arguments("attempted", ATTEMPTED, NOW, new Step.CreateIntent()),
                arguments("attempted, expired", ATTEMPTED, EXPIRES, new Step.CreateIntent()),
                arguments("intent stored", WITH_INTENT, NOW, new Step.Confirm("pi", new Attempt(1, "tok"))),
                arguments(
                        "intent stored, last moment",
                        WITH_INTENT,
                        EXPIRES.minusMillis(1),
                        new Step.Confirm("pi", new Attempt(1, "tok"))),
                arguments("intent stored, expired", WITH_INTENT, EXPIRES, new Step.LookUp("pi")),
                arguments("declined", DECLINED, NOW, nothing),
                arguments("second attempt", attempt(DECLINED), NOW, new Step.Confirm("pi", new Attempt(2, "tok"))),
                arguments("failed for good", FAILED, NOW, nothing),
                arguments("captured", CAPTURED, NOW, nothing),
                arguments("captured, expired", CAPTURED, EXPIRES, nothing),
                arguments("captured, order complete", ended(CAPTURED, COMPLETE), NOW, nothing),
                arguments("cancelled, never paid", cancelled(PAYABLE), NOW, nothing),
                arguments("cancelled, perhaps an intent", cancelled(ATTEMPTED), NOW, new Step.CreateIntent()),
                arguments("cancelled, intent open", cancelled(WITH_INTENT), NOW, new Step.CancelIntent("pi")),
                arguments("cancelled, expired", cancelled(WITH_INTENT), EXPIRES, new Step.CancelIntent("pi")),
                arguments("cancelled, declined", cancelled(DECLINED), NOW, new Step.CancelIntent("pi")),
                arguments("cancelled, failed for good", cancelled(FAILED), NOW, new Step.CancelIntent("pi")),
                arguments("cancelled, intent closed", CLOSED, NOW, nothing),
                arguments("captured, then cancelled", cancelled(CAPTURED), NOW, new Step.Refund("pi")),
                arguments(
                        "cancelled, then captured",
                        after(cancelled(WITH_INTENT).captured(NOW)),
                        NOW,
                        new Step.Refund("pi")),
                arguments("closed, yet captured", after(CLOSED.captured(NOW)), NOW, new Step.Refund("pi")),
                arguments(
                        "failed for good, yet captured",
                        cancelled(after(FAILED.captured(NOW))),
                        EXPIRES,
                        new Step.Refund("pi")),
                arguments("refunded", REFUNDED, NOW, nothing));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyStateAndWhatIsNext")
    void what_is_next_is_read_from_the_document_alone(String state, Charge charge, Instant now, Step next) {
        assertThat(charge.nextStep(now)).isEqualTo(next);
    }

    /** So the sweep finds whatever a crash left undone, and nothing else. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyStateAndWhatIsNext")
    void what_has_a_next_step_is_due_and_nothing_else_is(String state, Charge charge, Instant now, Step next) {
        assertThat(charge.workDueAt().isPresent()).isEqualTo(!(next instanceof Step.Nothing));
        assertThat(charge.takeTurn(now) instanceof Unchanged).isEqualTo(next instanceof Step.Nothing);
    }

    /** Whatever state it is in, and whoever asked for the money. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyStateAndWhatIsNext")
    void a_capture_is_recorded_in_every_state_once(String state, Charge charge, Instant now, Step next) {
        if (charge.intent().id().isEmpty()) {
            return;
        }
        var capture = charge.captured(now);

        assertThat(after(capture).paidAt()).isPresent();
        assertThat(after(capture).attempts().open()).isEmpty();
        assertUnchanged(after(capture), after(capture).captured(now.plusSeconds(9)));
        if (charge.paidAt().isEmpty()) {
            assertThat(eventOf(capture)).hasValue(EventType.CHARGE_CREATED);
            assertThat(after(capture).status()).isEqualTo(Status.COMPLETED);
        }
    }

    static Stream<Arguments> whatCannotBePaid() {
        return Stream.of(
                arguments("not confirmed yet", Charge.of(order(1, OrderSnapshot.Status.CREATED), "usd"), NOW, WAIT),
                arguments("another attempt under way", ATTEMPTED, NOW, WAIT),
                arguments("cancelled", cancelled(PAYABLE), NOW, NEVER),
                arguments("cancelled, captured", cancelled(CAPTURED), NOW, NEVER),
                arguments("refunded", REFUNDED, NOW, NEVER),
                arguments("failed for good", FAILED, NOW, NEVER),
                arguments("at its end", PAYABLE, EXPIRES, NEVER),
                arguments("after its end", PAYABLE, EXPIRES.plusSeconds(1), NEVER),
                arguments(
                        "not confirmed, after its end",
                        Charge.of(order(1, OrderSnapshot.Status.CREATED), "usd"),
                        EXPIRES,
                        NEVER));
    }

    private static final Class<?> WAIT = Failure.NotYet.class;
    private static final Class<?> NEVER = Failure.Conflict.class;

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatCannotBePaid")
    void no_attempt_starts_unless_the_order_awaits_payment(String state, Charge charge, Instant now, Class<?> why) {
        assertThat(refusal(charge.startAttempt("buyer", "tok", now))).isInstanceOf(why);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyStateAndWhatIsNext")
    void nobody_pays_or_reads_somebody_elses(String state, Charge charge, Instant now, Step next) {
        assertThat(refusal(charge.startAttempt("stranger", "tok", now))).isInstanceOf(Failure.Forbidden.class);
        assertThat(refusal(charge.read("stranger"))).isInstanceOf(Failure.Forbidden.class);
        assertUnchanged(charge, charge.read("buyer"));
    }

    @Test
    void an_attempt_can_start_until_the_last_moment() {
        var started = PAYABLE.startAttempt("buyer", "tok", EXPIRES.minusMillis(1));

        assertThat(eventOf(started)).isEmpty();
        assertThat(after(started).attempts().open()).hasValue(new Attempt(1, "tok"));
    }

    @ParameterizedTest
    @CsvSource({"AWAITING_PAYMENT", "COMPLETE"})
    void paying_again_for_what_is_paid_changes_nothing(OrderSnapshot.Status status) {
        var paid = status == COMPLETE ? ended(CAPTURED, COMPLETE) : CAPTURED;

        assertUnchanged(paid, paid.startAttempt("buyer", "tok", EXPIRES.plusSeconds(1)));
    }

    @Test
    void the_intent_is_stored_once() {
        assertThat(WITH_INTENT.intent()).isEqualTo(new Intent(Optional.of("pi"), false));
        assertUnchanged(WITH_INTENT, WITH_INTENT.intentCreated("another"));
    }

    @Test
    void an_intent_that_is_made_after_the_order_ended_is_stored_and_so_closed() {
        var stored = after(cancelled(ATTEMPTED).intentCreated("pi"));

        assertThat(stored.nextStep(NOW)).isEqualTo(new Step.CancelIntent("pi"));
        assertThat(stored.workDueAt()).isPresent();
    }

    @Test
    void closing_an_intent_ends_the_attempt_under_way_once() {
        assertThat(CLOSED.attempts().open()).isEmpty();
        assertThat(CLOSED.intent().closed()).isTrue();
        assertUnchanged(CLOSED, CLOSED.intentClosed());
    }

    @Test
    void a_late_word_of_a_closed_intent_does_not_undo_a_capture() {
        assertUnchanged(CAPTURED, CAPTURED.intentClosed());
        assertUnchanged(REFUNDED, REFUNDED.intentClosed());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void a_charge_fails_for_good_with_the_last_decline_and_only_then(int maxDeclines) {
        var charge = WITH_INTENT;
        for (int number = 1; number < maxDeclines; number++) {
            var decline = charge.attemptFailed(failure(number, true), maxDeclines);
            assertThat(eventOf(decline)).isEmpty();
            assertThat(after(decline).attempts().declines()).isEqualTo(number);
            charge = attempt(after(decline));
        }
        var last = charge.attemptFailed(failure(maxDeclines, true), maxDeclines);

        assertThat(eventOf(last)).hasValue(EventType.CHARGE_FAILED);
        assertThat(after(last).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void a_useless_token_is_no_decline() {
        var charge = WITH_INTENT;
        for (int number = 1; number <= 2 * MAX_DECLINES; number++) {
            var rejection = charge.attemptFailed(failure(number, false), MAX_DECLINES);
            assertThat(eventOf(rejection)).isEmpty();
            charge = attempt(after(rejection));
        }
        assertThat(charge.attempts().declines()).isZero();
    }

    /** Where the limit was lowered meanwhile, too: only a decline ends it. */
    @Test
    void a_useless_token_never_ends_the_order() {
        var rejection = attempt(DECLINED).attemptFailed(failure(2, false), 1);

        assertThat(eventOf(rejection)).isEmpty();
        assertThat(after(rejection).status()).isEqualTo(Status.CREATED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void an_older_failure_says_nothing_about_a_later_attempt(int number) {
        var second = attempt(DECLINED);

        assertUnchanged(second, second.attemptFailed(failure(number, true), 1));
    }

    @Test
    void a_decline_reported_twice_counts_once() {
        assertUnchanged(DECLINED, DECLINED.attemptFailed(failure(1, true), MAX_DECLINES));
    }

    @Test
    void an_old_failure_after_a_success_changes_nothing() {
        assertUnchanged(CAPTURED, CAPTURED.attemptFailed(failure(1, true), 1));
        assertUnchanged(REFUNDED, REFUNDED.attemptFailed(failure(1, true), 1));
    }

    @Test
    void a_buyer_can_try_again_after_a_decline_and_hears_why() {
        assertThat(DECLINED.attempts().lastFailed()).hasValue(failure(1, true));
        assertThat(attempt(DECLINED).attempts().open()).hasValue(new Attempt(2, "tok"));
    }

    @Test
    void a_refund_is_recorded_and_told_once() {
        var refund = cancelled(CAPTURED).refunded("re");

        assertThat(eventOf(refund)).hasValue(EventType.CHARGE_REFUNDED);
        assertThat(after(refund).snapshot())
                .isEqualTo(new ChargeSnapshot(
                        "order",
                        after(refund).version(),
                        "order",
                        Status.REFUNDED,
                        1999,
                        "usd",
                        Optional.of("pi"),
                        Optional.of("re")));
        assertThat(after(refund).paidAt()).isEqualTo(CAPTURED.paidAt());
        assertUnchanged(after(refund), after(refund).refunded("another"));
    }

    @Test
    void what_was_not_captured_is_not_refunded() {
        assertUnchanged(WITH_INTENT, WITH_INTENT.refunded("re"));
        assertUnchanged(FAILED, FAILED.refunded("re"));
    }

    @ParameterizedTest
    @CsvSource({"3, AWAITING_PAYMENT", "3, COMPLETE", "2, AWAITING_PAYMENT", "1, CREATED"})
    void a_dead_order_cannot_be_paid_because_of_what_comes_late(long version, OrderSnapshot.Status late) {
        var dead = cancelled(PAYABLE);

        assertUnchanged(dead, dead.apply(order(version, late), NOW));
    }

    @Test
    void the_newest_of_the_order_is_kept_and_told_to_nobody() {
        var heard = CAPTURED.apply(order(7, COMPLETE), NOW);

        assertThat(eventOf(heard)).isEmpty();
        assertThat(after(heard).order().version()).isEqualTo(7);
        assertThat(after(heard).order().status()).isEqualTo(COMPLETE);
    }

    @Test
    void a_cancellation_makes_what_follows_from_it_due_at_once() {
        assertThat(cancelled(CAPTURED).workDueAt()).hasValue(NOW);
        assertThat(cancelled(WITH_INTENT).workDueAt()).hasValue(NOW);
    }

    @Test
    void a_turn_keeps_others_away_for_a_while_and_can_be_given_back() {
        var turn = after(cancelled(CAPTURED).takeTurn(NOW));

        assertThat(turn.workDueAt().orElseThrow()).isAfterOrEqualTo(NOW.plusSeconds(10));
        assertThat(after(turn.giveTurnBack(NOW)).workDueAt().orElseThrow()).isBetween(NOW, NOW.plusSeconds(5));
        assertUnchanged(CAPTURED, CAPTURED.giveTurnBack(NOW));
    }

    static OrderSnapshot order(long version, OrderSnapshot.Status status) {
        return new OrderSnapshot(
                "order",
                version,
                "buyer",
                status,
                EXPIRES,
                EXPIRES.plusSeconds(5),
                Optional.empty(),
                new OrderSnapshot.Ticket("ticket", 1999, 1));
    }

    private static Charge ended(Charge charge, OrderSnapshot.Status end) {
        return after(charge.apply(order(3, end), NOW));
    }

    private static Charge cancelled(Charge charge) {
        return ended(charge, CANCELLED);
    }

    private static Charge attempt(Charge charge) {
        return after(charge.startAttempt("buyer", "tok", NOW));
    }

    private static Charge declined(Charge charge, int number) {
        return after(charge.attemptFailed(failure(number, true), MAX_DECLINES));
    }

    static FailedAttempt failure(int number, boolean declined) {
        return new FailedAttempt(number, declined, "no");
    }

    static Charge after(Transition<Charge> transition) {
        return transition instanceof Unchanged<Charge> same ? same.state() : ((Changed<Charge>) transition).state();
    }

    private static Optional<EventType> eventOf(Transition<Charge> transition) {
        return ((Changed<Charge>) transition).event();
    }

    private static Failure refusal(Transition<Charge> transition) {
        return ((Refused<Charge>) transition).failure();
    }

    private static void assertUnchanged(Charge before, Transition<Charge> transition) {
        assertThat(transition).isEqualTo(Transition.unchanged(before));
    }
}
