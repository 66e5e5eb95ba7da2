package dev.ticketing.payments.domain;

import static dev.ticketing.payments.domain.Charges.CAPTURED;
import static dev.ticketing.payments.domain.Charges.CENTS;
import static dev.ticketing.payments.domain.Charges.CLOSED;
import static dev.ticketing.payments.domain.Charges.NOW;
import static dev.ticketing.payments.domain.Charges.PAYABLE;
import static dev.ticketing.payments.domain.Charges.REFUNDED;
import static dev.ticketing.payments.domain.Charges.WITH_INTENT;
import static dev.ticketing.payments.domain.Charges.disputed;
import static dev.ticketing.payments.domain.Charges.refund;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.payments.domain.Look.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Optional<String> ORDER = Optional.of("order");

    @Test
    void what_is_the_same_on_both_sides_agrees() {
        assertThat(of(CAPTURED, listed("pi", State.CAPTURED))).isEqualTo(Comparison.AGREES);
        assertThat(of(WITH_INTENT, listed("pi", State.OPEN))).isEqualTo(Comparison.AGREES);
        assertThat(of(CLOSED, listed("pi", State.CLOSED))).isEqualTo(Comparison.AGREES);
        assertThat(of(REFUNDED, withRefund("re", CENTS, Refund.State.SUCCEEDED)))
                .isEqualTo(Comparison.AGREES);
        assertThat(of(disputed(CAPTURED, Dispute.State.OPEN), withDispute(Dispute.State.OPEN)))
                .isEqualTo(Comparison.AGREES);
    }

    @Test
    void what_stripe_knows_better_is_repaired() {
        assertThat(List.of(
                        of(WITH_INTENT, listed("pi", State.CAPTURED)),
                        of(PAYABLE, listed("pi_found", State.CAPTURED)),
                        of(CLOSED, listed("pi", State.CAPTURED)),
                        of(WITH_INTENT, listed("pi", State.CLOSED)),
                        of(CAPTURED, withRefund("re", 500, Refund.State.SUCCEEDED)),
                        of(REFUNDED, withRefund("re", CENTS, Refund.State.FAILED)),
                        of(CAPTURED, withDispute(Dispute.State.OPEN)),
                        of(disputed(CAPTURED, Dispute.State.OPEN), withDispute(Dispute.State.LOST))))
                .containsOnly(Comparison.REPAIRABLE);
    }

    @Test
    void what_no_rule_can_decide_is_told_apart() {
        var captured = listed("pi", State.CAPTURED);
        assertThat(Comparison.of(Optional.empty(), captured, NOW)).isEqualTo(Comparison.UNKNOWN_ORDER);
        assertThat(of(CAPTURED, listed("pi_other", State.CAPTURED))).isEqualTo(Comparison.OTHER_INTENT);
        assertThat(of(CAPTURED, listed("pi", State.OPEN))).isEqualTo(Comparison.NOT_CAPTURED);
        for (var charge : List.of(PAYABLE, WITH_INTENT, CAPTURED)) {
            assertThat(of(charge, new Listed("pi", ORDER, CENTS - 1, "usd", captured.look())))
                    .isEqualTo(Comparison.OTHER_AMOUNT);
            assertThat(of(charge, new Listed("pi", ORDER, CENTS, "jpy", captured.look())))
                    .isEqualTo(Comparison.OTHER_AMOUNT);
        }
    }

    @Test
    void what_took_no_money_or_is_not_ours_is_none_of_our_business() {
        assertThat(Comparison.of(Optional.empty(), listed("pi", State.OPEN), NOW))
                .isEqualTo(Comparison.AGREES);
        assertThat(of(CAPTURED, listed("pi_other", State.OPEN))).isEqualTo(Comparison.AGREES);
        assertThat(of(PAYABLE, listed("pi", State.OPEN))).isEqualTo(Comparison.AGREES);
        var foreign = new Listed("pi", Optional.empty(), 1, "eur", Look.at(State.CAPTURED));
        assertThat(Comparison.of(Optional.empty(), foreign, NOW)).isEqualTo(Comparison.AGREES);
    }

    private static Comparison of(Charge charge, Listed listed) {
        return Comparison.of(Optional.of(charge), listed, NOW);
    }

    private static Listed listed(String intentId, State state) {
        return new Listed(intentId, ORDER, state == State.CAPTURED ? CENTS : 0, "usd", Look.at(state));
    }

    private static Listed withRefund(String id, long cents, Refund.State state) {
        return listed(List.of(refund(id, cents, state)), List.of());
    }

    private static Listed withDispute(Dispute.State state) {
        return listed(List.of(), List.of(new Dispute("dp", CENTS, state)));
    }

    private static Listed listed(List<Refund> refunds, List<Dispute> disputes) {
        return new Listed("pi", ORDER, CENTS, "usd", new Look(State.CAPTURED, Optional.empty(), refunds, disputes));
    }
}
