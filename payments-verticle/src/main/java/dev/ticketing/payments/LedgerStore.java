package dev.ticketing.payments;

import dev.ticketing.payments.domain.Ledger.Posting;
import dev.ticketing.payments.domain.LedgerEntry.Kind;
import dev.ticketing.payments.domain.Totals;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries of all orders' ledgers, a document each, for who asks about many orders. An order's own ledger, in its charge,
 * is the truth; here entries are only added, under an id that follows from it, so adding one again changes nothing.
 */
final class LedgerStore {

    private static final int BATCH = 1_000;
    private static final Duration DAY = Duration.ofDays(1);

    private final Documents documents;

    LedgerStore(Documents documents) {
        this.documents = documents;
    }

    Future<Void> ensureIndexes() {
        return documents.ensureIndex(new JsonObject().put("atKey", 1), new IndexOptions());
    }

    /** Adds entries of an order that are not there yet. */
    Future<Void> add(String orderId, String currency, List<Posting> postings) {
        return Future.join(postings.stream()
                        .map(posting -> documents.insertIfAbsent(document(orderId, currency, posting)))
                        .toList())
                .mapEmpty();
    }

    private static JsonObject document(String orderId, String currency, Posting posting) {
        var entry = posting.entry();
        var id = orderId + ":" + entry.seq();
        return new JsonObject()
                .put("_id", id)
                .put("orderId", orderId)
                .put("seq", entry.seq())
                .put("at", entry.at().toString())
                .put("atKey", keyOf(entry.at()) + id)
                .put("kind", WireName.of(entry.kind()))
                .put("debit", WireName.of(posting.debit()))
                .put("credit", WireName.of(posting.credit()))
                .put("currency", currency)
                .put("amountCents", entry.amountCents())
                .put("stripeId", entry.stripeId());
    }

    /** Text that compares like the time; what follows it tells entries of the same moment apart. */
    private static String keyOf(Instant at) {
        return String.format(Locale.ROOT, "%015d ", at.toEpochMilli());
    }

    /** What was moved from some time until before another, by currency. */
    Future<Map<String, Totals>> totals(Instant from, Instant until) {
        var totals = Future.<Map<String, Totals>>succeededFuture(new TreeMap<>());
        // Day by day, so that not too many futures wait for one another.
        for (var begin = from; begin.isBefore(until); begin = begin.plus(DAY)) {
            var first = keyOf(begin);
            var end = keyOf(begin.plus(DAY).isBefore(until) ? begin.plus(DAY) : until);
            totals = totals.compose(sum -> add(sum, first, end));
        }
        return totals;
    }

    private Future<Map<String, Totals>> add(Map<String, Totals> sum, String first, String end) {
        var range = new JsonObject().put("$gt", first).put("$lt", end);
        return documents
                .find(new JsonObject().put("atKey", range), new JsonObject().put("atKey", 1), BATCH)
                .compose(found -> {
                    found.forEach(entry -> add(sum, entry));
                    return found.size() < BATCH
                            ? Future.succeededFuture(sum)
                            : add(sum, found.get(BATCH - 1).getString("atKey"), end);
                });
    }

    private static void add(Map<String, Totals> sum, JsonObject entry) {
        var kind = WireName.read(Kind.class, entry.getString("kind"));
        sum.merge(
                entry.getString("currency"),
                Totals.NONE.plus(kind, entry.getLong("amountCents")),
                (before, one) -> before.plus(kind, entry.getLong("amountCents")));
    }
}
