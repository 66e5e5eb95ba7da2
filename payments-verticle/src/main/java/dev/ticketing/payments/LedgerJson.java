package dev.ticketing.payments;

import dev.ticketing.payments.domain.Ledger;
import dev.ticketing.payments.domain.LedgerEntry;
import dev.ticketing.payments.domain.LedgerEntry.Kind;
import dev.ticketing.shared.messaging.WireName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** A ledger as part of its charge's document. */
final class LedgerJson {

    private LedgerJson() {}

    static JsonObject of(Ledger ledger) {
        return new JsonObject()
                .put("posted", ledger.posted())
                .put(
                        "entries",
                        new JsonArray(
                                ledger.entries().stream().map(LedgerJson::of).toList()));
    }

    /**
     * Reads one.
     *
     * @param document null in a charge from before there were ledgers
     */
    static Ledger read(JsonObject document) {
        return document == null
                ? Ledger.EMPTY
                : new Ledger(
                        document.getJsonArray("entries").stream()
                                .map(entry -> entry((JsonObject) entry))
                                .toList(),
                        document.getInteger("posted"));
    }

    private static JsonObject of(LedgerEntry entry) {
        return new JsonObject()
                .put("seq", entry.seq())
                .put("atMillis", entry.at().toEpochMilli())
                .put("kind", WireName.of(entry.kind()))
                .put("amountCents", entry.amountCents())
                .put("stripeId", entry.stripeId());
    }

    private static LedgerEntry entry(JsonObject document) {
        return new LedgerEntry(
                document.getInteger("seq"),
                Instant.ofEpochMilli(document.getLong("atMillis")),
                WireName.read(Kind.class, document.getString("kind")),
                document.getLong("amountCents"),
                document.getString("stripeId"));
    }
}
