package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Challenge;
import dev.ticketing.stripesimulator.domain.IntentTerms;
import dev.ticketing.stripesimulator.domain.PaymentIntent;
import dev.ticketing.stripesimulator.domain.PaymentMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/** https://docs.stripe.com/api/payment_intents/object */
final class IntentJson {

    private final Supplier<String> publicUrl;

    /** {@code publicUrl} is where browsers reach the simulator's pages. */
    IntentJson(Supplier<String> publicUrl) {
        this.publicUrl = publicUrl;
    }

    JsonObject of(PaymentIntent intent) {
        IntentTerms terms = intent.terms();
        PaymentIntent.Cancellation cancellation = intent.cancellation();
        JsonObject json = new JsonObject()
                .put("id", intent.id())
                .put("object", "payment_intent")
                .put("amount", terms.amount())
                .put("amount_capturable", 0)
                .put("amount_received", intent.amountReceived())
                .put("application", null)
                .put("application_fee_amount", null)
                .put("automatic_payment_methods", automaticPaymentMethods(terms.automaticPaymentMethods()))
                .put("canceled_at", cancellation == null ? null : cancellation.at())
                .put("cancellation_reason", cancellation == null ? null : cancellation.reason())
                .put("capture_method", terms.captureMethod())
                .put("client_secret", intent.clientSecret())
                .put("confirmation_method", "automatic")
                .put("created", intent.created())
                .put("currency", terms.currency())
                .put("customer", null)
                .put("description", terms.description());
        return json.mergeIn(progress(intent)).put("status", intent.status().wireName());
    }

    static JsonObject paymentMethod(PaymentMethod method) {
        return new JsonObject()
                .put("id", method.id())
                .put("object", "payment_method")
                .put("billing_details", billingDetails())
                .put("card", card(method))
                .put("created", method.created())
                .put("customer", null)
                .put("livemode", false)
                .put("metadata", new JsonObject())
                .put("type", "card");
    }

    static JsonObject card(PaymentMethod method) {
        return new JsonObject()
                .put("brand", method.card().brand())
                .put("country", "US")
                .put("exp_month", 12)
                .put("exp_year", 2034)
                .put("funding", "credit")
                .put("last4", method.card().last4());
    }

    static JsonObject billingDetails() {
        return new JsonObject()
                .put("address", new JsonObject().put("country", null).put("postal_code", null))
                .put("email", null)
                .put("name", null)
                .put("phone", null);
    }

    private JsonObject progress(PaymentIntent intent) {
        IntentTerms terms = intent.terms();
        PaymentMethod method = intent.paymentMethod();
        return new JsonObject()
                .put("last_payment_error", intent.lastError() == null ? null : ErrorJson.ofPayment(intent.lastError()))
                .put("latest_charge", intent.latestCharge())
                .put("livemode", false)
                .put("metadata", new JsonObject(new LinkedHashMap<>(terms.metadata())))
                .put("next_action", nextAction(intent))
                .put("on_behalf_of", null)
                .put("payment_method", method == null ? null : method.id())
                .put("payment_method_options", new JsonObject())
                .put("payment_method_types", new JsonArray(new ArrayList<>(terms.paymentMethodTypes())))
                .put("processing", null)
                .put("receipt_email", terms.receiptEmail())
                .put("review", null)
                .put("setup_future_usage", null)
                .put("shipping", null)
                .put("statement_descriptor", null)
                .put("statement_descriptor_suffix", null)
                .put("transfer_data", null)
                .put("transfer_group", null);
    }

    private JsonObject nextAction(PaymentIntent intent) {
        Challenge challenge = intent.challenge();
        if (challenge == null) {
            return null;
        }
        if (challenge.returnUrl() == null) {
            JsonObject sdk = new JsonObject().put("source", challenge.source()).put("type", "three_d_secure_redirect");
            return new JsonObject().put("type", "use_stripe_sdk").put("use_stripe_sdk", sdk);
        }
        JsonObject redirect = new JsonObject()
                .put("return_url", challenge.returnUrl())
                .put("url", publicUrl.get() + ChallengePage.path(intent));
        return new JsonObject().put("redirect_to_url", redirect).put("type", "redirect_to_url");
    }

    private static JsonObject automaticPaymentMethods(IntentTerms.AutomaticPaymentMethods automatic) {
        return automatic == null
                ? null
                : new JsonObject()
                        .put("allow_redirects", automatic.allowRedirects())
                        .put("enabled", automatic.enabled());
    }
}
