package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Charge;
import dev.ticketing.stripesimulator.domain.Decline;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;

/** https://docs.stripe.com/api/charges/object */
final class ChargeJson {

    private ChargeJson() {}

    static JsonObject of(Charge charge) {
        JsonObject json = new JsonObject()
                .put("id", charge.id())
                .put("object", "charge")
                .put("amount", charge.amount())
                .put("amount_captured", charge.succeeded() ? charge.amount() : 0)
                .put("amount_refunded", charge.amountRefunded())
                .put("balance_transaction", null)
                .put("billing_details", IntentJson.billingDetails())
                .put("captured", charge.succeeded())
                .put("created", charge.created())
                .put("currency", charge.currency())
                .put("customer", null)
                .put("description", charge.description())
                .put("disputed", charge.disputed());
        return json.mergeIn(result(charge));
    }

    private static JsonObject result(Charge charge) {
        Decline decline = charge.decline();
        JsonObject card = IntentJson.card(charge.paymentMethod());
        return new JsonObject()
                .put("failure_code", decline == null ? null : decline.code())
                .put("failure_message", decline == null ? null : decline.message())
                .put("livemode", false)
                .put("metadata", new JsonObject(new LinkedHashMap<>(charge.metadata())))
                .put("outcome", decline == null ? authorized() : declined(decline))
                .put("paid", charge.succeeded())
                .put("payment_intent", charge.paymentIntent())
                .put("payment_method", charge.paymentMethod().id())
                .put(
                        "payment_method_details",
                        new JsonObject().put("card", card).put("type", "card"))
                .put("receipt_email", charge.receiptEmail())
                .put("refunded", charge.fullyRefunded())
                .put("status", charge.succeeded() ? "succeeded" : "failed");
    }

    private static JsonObject authorized() {
        return new JsonObject()
                .put("network_status", "approved_by_network")
                .put("reason", null)
                .put("risk_level", "normal")
                .put("seller_message", "Payment complete.")
                .put("type", "authorized");
    }

    private static JsonObject declined(Decline decline) {
        return new JsonObject()
                .put("network_status", "declined_by_network")
                .put("reason", decline.declineCode() == null ? decline.code() : decline.declineCode())
                .put("risk_level", "normal")
                .put("seller_message", "The bank declined the payment.")
                .put("type", "issuer_declined");
    }
}
