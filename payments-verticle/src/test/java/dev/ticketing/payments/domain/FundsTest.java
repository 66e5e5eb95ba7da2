package dev.ticketing.payments.domain;

import static dev.ticketing.payments.domain.Charges.CAPTURED;
import static dev.ticketing.payments.domain.Charges.CENTS;
import static dev.ticketing.payments.domain.Charges.FAILED;
import static dev.ticketing.payments.domain.Charges.NOW;
import static dev.ticketing.payments.domain.Charges.REFUNDED;
import static dev.ticketing.payments.domain.Charges.WITH_INTENT;
import static dev.ticketing.payments.domain.Charges.after;
import static dev.ticketing.payments.domain.Charges.assertUnchanged;
import static dev.ticketing.payments.domain.Charges.cancelled;
import static dev.ticketing.payments.domain.Charges.disputed;
import static dev.ticketing.payments.domain.Charges.ended;
import static dev.ticketing.payments.domain.Charges.eventOf;
import static dev.ticketing.payments.domain.Charges.hearing;
import static dev.ticketing.payments.domain.Charges.refund;
import static dev.ticketing.payments.domain.Charges.refunded;
import static dev.ticketing.payments.domain.Refund.State.PENDING;
import static dev.ticketing.payments.domain.Refund.State.SUCCEEDED;
import static dev.ticketing.shared.events.OrderSnapshot.Status.COMPLETE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.payments.domain.Ledger.Standing;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.events.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of money that was captured: sold for, refunded in part or in full, disputed. */
class FundsTest {

    private static final int SHUFFLES = 2_000;

    private static final Charge OWED = cancelled(CAPTURED);
    private static final Charge SOLD = ended(CAPTURED, COMPLETE);

    @Test
    void a_refund_is_recorded_and_told_once() {
        var refund = hearing(OWED, refund("re", CENTS, SUCCEEDED));

        assertThat(eventOf(refund)).hasValue(EventType.CHARGE_REFUNDED);
        assertThat(after(refund).snapshot())
                .isEqualTo(new ChargeSnapshot(
                        "order",
                        after(refund).version(),
                        "order",
                        Status.REFUNDED,
                        CENTS,
                        "usd",
                        Optional.of("pi"),
                        Optional.of("re"),
                        CENTS));
        assertThat(after(refund).paidAt()).isEqualTo(CAPTURED.paidAt());
        assertThat(after(refund).ledger().standing()).isEqualTo(Standing.REFUNDED);
        assertUnchanged(after(refund), hearing(after(refund), refund("re", CENTS, SUCCEEDED)));
    }

    @Test
    void what_was_not_captured_is_not_refunded() {
        assertUnchanged(WITH_INTENT, hearing(WITH_INTENT, refund("re", CENTS, SUCCEEDED)));
        assertUnchanged(FAILED, hearing(FAILED, refund("re", CENTS, SUCCEEDED)));
    }

    @Test
    void a_sale_is_booked_when_the_order_is_complete_whichever_is_heard_first() {
        assertThat(SOLD.ledger().standing()).isEqualTo(Standing.SOLD);
        assertThat(after(ended(WITH_INTENT, COMPLETE).captured(NOW)).ledger().standing())
                .isEqualTo(Standing.SOLD);
    }

    @Test
    void a_pending_refund_is_shown_and_told_to_nobody_until_it_has_succeeded() {
        var pending = hearing(OWED, refund("re", CENTS, PENDING));

        assertThat(eventOf(pending)).isEmpty();
        assertThat(after(pending).status()).isEqualTo(Status.COMPLETED);
        assertThat(after(pending).funds().refundInSum()).hasValue(refund("re", CENTS, PENDING));
        assertThat(after(pending).funds().heldCents()).isZero();
        var arrived = hearing(after(pending), refund("re", CENTS, SUCCEEDED));
        assertThat(eventOf(arrived)).hasValue(EventType.CHARGE_REFUNDED);
        assertThat(after(arrived).status()).isEqualTo(Status.REFUNDED);
        assertThat(after(arrived).ledger().sumCents(LedgerEntry.Kind.REFUNDED)).isEqualTo(CENTS);
    }

    /** Heard late, that it was pending says nothing. */
    @Test
    void an_older_state_of_a_refund_or_dispute_changes_nothing() {
        assertUnchanged(REFUNDED, hearing(REFUNDED, refund("re", CENTS, PENDING)));
        var won = disputed(SOLD, Dispute.State.WON);
        assertUnchanged(won, won.settled(List.of(), List.of(new Dispute("dp", CENTS, Dispute.State.OPEN)), NOW));
        assertUnchanged(won, won.settled(List.of(), List.of(new Dispute("dp", CENTS, Dispute.State.LOST)), NOW));
    }

    @Test
    void a_refund_that_fails_after_it_had_succeeded_is_taken_back_told_and_made_again() {
        var failed = hearing(REFUNDED, refund("re", CENTS, Refund.State.FAILED));

        assertThat(eventOf(failed)).hasValue(EventType.CHARGE_CREATED);
        assertThat(after(failed).snapshot().refundedCents()).isZero();
        assertThat(after(failed).nextStep(NOW)).isEqualTo(new Step.Refund("pi", CENTS, 1));
        assertThat(after(failed).workDueAt()).isPresent();
        var again = refunded(after(failed), "re2", SUCCEEDED);
        assertThat(again.status()).isEqualTo(Status.REFUNDED);
        assertThat(again.refundId()).hasValue("re2");
        assertThat(again.ledger().refundedCents()).isEqualTo(CENTS);
    }

    @Test
    void after_five_failed_refunds_it_is_an_operators_turn() {
        var charge = OWED;
        for (int i = 0; i < Funds.MAX_FAILED_REFUNDS; i++) {
            assertThat(charge.nextStep(NOW)).isEqualTo(new Step.Refund("pi", CENTS, i));
            charge = refunded(charge, "re" + i, Refund.State.FAILED);
        }
        assertThat(charge.nextStep(NOW)).isEqualTo(new Step.Nothing());
        assertThat(charge.funds().refundInSum().orElseThrow().state()).isEqualTo(Refund.State.FAILED);
        assertThat(refunded(charge, "by-hand", SUCCEEDED).status()).isEqualTo(Status.REFUNDED);
    }

    @Test
    void an_operators_refund_in_parts_is_told_part_by_part() {
        var part = hearing(SOLD, refund("re1", 999, SUCCEEDED));

        assertThat(eventOf(part)).hasValue(EventType.CHARGE_REFUNDED);
        assertThat(after(part).status()).isEqualTo(Status.COMPLETED);
        assertThat(after(part).snapshot().refundedCents()).isEqualTo(999);
        var rest = hearing(after(part), refund("re1", 999, SUCCEEDED), refund("re2", 1_000, SUCCEEDED));
        assertThat(after(rest).status()).isEqualTo(Status.REFUNDED);
        assertThat(after(rest).funds().refundInSum().orElseThrow().amountCents())
                .isEqualTo(CENTS);
        assertThat(after(rest).ledger().standing()).isEqualTo(Standing.REVERSED);
    }

    @Test
    void what_is_disputed_is_not_refunded_and_what_is_lost_has_gone_back() {
        var disputed = disputed(OWED, Dispute.State.OPEN);
        assertThat(disputed.nextStep(NOW)).isEqualTo(new Step.LookUp("pi"));

        var lost = disputed(disputed, Dispute.State.LOST);
        assertThat(lost.nextStep(NOW)).isEqualTo(new Step.Nothing());
        assertThat(lost.ledger().standing()).isEqualTo(Standing.REFUNDED);
        assertThat(disputed(disputed, Dispute.State.WON).nextStep(NOW)).isEqualTo(new Step.Refund("pi", CENTS, 0));
    }

    /** Three days late, shuffled and doubled: the same end, to the cent. */
    @Test
    void whatever_the_order_in_which_it_is_heard_of_the_end_is_the_same() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var news = List.of(
                refund("re1", 500, PENDING),
                refund("re1", 500, SUCCEEDED),
                refund("re1", 500, Refund.State.FAILED),
                refund("re2", 700, SUCCEEDED),
                refund("re3", 799, PENDING),
                refund("re3", 799, SUCCEEDED));
        for (int i = 0; i < SHUFFLES; i++) {
            var shuffled = new ArrayList<>(news);
            shuffled.addAll(news);
            Collections.shuffle(shuffled, random);
            var charge = SOLD;
            for (var heard : shuffled) {
                charge = after(hearing(charge, heard));
            }
            assertThat(charge.funds().refundedCents()).as("seed %d", seed).isEqualTo(1_499);
            assertThat(charge.ledger().refundedCents()).as("seed %d", seed).isEqualTo(1_499);
        }
    }

    @Test
    void what_was_posted_is_noted_and_told_to_nobody() {
        var posted = SOLD.posted(2);

        assertThat(eventOf(posted)).isEmpty();
        assertThat(after(posted).ledger().unposted()).isEmpty();
        assertUnchanged(after(posted), after(posted).posted(1));
    }
}
