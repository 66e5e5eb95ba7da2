package dev.ticketing.system.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Market;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.WithBackends;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Orders that are paid (with cards that pay, are declined, or have the bank ask), cancelled and run out of time all at the
 * same moment, {@code -Draces} of them, many at once, while Stripe's webhooks come late and shuffled. In the end
 * every order has one outcome, and our ledger and Stripe's books are the same to the cent. {@code -Draces.seed} makes the
 * same choices again, though what comes first is the machine's to say.
 */
@Tag("faults")
@WithBackends
class RacedOrdersIT {

    private static final int ALWAYS = 1_000_000;
    private static final int CONTROL = 150;
    private static final Duration SETTLED = Duration.ofSeconds(90);

    private static Market market;
    private static Bookkeeping books;
    private static Backends backends;

    @BeforeAll
    static void start(Backends given) {
        backends = given;
        market = Market.start(
                backends,
                Map.of(
                        "ORDER_WINDOW",
                        Race.WINDOW.toString(),
                        "PAYMENT_GRACE",
                        Race.GRACE.toString(),
                        "PAYMENT_ATTEMPTS",
                        "2",
                        "MAX_LIVE_ORDERS",
                        "1000"));
        market.stripe().webhooks(new JsonObject().put("shuffle", true).put("delay_millis", 500));
        books = new Bookkeeping(backends, market);
    }

    @AfterAll
    static void stop() {
        books.close();
        market.close();
    }

    @Test
    void every_order_has_one_outcome_and_the_ledger_is_stripes_books_to_the_cent() {
        int races = Integer.getInteger("races", 2_000);
        long seed = seed();
        long begun = System.nanoTime();
        new Crowd(backends.vertx(), market, races, seed).run();
        var raced = Duration.ofNanos(System.nanoTime() - begun);
        books.awaitRest(SETTLED);
        var found = books.audit();
        System.out.printf(
                "races: seed %d, %d in %d s, at rest after %d s, %s%n",
                seed,
                races,
                raced.toSeconds(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                new TreeMap<>(found.endings()));
        assertThat(found.violations()).as("seed %d", seed).isEmpty();
        assertThat(found.endings().values().stream().mapToLong(Long::longValue).sum())
                .isGreaterThanOrEqualTo(races);
        assertThat(found.endings())
                .as("nothing much was raced")
                .containsKeys(
                        "complete",
                        "cancelled user unpaid",
                        "cancelled user refunded",
                        "cancelled expired unpaid",
                        "cancelled payment-failed unpaid");
    }

    /** Where nothing that was captured goes back the same races leave money with us, and that is found. */
    @Test
    void control_where_stripe_takes_no_refund_the_audit_finds_what_was_kept() {
        market.stripe().arm("error_500_before", "/v1/refunds", ALWAYS);
        try {
            new Crowd(backends.vertx(), market, CONTROL, seed()).run();
            books.awaitEnds(SETTLED);
            assertThat(books.audit().violations()).anyMatch(violation -> violation.contains("money was kept"));
        } finally {
            market.stripe().disarm();
        }
        books.awaitRest(SETTLED);
        assertThat(books.audit().violations()).isEmpty();
    }

    private static long seed() {
        var given = System.getProperty("races.seed", "");
        return given.isEmpty() ? new SecureRandom().nextLong() : Long.parseLong(given);
    }
}
