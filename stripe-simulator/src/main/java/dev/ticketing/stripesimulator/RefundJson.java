package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Refund;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;

/** https://docs.stripe.com/api/refunds/object */
final class RefundJson {

    private RefundJson() {}

    static JsonObject of(Refund refund) {
        JsonObject json = new JsonObject()
                .put("id", refund.id())
                .put("object", "refund")
                .put("amount", refund.amount())
                .put("balance_transaction", null)
                .put("charge", refund.charge())
                .put("created", refund.created())
                .put("currency", refund.currency())
                .put("metadata", new JsonObject(new LinkedHashMap<>(refund.metadata())))
                .put("payment_intent", refund.paymentIntent())
                .put("reason", refund.reason())
                .put("receipt_number", null)
                .put("status", refund.status().wireName());
        if (refund.status() == Refund.Status.PENDING) {
            json.put("pending_reason", "processing");
        }
        if (refund.failure() != null) {
            json.put("failure_balance_transaction", refund.failure().balanceTransaction())
                    .put("failure_reason", refund.failure().reason());
        }
        return json;
    }
}
