package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Charge;
import dev.ticketing.stripesimulator.domain.Dispute;
import dev.ticketing.stripesimulator.domain.Event;
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
    private final IntentJson intents;

    Renderer(Books books, IntentJson intents) {
        this.books = books;
        this.intents = intents;
    }

    Answer answer(Outcome outcome, Set<String> expand) {
        return outcome.error() == null ? Answer.of(200, json(outcome.answer(), expand)) : refused(outcome.error());
    }

    Answer refused(StripeError error) {
        return Answer.of(error.status(), new JsonObject().put("error", ErrorJson.of(error, intents)));
    }

    JsonObject json(StripeObject object, Set<String> expand) {
        if (object instanceof PaymentIntent intent) {
            return intent(intent, expand);
        }
        if (object instanceof Charge charge) {
            return charge(charge, expand);
        }
        if (object instanceof Refund refund) {
            return withOwners(RefundJson.of(refund), refund.charge(), refund.paymentIntent(), expand);
        }
        return object instanceof Dispute dispute ? dispute(dispute, expand) : event((Event) object);
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
        JsonObject json = intents.of(intent);
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
                    intents.of(books.intents().find(charge.paymentIntent()).orElseThrow()));
        }
        if (expand.contains("refunds")) {
            List<JsonObject> refunds =
                    books.refundsOf(charge).stream().map(RefundJson::of).toList();
            json.put("refunds", list("/v1/charges/" + charge.id() + "/refunds", false, refunds));
        }
        return json;
    }

    private JsonObject dispute(Dispute dispute, Set<String> expand) {
        Charge charge = books.charges().find(dispute.charge()).orElseThrow();
        return withOwners(DisputeJson.of(dispute, charge), dispute.charge(), dispute.paymentIntent(), expand);
    }

    private JsonObject withOwners(JsonObject json, String charge, String intent, Set<String> expand) {
        if (expand.contains("charge")) {
            json.put("charge", ChargeJson.of(books.charges().find(charge).orElseThrow()));
        }
        if (expand.contains("payment_intent")) {
            json.put("payment_intent", intents.of(books.intents().find(intent).orElseThrow()));
        }
        return json;
    }

    /** https://docs.stripe.com/api/events/object */
    private JsonObject event(Event event) {
        JsonObject data = new JsonObject().put("object", json(event.object(), Set.of()));
        if (event.previousStatus() != null) {
            data.put("previous_attributes", previous(event));
        }
        return new JsonObject()
                .put("id", event.id())
                .put("object", "event")
                .put("api_version", API_VERSION)
                .put("created", event.created())
                .put("data", data)
                .put("livemode", false)
                .put("pending_webhooks", event.pending() ? 1 : 0)
                .put(
                        "request",
                        new JsonObject()
                                .put("id", event.cause().requestId())
                                .put("idempotency_key", event.cause().idempotencyKey()))
                .put("type", event.type().wireName());
    }

    private static JsonObject previous(Event event) {
        JsonObject previous = new JsonObject().put("status", event.previousStatus());
        if (event.object() instanceof Refund refund && refund.failure() != null) {
            previous.putNull("failure_balance_transaction").putNull("failure_reason");
        }
        return previous;
    }
}
