package dev.ticketing.payments;

import static dev.ticketing.payments.Checkout.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.payments.domain.Ledger;
import dev.ticketing.payments.domain.LedgerEntry.Kind;
import dev.ticketing.payments.domain.Totals;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.TestTokens;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What charges have in their ledgers is in the ledger of all of them, once, and admins see the sums. */
@WithBackends
class LedgerIT {

    private static final String TOTALS = "/api/payments/totals";

    /** More than the store reads at a time. */
    private static final int MANY = 1_100;

    private static final Instant MIDNIGHT = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static Checkout checkout;
    private static MongoClient mongo;
    private static Documents elsewhere;
    private static ApiClient admin;

    @BeforeAll
    static void start(Backends backends) {
        checkout = new Checkout(backends);
        mongo = backends.mongo("payments");
        elsewhere = new Documents(backends.vertx(), mongo, "otherLedger");
        admin = checkout.nobody().with("cookie", "session=" + TestTokens.forAdmin("boss"));
    }

    @AfterAll
    static void stop() {
        checkout.close();
    }

    @Test
    void a_sale_and_a_refund_are_summed_up_and_posting_them_again_adds_nothing() {
        var sold = checkout.payable("happy");
        checkout.pay(sold, VISA).expect(201);
        checkout.publish(Checkout.next(sold, Status.COMPLETE));
        var regretted = checkout.payable("regretful");
        checkout.pay(regretted, VISA).expect(201);
        checkout.cancel(regretted);
        var expected = new JsonObject()
                .put("currency", "usd")
                .put("captured", 39.98)
                .put("sold", 19.99)
                .put("refunded", 19.99)
                .put("disputed", 0.0)
                .put("payments", 2);
        Eventually.holds(() -> assertThat(totals()).isEqualTo(new JsonArray().add(expected)));

        // As after a crash between the entries and the charge that is told of them.
        var again = new JsonObject().put("ledger.posted", 0).put("unpostedSinceMillis", 1);
        Eventually.await(mongo.updateCollectionWithOptions(
                "charges",
                new JsonObject().put("paidAtMillis", new JsonObject().put("$gt", 0)),
                new JsonObject().put("$set", again),
                new UpdateOptions().setMulti(true)));
        assertThat(unposted()).isPositive();
        Eventually.holds(() -> assertThat(unposted()).isZero());
        assertThat(totals()).isEqualTo(new JsonArray().add(expected));
    }

    private static long unposted() {
        var waiting = new JsonObject().put("unpostedSinceMillis", new JsonObject().put("$gt", 0));
        return Eventually.await(mongo.count("charges", waiting));
    }

    private static JsonArray totals() {
        var today = LocalDate.now(ZoneOffset.UTC);
        return admin.get(TOTALS + "?from=" + today.minusDays(1) + "&to=" + today.plusDays(1))
                .expect(200)
                .array();
    }

    @Test
    void only_admins_may_ask() {
        var query = TOTALS + "?from=2026-11-01&to=2026-11-02";
        checkout.nobody().get(query).expect(401);
        checkout.as("somebody").get(query).expect(403);
        assertThat(admin.get(query).expect(200).array()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?from=2026-11-01",
                "?to=2026-11-01",
                "?from=2026-11-02&to=2026-11-01",
                "?from=2026-10-01&to=2026-11-01",
                "?from=2026-02-30&to=2026-03-01",
                "?from=yesterday&to=today",
                "?from=2026-11-01T00:00:00Z&to=2026-11-02",
                "?from=%2B999999999-12-31&to=%2B999999999-12-31"
            })
    void what_is_no_range_of_a_month_at_most_is_refused(String query) {
        admin.get(TOTALS + query).expect(400);
    }

    @Test
    void a_month_is_a_range() {
        admin.get(TOTALS + "?from=2026-10-01&to=2026-10-31").expect(200);
    }

    @Test
    void entries_of_the_same_moment_are_all_counted_once_whatever_the_pages() {
        var store = new LedgerStore(elsewhere);
        Eventually.await(store.ensureIndexes());
        var ledger = Ledger.EMPTY.record(Kind.CAPTURED, MANY, "pi", MIDNIGHT);
        for (int i = 0; i < MANY; i++) {
            ledger = ledger.record(Kind.REFUNDED, 1, "re_" + i, MIDNIGHT);
        }
        for (int time = 0; time < 2; time++) {
            Eventually.await(store.add("a", "usd", ledger.postings()));
        }
        var last =
                Ledger.EMPTY.record(Kind.CAPTURED, 7, "pi_2", MIDNIGHT.plus(DAY).minusMillis(1));
        Eventually.await(store.add("b", "jpy", last.postings()));

        assertThat(Eventually.await(store.totals(MIDNIGHT, MIDNIGHT.plus(DAY))))
                .isEqualTo(Map.of("usd", new Totals(MANY, 0, MANY, 0, 1), "jpy", new Totals(7, 0, 0, 0, 1)));
        assertThat(Eventually.await(store.totals(MIDNIGHT.minus(DAY.multipliedBy(3)), MIDNIGHT)))
                .isEmpty();
        assertThat(Eventually.await(store.totals(MIDNIGHT.plusMillis(1), MIDNIGHT.plus(DAY.multipliedBy(3)))))
                .containsOnlyKeys("jpy");
    }
}
