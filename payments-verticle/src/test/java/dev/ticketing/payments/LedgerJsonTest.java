package dev.ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.payments.domain.Ledger;
import dev.ticketing.payments.domain.LedgerEntry.Kind;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerJsonTest {

    @Test
    void a_ledger_is_read_back_as_it_was() {
        var at = Instant.parse("2026-11-20T20:00:00.123Z");
        var ledger = Ledger.EMPTY;
        for (var kind : Kind.values()) {
            ledger = ledger.record(
                    kind, 1 + ledger.entries().size(), kind == Kind.REFUND_FAILED ? "id_REFUNDED" : "id_" + kind, at);
        }
        ledger = ledger.postedUpTo(3);
        assertThat(ledger.entries()).extracting(entry -> entry.kind()).contains(Kind.values());
        assertThat(LedgerJson.read(new JsonObject(LedgerJson.of(ledger).encode())))
                .isEqualTo(ledger);
    }

    @Test
    void a_charge_from_before_there_were_ledgers_has_an_empty_one() {
        assertThat(LedgerJson.read(null)).isEqualTo(Ledger.EMPTY);
    }
}
