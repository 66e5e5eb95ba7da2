package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What was paid before there were ledgers is posted as well. */
@WithBackends
class OlderLedgersIT {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final String NOTES = "otherNotes";

    private final Backends backends;
    private final MongoClient mongo;

    OlderLedgersIT(Backends backends) {
        this.backends = backends;
        this.mongo = backends.mongo("payments");
    }

    /** Nothing marks it as unposted, and nothing else will ever happen to it. */
    @Test
    void a_charge_without_a_ledger_is_found_and_after_an_hour_nobody_looks_any_more() {
        var order = paidAndSold();
        var unknown = new JsonObject().put("ledger", "").put("unpostedSinceMillis", "");
        var charge = new JsonObject().put("_id", order.id());
        Eventually.await(mongo.updateCollection("charges", charge, new JsonObject().put("$unset", unknown)));
        Eventually.await(mongo.removeDocuments("ledger", new JsonObject()));
        var now = new AtomicReference<>(NOON);
        var older = olderLedgers(now);
        Eventually.await(older.run());
        Eventually.await(older.run());
        assertThat(count("ledger")).isEqualTo(2);
        assertThat(count(NOTES)).isZero();

        now.set(NOON.plus(Duration.ofHours(2)));
        Eventually.await(older.run());
        assertThat(count("ledger")).isEqualTo(2);
        assertThat(count(NOTES)).isOne();
    }

    private OrderSnapshot paidAndSold() {
        try (var checkout = new Checkout(backends)) {
            var order = checkout.payable("early");
            checkout.pay(order, VISA).expect(201);
            checkout.publish(Checkout.next(order, Status.COMPLETE));
            Eventually.holds(() -> assertThat(count("ledger")).isEqualTo(2));
            return order;
        }
    }

    private OlderLedgers olderLedgers(AtomicReference<Instant> now) {
        var charges = new ChargeStore(backends.vertx(), documents("charges"), "payments", Clock.systemUTC());
        var posting = new LedgerPosting(charges, new LedgerStore(documents("ledger")));
        return new OlderLedgers(charges, posting, documents(NOTES), now::get);
    }

    private Documents documents(String collection) {
        return new Documents(backends.vertx(), mongo, collection);
    }

    private long count(String collection) {
        return Eventually.await(mongo.count(collection, new JsonObject()));
    }
}
