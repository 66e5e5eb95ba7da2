package dev.ticketing.payments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.payments.domain.LedgerEntry.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TotalsTest {

    @Test
    void each_kind_is_counted_where_it_belongs() {
        var totals = Totals.NONE;
        for (var kind : List.of(
                Kind.CAPTURED,
                Kind.CAPTURED,
                Kind.SOLD,
                Kind.REFUNDED,
                Kind.REFUND_FAILED,
                Kind.REFUNDED,
                Kind.DISPUTED,
                Kind.DISPUTE_WON,
                Kind.DISPUTED,
                Kind.DISPUTE_LOST)) {
            totals = totals.plus(kind, 10);
        }
        assertThat(totals).isEqualTo(new Totals(20, 10, 10, 10, 2));
    }
}
