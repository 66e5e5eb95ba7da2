package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Charge;
import dev.ticketing.stripesimulator.domain.Dispute;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** https://docs.stripe.com/api/disputes/object */
final class DisputeJson {

    /** The card network's codes for Stripe's reasons. */
    private static final Map<String, String> NETWORK_CODES =
            Map.of("fraudulent", "10.4", "product_not_received", "13.1");

    private DisputeJson() {}

    static JsonObject of(Dispute dispute, Charge charge) {
        boolean inquiry = dispute.status().wireName().startsWith("warning");
        JsonObject card = new JsonObject()
                .put("brand", charge.paymentMethod().card().brand())
                .put("case_type", inquiry ? "inquiry" : "chargeback")
                .put("network_reason_code", NETWORK_CODES.getOrDefault(dispute.reason(), "13.9"));
        return new JsonObject()
                .put("id", dispute.id())
                .put("object", "dispute")
                .put("amount", dispute.amount())
                .put("balance_transactions", new JsonArray())
                .put("charge", dispute.charge())
                .put("created", dispute.created())
                .put("currency", dispute.currency())
                .put("enhanced_eligibility_types", new JsonArray())
                .put("evidence", evidence(dispute))
                .put("evidence_details", evidenceDetails(dispute))
                .put("is_charge_refundable", dispute.chargeRefundable())
                .put("livemode", false)
                .put("metadata", new JsonObject())
                .put("payment_intent", dispute.paymentIntent())
                .put(
                        "payment_method_details",
                        new JsonObject().put("card", card).put("type", "card"))
                .put("reason", dispute.reason())
                .put("status", dispute.status().wireName());
    }

    private static JsonObject evidence(Dispute dispute) {
        return new JsonObject()
                .put("enhanced_evidence", new JsonObject())
                .put("uncategorized_text", dispute.evidence());
    }

    private static JsonObject evidenceDetails(Dispute dispute) {
        return new JsonObject()
                .put("due_by", dispute.dueBy())
                .put("enhanced_eligibility", new JsonObject())
                .put("has_evidence", dispute.evidence() != null)
                .put("past_due", false)
                .put("submission_count", dispute.status().wireName().endsWith("needs_response") ? 0 : 1);
    }
}
