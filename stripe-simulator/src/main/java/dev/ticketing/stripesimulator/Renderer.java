package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Charge;
import dev.ticketing.stripesimulator.domain.Outcome;
import dev.ticketing.stripesimulator.domain.PaymentIntent;
import dev.ticketing.stripesimulator.domain.Refund;
import dev.ticketing.stripesimulator.domain.Shelf;
import dev.ticketing.stripesimulator.domain.StripeError;
import dev.ticketing.stripesimulator.domain.StripeObject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** Answers in the JSON of https://docs.stripe.com/api, API version 2025-11-17.clover. */
final class Renderer {

    static final String API_VERSION = "2025-11-17.clover";

    private final Books books;

    Renderer(Books books) {
        this.books = books;
    }

    Answer answer(Outcome outcome, Set<String> expand) {
        return outcome.error() == null ? Answer.of(200, json(outcome.answer(), expand)) : refused(outcome.error());
    }

    Answer refused(StripeError error) {
        return Answer.of(error.status(), new JsonObject().put("error", ErrorJson.of(error)));
    }

    JsonObject json(StripeObject object, Set<String> expand) {
        if (object instanceof PaymentIntent intent) {
            return intent(intent, expand);
        }
        return object instanceof Charge charge ? charge(charge, expand) : refund((Refund) object, expand);
    }

    JsonObject list(String url, Shelf.Page<? extends StripeObject> page, Set<String> expand) {
        return list(
                url,
                page.hasMore(),
                page.objects().stream().map(object -> json(object, expand)).toList());
    }

    static JsonObject list(String url, boolean hasMore, List<JsonObject> data) {
        return new JsonObject()
                .put("object", "list")
                .put("data", new JsonArray(data))
                .put("has_more", hasMore)
                .put("url", url);
    }

    private JsonObject intent(PaymentIntent intent, Set<String> expand) {
        JsonObject json = IntentJson.of(intent);
        if (expand.contains("latest_charge") && intent.latestCharge() != null) {
            json.put(
                    "latest_charge",
                    charge(books.charges().find(intent.latestCharge()).orElseThrow(), Set.of()));
        }
        if (expand.contains("payment_method") && intent.paymentMethod() != null) {
            json.put("payment_method", IntentJson.paymentMethod(intent.paymentMethod()));
        }
        return json;
    }

    private JsonObject charge(Charge charge, Set<String> expand) {
        JsonObject json = ChargeJson.of(charge);
        if (expand.contains("payment_intent")) {
            json.put(
                    "payment_intent",
                    IntentJson.of(books.intents().find(charge.paymentIntent()).orElseThrow()));
        }
        if (expand.contains("refunds")) {
            List<JsonObject> refunds =
                    books.refundsOf(charge).stream().map(RefundJson::of).toList();
            json.put("refunds", list("/v1/charges/" + charge.id() + "/refunds", false, refunds));
        }
        return json;
    }

    private JsonObject refund(Refund refund, Set<String> expand) {
        JsonObject json = RefundJson.of(refund);
        if (expand.contains("charge")) {
            json.put(
                    "charge",
                    ChargeJson.of(books.charges().find(refund.charge()).orElseThrow()));
        }
        if (expand.contains("payment_intent")) {
            json.put(
                    "payment_intent",
                    IntentJson.of(books.intents().find(refund.paymentIntent()).orElseThrow()));
        }
        return json;
    }
}
