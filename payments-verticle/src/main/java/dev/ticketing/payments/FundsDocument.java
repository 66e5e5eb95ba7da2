package dev.ticketing.payments;

import dev.ticketing.payments.domain.Dispute;
import dev.ticketing.payments.domain.Funds;
import dev.ticketing.payments.domain.Ledger;
import dev.ticketing.payments.domain.LedgerEntry.Kind;
import dev.ticketing.payments.domain.OrderReplica;
import dev.ticketing.payments.domain.Refund;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.messaging.WireName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What has become of the money, as members of its charge's document. */
final class FundsDocument {

    private FundsDocument() {}

    static JsonObject write(Funds funds) {
        return new JsonObject()
                .put("paidAtMillis", funds.paidAt().map(Instant::toEpochMilli).orElse(null))
                .put("refunds", list(funds.refunds(), FundsDocument::write))
                .put("disputes", list(funds.disputes(), FundsDocument::write))
                .put("ledger", LedgerJson.of(funds.ledger()));
    }

    /** What a version without refunds in parts and without a ledger has written is all of it, or nothing. */
    static Funds read(JsonObject document, OrderReplica order) {
        var paidAt = Optional.ofNullable(document.getLong("paidAtMillis")).map(Instant::ofEpochMilli);
        if (paidAt.isPresent() && isOlder(document)) {
            return older(document, order, paidAt.get());
        }
        return new Funds(
                paidAt,
                read(document.getJsonArray("refunds"), FundsDocument::refund),
                read(document.getJsonArray("disputes"), FundsDocument::dispute),
                LedgerJson.read(document.getJsonObject("ledger")));
    }

    /** An older instance that takes the money or gives it back leaves alone what it does not know. */
    private static boolean isOlder(JsonObject document) {
        boolean isBooked =
                !LedgerJson.read(document.getJsonObject("ledger")).entries().isEmpty();
        boolean isRefundKnown = document.getString("refundId") == null
                || !document.getJsonArray("refunds", new JsonArray()).isEmpty();
        return !isBooked || !isRefundKnown;
    }

    private static Funds older(JsonObject document, OrderReplica order, Instant paidAt) {
        var refunds = Optional.ofNullable(document.getString("refundId"))
                .map(id -> new Refund(id, order.amountCents(), Refund.State.SUCCEEDED, paidAt))
                .map(List::of)
                .orElse(List.of());
        var intentId = document.getString("intentId");
        var ledger = Ledger.EMPTY.record(Kind.CAPTURED, order.amountCents(), intentId, paidAt);
        if (order.status() == OrderSnapshot.Status.COMPLETE) {
            ledger = ledger.record(Kind.SOLD, order.amountCents(), intentId, paidAt);
        }
        for (var refund : refunds) {
            ledger = ledger.record(Kind.REFUNDED, refund.amountCents(), refund.id(), paidAt);
        }
        return new Funds(Optional.of(paidAt), refunds, List.of(), ledger);
    }

    private static JsonObject write(Refund refund) {
        return new JsonObject()
                .put("id", refund.id())
                .put("amountCents", refund.amountCents())
                .put("state", WireName.of(refund.state()))
                .put("atMillis", refund.at().toEpochMilli());
    }

    private static Refund refund(JsonObject document) {
        return new Refund(
                document.getString("id"),
                document.getLong("amountCents"),
                WireName.read(Refund.State.class, document.getString("state")),
                Instant.ofEpochMilli(document.getLong("atMillis")));
    }

    private static JsonObject write(Dispute dispute) {
        return new JsonObject()
                .put("id", dispute.id())
                .put("amountCents", dispute.amountCents())
                .put("state", WireName.of(dispute.state()));
    }

    private static Dispute dispute(JsonObject document) {
        return new Dispute(
                document.getString("id"),
                document.getLong("amountCents"),
                WireName.read(Dispute.State.class, document.getString("state")));
    }

    private static <T> JsonArray list(List<T> values, Function<T, JsonObject> write) {
        return new JsonArray(values.stream().map(write).toList());
    }

    private static <T> List<T> read(JsonArray documents, Function<JsonObject, T> read) {
        return documents == null
                ? List.of()
                : documents.stream().map(JsonObject.class::cast).map(read).toList();
    }
}
