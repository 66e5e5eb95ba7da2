package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Refund;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;

/** https://docs.stripe.com/api/refunds/object */
final class RefundJson {

    private RefundJson() {}

    static JsonObject of(Refund refund) {
        return new JsonObject()
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
                .put("status", "succeeded");
    }
}
