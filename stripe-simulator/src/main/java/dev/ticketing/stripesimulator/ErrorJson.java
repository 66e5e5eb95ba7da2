package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.PaymentError;
import dev.ticketing.stripesimulator.domain.StripeError;
import io.vertx.core.json.JsonObject;

/** The object inside {@code {"error": ...}}: Stripe leaves out what does not apply. */
final class ErrorJson {

    private ErrorJson() {}

    static JsonObject of(StripeError error, IntentJson intents) {
        JsonObject json = new JsonObject();
        StripeError.Payment payment = error.payment();
        if (payment != null && payment.error() != null) {
            json = ofPayment(payment.error());
        }
        putIfPresent(json, "code", error.code());
        putIfPresent(json, "doc_url", docUrl(error.code()));
        json.put("message", error.message());
        putIfPresent(json, "param", error.param());
        if (payment != null) {
            json.put("payment_intent", intents.of(payment.intent()));
        }
        return json.put("type", error.type());
    }

    /** Also what an intent shows as its last_payment_error. */
    static JsonObject ofPayment(PaymentError error) {
        JsonObject json = new JsonObject();
        putIfPresent(json, "charge", error.charge());
        json.put("code", error.reason().code());
        putIfPresent(json, "decline_code", error.reason().declineCode());
        return json.put("doc_url", docUrl(error.reason().code()))
                .put("message", error.reason().message())
                .put("payment_method", IntentJson.paymentMethod(error.paymentMethod()))
                .put("type", error.reason().type());
    }

    private static String docUrl(String code) {
        return code == null ? null : "https://stripe.com/docs/error-codes/" + code.replace('_', '-');
    }

    private static void putIfPresent(JsonObject json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
