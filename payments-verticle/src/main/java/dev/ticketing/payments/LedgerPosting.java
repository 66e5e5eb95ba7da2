package dev.ticketing.payments;

import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.domain.Failure;
import io.vertx.core.Future;

/**
 * Takes entries from the charges, where they were written with what they follow from, over to the collection of all of
 * them. The charge is told afterwards; a crash in between only makes it happen again.
 */
final class LedgerPosting {

    private static final int BATCH = 256;

    private final ChargeStore charges;
    private final LedgerStore ledger;

    LedgerPosting(ChargeStore charges, LedgerStore ledger) {
        this.charges = charges;
        this.ledger = ledger;
    }

    /** Posts until nothing is left of what was there. */
    Future<?> run() {
        return charges.unposted(BATCH)
                .compose(found -> Future.join(found.stream().map(this::post).toList())
                        .compose(posted -> found.size() < BATCH ? Future.succeededFuture() : run()));
    }

    /** Posts what a charge has. */
    Future<Charge> post(Charge charge) {
        return ledger.add(charge.id(), charge.currency(), charge.ledger().unposted())
                .compose(added -> charges.change(
                        charge.id(),
                        Failure.notFound("payment"),
                        current -> current.posted(charge.ledger().entries().size())));
    }
}
