package dev.ticketing.payments;

import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Posts the ledgers of charges that were stored before there were ledgers, which nothing marks as unposted. All charges are
 * walked through, some at a time, and once more after an hour: an older process beside this one may have taken money
 * meanwhile. Then that is noted, and never done again.
 */
final class OlderLedgers {

    private static final int BATCH = 256;
    private static final int WALKS = 2;
    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final JsonObject DONE = new JsonObject().put("_id", "older-ledgers");

    private final ChargeStore charges;
    private final LedgerPosting posting;
    private final Documents notes;
    private final Supplier<Instant> now;
    private Instant next = Instant.MIN;
    private String above = "";
    private int walks;

    OlderLedgers(ChargeStore charges, LedgerPosting posting, Documents notes, Supplier<Instant> now) {
        this.charges = charges;
        this.posting = posting;
        this.notes = notes;
        this.now = now;
    }

    /** Goes on a bit; called by one verticle alone. */
    Future<?> run() {
        if (walks == WALKS || now.get().isBefore(next)) {
            return Future.succeededFuture();
        }
        return notes.findOne(DONE).compose(done -> {
            if (done.isPresent()) {
                walks = WALKS;
                return Future.succeededFuture();
            }
            return charges.all(above, BATCH).compose(this::post);
        });
    }

    private Future<Void> post(List<Charge> found) {
        return Future.join(found.stream()
                        .filter(charge -> !charge.ledger().unposted().isEmpty())
                        .map(posting::post)
                        .toList())
                .compose(posted -> found.size() < BATCH ? walked() : goneOn(found));
    }

    private Future<Void> goneOn(List<Charge> found) {
        above = found.get(found.size() - 1).id();
        return Future.succeededFuture();
    }

    private Future<Void> walked() {
        above = "";
        walks++;
        next = now.get().plus(BETWEEN);
        return walks == WALKS ? notes.insertIfAbsent(DONE.copy()).mapEmpty() : Future.succeededFuture();
    }
}
