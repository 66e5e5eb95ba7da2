package dev.ticketing.system.races;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.system.Market;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.StripeSimulatorClient.Books;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what the contexts have stored about every order with Stripe's books. */
final class Bookkeeping implements AutoCloseable {

    private static final Books NOTHING = new Books(List.of());

    private static final JsonObject NO_SUMS =
            new JsonObject().put("captured", 0).put("refunded", 0).put("sold", 0);

    private final MongoClient orders;
    private final MongoClient payments;
    private final Market market;

    /**
     * What was found.
     *
     * @param endings how many orders ended in which way
     * @param violations what must not be, in words
     */
    record Audit(Map<String, Long> endings, List<String> violations) {}

    Bookkeeping(Backends backends, Market market) {
        this.orders = backends.mongo("orders");
        this.payments = backends.mongo("payments");
        this.market = market;
    }

    /** Waits until no order is live any more, and Stripe has told all there is. */
    void awaitEnds(Duration bound) {
        Eventually.holdsWithin(bound, () -> {
            assertThat(having(orders, "orders", "dueAtMillis"))
                    .as("live orders")
                    .isZero();
            assertThat(market.stripe().unsentWebhooks()).isZero();
        });
    }

    /** Waits until there is nothing left to do for anybody. */
    void awaitRest(Duration bound) {
        awaitEnds(bound);
        Eventually.holdsWithin(bound, () -> {
            assertThat(having(payments, "charges", "workDueAtMillis"))
                    .as("charges with work")
                    .isZero();
            assertThat(having(payments, "charges", "unpostedSinceMillis")).isZero();
            assertThat(having(payments, "charges", "unsentSince")).isZero();
            assertThat(having(orders, "orders", "unsentSince")).isZero();
            assertThat(market.stripe().unsentWebhooks()).isZero();
        });
        // The last refunds are on their way to orders.
        Eventually.holdsWithin(
                bound, () -> assertThat(audit().violations()).noneMatch(found -> found.contains("shows")));
    }

    private static long having(MongoClient mongo, String collection, String field) {
        var query = new JsonObject().put(field, new JsonObject().put("$gt", 0));
        return Eventually.await(mongo.count(collection, query));
    }

    Audit audit() {
        var charges = all(payments, "charges").stream()
                .collect(Collectors.toMap(charge -> charge.getString("_id"), charge -> charge));
        var entries = all(payments, "ledger").stream().collect(groupingBy(entry -> entry.getString("orderId")));
        var atStripe = booksByOrder();
        var violations = new ArrayList<String>();
        var endings = all(orders, "orders").stream()
                .map(order -> {
                    var id = order.getString("_id");
                    var account = new Account(
                            order,
                            charges.get(id),
                            entries.getOrDefault(id, List.of()),
                            atStripe.getOrDefault(id, NOTHING));
                    account.violations().forEach(found -> violations.add(id + ": " + found));
                    return account.ending();
                })
                .collect(groupingBy(ending -> ending, TreeMap::new, counting()));
        compareTotals(atStripe, violations);
        return new Audit(endings, violations);
    }

    private Map<String, Books> booksByOrder() {
        return market.stripe().books().entries().stream()
                .collect(groupingBy(
                        entry -> entry.getJsonObject("payment_intent")
                                .getJsonObject("metadata")
                                .getString("orderId"),
                        Collectors.collectingAndThen(Collectors.toList(), Books::new)));
    }

    /** In total, as an administrator sees it. */
    private void compareTotals(Map<String, Books> atStripe, List<String> violations) {
        var today = LocalDate.now(ZoneOffset.UTC);
        var shown = market.client()
                .asAdmin("auditor")
                .get("/api/payments/totals?from=" + today.minusDays(1) + "&to=" + today.plusDays(1))
                .expect(200)
                .array();
        var sums = shown.isEmpty() ? NO_SUMS : shown.getJsonObject(0);
        long captured = atStripe.values().stream()
                .mapToLong(books -> Account.cents(books.captures()))
                .sum();
        long refunded = atStripe.values().stream()
                .mapToLong(books -> Account.cents(books.refunds()))
                .sum();
        check("captured", captured, sums, violations);
        check("refunded", refunded, sums, violations);
        check("sold", captured - refunded, sums, violations);
    }

    private static void check(String name, long cents, JsonObject shown, List<String> violations) {
        var amount = new BigDecimal(shown.getValue(name).toString()).movePointRight(2);
        if (amount.compareTo(BigDecimal.valueOf(cents)) != 0) {
            violations.add("in total " + name + " is " + amount + " and not " + cents);
        }
    }

    private static List<JsonObject> all(MongoClient mongo, String collection) {
        return Eventually.await(mongo.find(collection, new JsonObject()));
    }

    @Override
    public void close() {
        Eventually.await(orders.close());
        Eventually.await(payments.close());
    }
}
