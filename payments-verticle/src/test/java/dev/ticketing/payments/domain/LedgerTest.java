package dev.ticketing.payments.domain;

import static dev.ticketing.payments.domain.Ledger.Account.BUYERS_FUNDS;
import static dev.ticketing.payments.domain.Ledger.Account.DISPUTED_FUNDS;
import static dev.ticketing.payments.domain.Ledger.Account.LOSSES;
import static dev.ticketing.payments.domain.Ledger.Account.SELLERS_PROCEEDS;
import static dev.ticketing.payments.domain.Ledger.Account.STRIPE_BALANCE;
import static dev.ticketing.payments.domain.LedgerEntry.Kind.CAPTURED;
import static dev.ticketing.payments.domain.LedgerEntry.Kind.DISPUTED;
import static dev.ticketing.payments.domain.LedgerEntry.Kind.DISPUTE_LOST;
import static dev.ticketing.payments.domain.LedgerEntry.Kind.DISPUTE_WON;
import static dev.ticketing.payments.domain.LedgerEntry.Kind.REFUNDED;
import static dev.ticketing.payments.domain.LedgerEntry.Kind.REFUND_FAILED;
import static dev.ticketing.payments.domain.LedgerEntry.Kind.SOLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketing.payments.domain.Ledger.Account;
import dev.ticketing.payments.domain.Ledger.Standing;
import dev.ticketing.payments.domain.LedgerEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final long CENTS = 1999;
    private static final int HISTORIES = 5_000;

    private static final Ledger CAPTURE = Ledger.EMPTY.record(CAPTURED, CENTS, "pi_1", NOW);
    private static final Ledger SALE = CAPTURE.record(SOLD, CENTS, "pi_1", NOW);
    private static final Ledger REFUND = CAPTURE.record(REFUNDED, CENTS, "re_1", NOW);

    @Test
    void a_capture_ends_as_a_sale_or_a_full_refund_and_is_held_until_then() {
        assertThat(Ledger.EMPTY.standing()).isEqualTo(Standing.NOTHING);
        assertThat(CAPTURE.standing()).isEqualTo(Standing.HELD);
        assertThat(CAPTURE.heldCents()).isEqualTo(CENTS);
        assertThat(SALE.standing()).isEqualTo(Standing.SOLD);
        assertThat(SALE.balanceCents(SELLERS_PROCEEDS)).isEqualTo(CENTS);
        assertThat(REFUND.standing()).isEqualTo(Standing.REFUNDED);
        assertThat(REFUND.balanceCents(STRIPE_BALANCE)).isZero();
        assertThat(List.of(SALE.heldCents(), REFUND.heldCents())).containsOnly(0L);
    }

    @Test
    void what_cannot_be_is_called_broken() {
        assertThat(List.of(
                        CAPTURE.record(CAPTURED, CENTS, "pi_2", NOW),
                        SALE.record(SOLD, CENTS, "pi_2", NOW),
                        REFUND.record(SOLD, CENTS, "pi_1", NOW),
                        REFUND.record(REFUNDED, CENTS, "re_2", NOW),
                        CAPTURE.record(SOLD, CENTS - 1, "pi_1", NOW),
                        Ledger.EMPTY.record(REFUNDED, CENTS, "re_1", NOW),
                        Ledger.EMPTY.record(SOLD, CENTS, "pi_1", NOW)))
                .extracting(Ledger::standing)
                .containsOnly(Standing.BROKEN);
    }

    @Test
    void a_refund_that_failed_leaves_the_money_the_buyers_and_another_one_ends_it() {
        var failed = REFUND.record(REFUND_FAILED, CENTS, "re_1", NOW);
        assertThat(failed.standing()).isEqualTo(Standing.HELD);
        assertThat(failed.record(REFUNDED, CENTS, "re_1", NOW)).isSameAs(failed);
        assertThat(failed.record(REFUNDED, CENTS, "re_2", NOW).standing()).isEqualTo(Standing.REFUNDED);
        assertThat(CAPTURE.record(REFUND_FAILED, CENTS, "re_1", NOW)).isSameAs(CAPTURE);
    }

    @Test
    void a_refund_in_parts_is_one_once_it_is_full() {
        var part = CAPTURE.record(REFUNDED, 999, "re_1", NOW);
        assertThat(part.standing()).isEqualTo(Standing.PARTLY_REFUNDED);
        assertThat(part.heldCents()).isEqualTo(1000);
        assertThat(part.record(REFUNDED, 1000, "re_2", NOW).standing()).isEqualTo(Standing.REFUNDED);
    }

    @Test
    void what_goes_back_after_a_sale_comes_from_the_sellers_proceeds() {
        var reversed = SALE.record(REFUNDED, 500, "re_1", NOW);
        assertThat(reversed.standing()).isEqualTo(Standing.REVERSED);
        assertThat(reversed.balanceCents(SELLERS_PROCEEDS)).isEqualTo(CENTS - 500);
        var failed = reversed.record(REFUND_FAILED, 500, "re_1", NOW);
        assertThat(failed.standing()).isEqualTo(Standing.SOLD);
        assertThat(failed.balanceCents(SELLERS_PROCEEDS)).isEqualTo(CENTS);
    }

    @Test
    void a_dispute_withholds_the_money_until_it_is_won() {
        var disputed = SALE.record(DISPUTED, CENTS, "dp_1", NOW);
        assertThat(disputed.standing()).isEqualTo(Standing.DISPUTED);
        assertThat(disputed.balanceCents(STRIPE_BALANCE)).isZero();
        assertThat(disputed.record(DISPUTE_WON, CENTS, "dp_1", NOW).standing()).isEqualTo(Standing.SOLD);
        assertThat(CAPTURE.record(DISPUTE_WON, CENTS, "dp_1", NOW).standing()).isEqualTo(Standing.HELD);
    }

    @Test
    void a_lost_dispute_over_a_sale_is_our_loss_and_over_held_money_gives_it_back() {
        var lost = SALE.record(DISPUTE_LOST, CENTS, "dp_1", NOW);
        assertThat(lost.standing()).isEqualTo(Standing.REVERSED);
        assertThat(lost.balanceCents(LOSSES)).isEqualTo(CENTS);
        assertThat(lost.balanceCents(SELLERS_PROCEEDS)).isEqualTo(CENTS);

        var givenBack = CAPTURE.record(DISPUTE_LOST, CENTS, "dp_1", NOW);
        assertThat(givenBack.standing()).isEqualTo(Standing.REFUNDED);
        assertThat(givenBack.balanceCents(LOSSES)).isZero();

        var twice = REFUND.record(DISPUTE_LOST, CENTS, "dp_1", NOW);
        assertThat(twice.balanceCents(LOSSES)).isEqualTo(CENTS);
    }

    @Test
    void a_dispute_is_opened_before_it_is_decided_and_decided_once() {
        var decided = SALE.record(DISPUTE_LOST, CENTS, "dp_1", NOW);
        assertThat(decided.entries()).extracting(LedgerEntry::kind).endsWith(DISPUTED, DISPUTE_LOST);
        assertThat(decided.record(DISPUTED, CENTS, "dp_1", NOW)).isSameAs(decided);
        assertThat(decided.record(DISPUTE_WON, CENTS, "dp_1", NOW)).isSameAs(decided);
    }

    @Test
    void amounts_are_positive() {
        assertThatThrownBy(() -> Ledger.EMPTY.record(CAPTURED, 0, "pi_1", NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ledger.EMPTY.record(CAPTURED, -1, "pi_1", NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_posted_is_remembered_and_never_forgotten() {
        assertThat(SALE.unposted()).hasSize(2);
        assertThat(SALE.postedUpTo(1).unposted())
                .extracting(posting -> posting.entry().kind())
                .containsExactly(SOLD);
        assertThat(SALE.postedUpTo(2).postedUpTo(1).unposted()).isEmpty();
        assertThat(SALE.postedUpTo(2).record(DISPUTED, CENTS, "dp_1", NOW).unposted())
                .hasSize(1);
    }

    /** Anything in any order, repeatedly. */
    @Test
    void whatever_is_heard_the_books_balance_and_repeats_add_nothing() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var kinds = List.of(Kind.values());
        for (int i = 0; i < HISTORIES; i++) {
            var ledger = Ledger.EMPTY;
            for (int step = random.nextInt(12); step > 0; step--) {
                var longer = ledger.record(
                        kinds.get(random.nextInt(kinds.size())), 1 + random.nextInt(3), "id_" + random.nextInt(3), NOW);
                assertThat(longer.entries().subList(0, ledger.entries().size()))
                        .as("seed %d", seed)
                        .isEqualTo(ledger.entries());
                ledger = longer;
            }
            assertBalanced(ledger, seed);
            assertNothingIsRepeated(ledger, seed);
        }
    }

    private static void assertBalanced(Ledger ledger, long seed) {
        long ours = sum(ledger, STRIPE_BALANCE, DISPUTED_FUNDS, LOSSES);
        assertThat(ours).as("seed %d, %s", seed, ledger).isEqualTo(sum(ledger, BUYERS_FUNDS, SELLERS_PROCEEDS));
        assertThat(ledger.balanceCents(DISPUTED_FUNDS)).as("seed %d", seed).isNotNegative();
        assertThat(ledger.postings()).as("seed %d", seed).allMatch(posting -> posting.debit() != posting.credit());
    }

    private static long sum(Ledger ledger, Account... accounts) {
        return Arrays.stream(accounts).mapToLong(ledger::balanceCents).sum();
    }

    private static void assertNothingIsRepeated(Ledger ledger, long seed) {
        for (var entry : ledger.entries()) {
            assertThat(ledger.record(entry.kind(), entry.amountCents(), entry.stripeId(), NOW))
                    .as("seed %d", seed)
                    .isSameAs(ledger);
        }
    }

    /** One capture and one ending, with what may happen in between and what is heard of it late and repeatedly. */
    @Test
    void every_capture_that_is_settled_is_one_sale_or_one_full_refund() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            boolean sold = random.nextBoolean();
            var ledger = settled(sold, random);
            assertThat(ledger.standing())
                    .as("seed %d, %s", seed, ledger)
                    .isEqualTo(sold ? Standing.SOLD : Standing.REFUNDED);
            assertThat(ledger.heldCents()).as("seed %d", seed).isZero();
            assertThat(ledger.balanceCents(STRIPE_BALANCE)).as("seed %d", seed).isEqualTo(sold ? CENTS : 0);
        }
    }

    private static Ledger settled(boolean sold, Random random) {
        var ledger = CAPTURE;
        if (random.nextBoolean()) {
            ledger = ledger.record(DISPUTED, CENTS, "dp_1", NOW).record(DISPUTE_WON, CENTS, "dp_1", NOW);
        }
        int failures = sold ? 0 : random.nextInt(3);
        for (int failure = 0; failure < failures; failure++) {
            ledger = ledger.record(REFUNDED, CENTS, "re_failed" + failure, NOW)
                    .record(REFUND_FAILED, CENTS, "re_failed" + failure, NOW);
        }
        ledger = sold ? ledger.record(SOLD, CENTS, "pi_1", NOW) : ledger.record(REFUNDED, CENTS, "re_1", NOW);
        var late = new ArrayList<>(ledger.entries());
        late.addAll(ledger.entries());
        Collections.shuffle(late, random);
        for (var entry : late) {
            ledger = ledger.record(entry.kind(), entry.amountCents(), entry.stripeId(), NOW);
        }
        return ledger;
    }
}
