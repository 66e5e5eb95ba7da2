package dev.ticketing.payments.domain;

import static dev.ticketing.payments.domain.Charges.ATTEMPTED;
import static dev.ticketing.payments.domain.Charges.CAPTURED;
import static dev.ticketing.payments.domain.Charges.CHALLENGE;
import static dev.ticketing.payments.domain.Charges.CHALLENGED;
import static dev.ticketing.payments.domain.Charges.CLOSED;
import static dev.ticketing.payments.domain.Charges.DECLINED;
import static dev.ticketing.payments.domain.Charges.EXPIRES;
import static dev.ticketing.payments.domain.Charges.FAILED;
import static dev.ticketing.payments.domain.Charges.MAX_DECLINES;
import static dev.ticketing.payments.domain.Charges.NOW;
import static dev.ticketing.payments.domain.Charges.PAYABLE;
import static dev.ticketing.payments.domain.Charges.REFUNDED;
import static dev.ticketing.payments.domain.Charges.WITH_INTENT;
import static dev.ticketing.payments.domain.Charges.after;
import static dev.ticketing.payments.domain.Charges.assertUnchanged;
import static dev.ticketing.payments.domain.Charges.attempt;
import static dev.ticketing.payments.domain.Charges.attempting;
import static dev.ticketing.payments.domain.Charges.cancelled;
import static dev.ticketing.payments.domain.Charges.ended;
import static dev.ticketing.payments.domain.Charges.eventOf;
import static dev.ticketing.payments.domain.Charges.failure;
import static dev.ticketing.payments.domain.Charges.order;
import static dev.ticketing.payments.domain.Charges.refusal;
import static dev.ticketing.shared.events.OrderSnapshot.Status.COMPLETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChargeTest {

    static Stream<Arguments> whatCannotBePaid() {
        return Stream.of(
                arguments("not confirmed yet", Charge.of(order(1, OrderSnapshot.Status.CREATED), "usd"), NOW, WAIT),
                arguments("another attempt under way", ATTEMPTED, NOW, WAIT),
                arguments("cancelled", cancelled(PAYABLE), NOW, NEVER),
                arguments("cancelled, captured", cancelled(CAPTURED), NOW, NEVER),
                arguments("refunded", REFUNDED, NOW, NEVER),
                arguments("failed for good", FAILED, NOW, NEVER),
                arguments("closed at Stripe", after(WITH_INTENT.intentClosed()), NOW, NEVER),
                arguments("asked of the bank too often", challengedOften(30), NOW, NEVER),
                arguments("at its end", PAYABLE, EXPIRES, NEVER),
                arguments("after its end", PAYABLE, EXPIRES.plusSeconds(1), NEVER),
                arguments(
                        "not confirmed, after its end",
                        Charge.of(order(1, OrderSnapshot.Status.CREATED), "usd"),
                        EXPIRES,
                        NEVER));
    }

    /** Each question is given up for the next card, which is no decline. */
    private static Charge challengedOften(int times) {
        var charge = CHALLENGED;
        for (int number = 2; number <= times; number++) {
            charge = after(attempt(charge).challenged(number, CHALLENGE, NOW));
        }
        return charge;
    }

    private static final Class<?> WAIT = Failure.NotYet.class;
    private static final Class<?> NEVER = Failure.Conflict.class;

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatCannotBePaid")
    void no_attempt_starts_unless_the_order_awaits_payment(String state, Charge charge, Instant now, Class<?> why) {
        assertThat(refusal(attempting(charge, now))).isInstanceOf(why);
    }

    @ParameterizedTest
    @CsvSource({"AWAITING_PAYMENT", "COMPLETE"})
    void paying_again_for_what_is_paid_changes_nothing(OrderSnapshot.Status status) {
        var paid = status == COMPLETE ? ended(CAPTURED, COMPLETE) : CAPTURED;

        assertUnchanged(paid, attempting(paid, EXPIRES.plusSeconds(1)));
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
        assertThat(attempt(DECLINED).attempts().open()).hasValue(attempt(2));
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
    void the_banks_question_is_kept_until_it_is_answered_and_told_to_no_other_context() {
        var asked = WITH_INTENT.challenged(1, CHALLENGE, NOW);

        assertThat(eventOf(asked)).isEmpty();
        assertThat(after(asked).status()).isEqualTo(Status.REQUIRES_ACTION);
        assertThat(after(asked).attempts().challenge()).hasValue(CHALLENGE);
        assertThat(after(after(asked).captured(NOW)).status()).isEqualTo(Status.COMPLETED);
        assertThat(after(after(asked).intentClosed()).status()).isEqualTo(Status.CREATED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void a_question_about_another_attempt_is_ignored(int number) {
        assertUnchanged(WITH_INTENT, WITH_INTENT.challenged(number, CHALLENGE, NOW));
        assertUnchanged(CAPTURED, CAPTURED.challenged(1, CHALLENGE, NOW));
        assertUnchanged(FAILED, FAILED.challenged(3, CHALLENGE, NOW));
    }

    @Test
    void a_new_card_gives_the_banks_question_up_and_its_late_refusal_is_ignored() {
        var another = attempt(CHALLENGED);

        assertThat(another.status()).isEqualTo(Status.CREATED);
        assertThat(another.attempts().open()).hasValue(attempt(2));
        assertUnchanged(another, another.saw(Look.at(Look.State.OPEN), 1, 1, NOW));
        assertUnchanged(another, another.attemptFailed(failure(1, true), 1));
    }

    @Test
    void what_is_seen_at_stripe_is_a_decline_only_where_the_bank_had_asked() {
        var open = new Look(Look.State.OPEN, Optional.of("no funds"), List.of(), List.of());

        assertUnchanged(WITH_INTENT, WITH_INTENT.saw(open, 1, 1, NOW));
        assertUnchanged(WITH_INTENT, WITH_INTENT.saw(open, 0, 1, NOW));
        var refused = after(CHALLENGED.saw(open, 1, MAX_DECLINES, NOW));
        assertThat(refused.status()).isEqualTo(Status.CREATED);
        assertThat(refused.attempts().lastFailed()).hasValue(new FailedAttempt(1, true, "no funds"));
        assertThat(after(CHALLENGED.saw(open, 1, 1, NOW)).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void what_is_seen_at_stripe_is_recorded_whoever_looked() {
        assertThat(after(CHALLENGED.saw(Look.at(Look.State.CAPTURED), 0, 1, NOW))
                        .status())
                .isEqualTo(Status.COMPLETED);
        assertThat(after(CHALLENGED.saw(Look.at(Look.State.CLOSED), 0, 1, NOW))
                        .intent()
                        .closed())
                .isTrue();
        assertUnchanged(CHALLENGED, CHALLENGED.saw(Look.at(Look.State.CHALLENGED), 1, 1, NOW));
        assertUnchanged(CHALLENGED, CHALLENGED.saw(Look.at(Look.State.PROCESSING), 1, 1, NOW));
    }

    @Test
    void so_many_cards_and_one_less_may_be_tried() {
        assertThat(attempting(challengedOften(29), NOW)).isInstanceOf(Transition.Changed.class);
    }

    @ParameterizedTest
    @CsvSource({"1998, usd", "2000, usd", "1999, eur", "0, usd"})
    void a_capture_of_another_amount_never_pays_for_the_order(long cents, String currency) {
        var other = Look.at(Look.State.CAPTURED).receiving(cents, currency);
        assertUnchanged(WITH_INTENT, WITH_INTENT.saw(other, 1, MAX_DECLINES, NOW));
        var same = Look.at(Look.State.CAPTURED).receiving(1999, "usd");
        assertThat(after(WITH_INTENT.saw(same, 1, MAX_DECLINES, NOW)).status()).isEqualTo(Status.COMPLETED);
    }
}
