package dev.ticketing.payments;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * What Stripe tells: that something has happened to a PaymentIntent, or to what belongs to one. How it is now is asked for,
 * so nothing else of the event matters.
 *
 * @param intentId empty where the event is of a type that says nothing here, or of a thing without a PaymentIntent
 */
record WebhookEvent(String id, String type, Optional<String> intentId) {

    private static final Set<String> OF_INTENTS = Set.of(
            "payment_intent.succeeded",
            "payment_intent.payment_failed",
            "payment_intent.canceled",
            "payment_intent.requires_action");

    private static final Set<String> OF_MONEY_MOVED =
            Set.of("charge.refunded", "charge.refund.updated", "charge.dispute.created", "charge.dispute.closed");

    /** Empty when it is no event. */
    static Optional<WebhookEvent> read(Buffer body) {
        try {
            var json = new JsonObject(body);
            var type = json.getString("type");
            var object = json.getJsonObject("data").getJsonObject("object");
            return Optional.of(new WebhookEvent(nonNull(json.getString("id")), type, intentOf(type, object)));
        } catch (DecodeException | ClassCastException | NullPointerException malformed) {
            return Optional.empty();
        }
    }

    private static String nonNull(String id) {
        if (id == null) {
            throw new DecodeException("an event without an id");
        }
        return id;
    }

    private static Optional<String> intentOf(String type, JsonObject object) {
        if (OF_INTENTS.contains(type)) {
            return Optional.ofNullable(object.getString("id"));
        }
        return OF_MONEY_MOVED.contains(type)
                ? Optional.ofNullable(object.getString("payment_intent"))
                : Optional.empty();
    }

    /** Whether it is one of those that are listened to. */
    boolean isKnown() {
        return OF_INTENTS.contains(type) || OF_MONEY_MOVED.contains(type);
    }

    /** Whether it is about refunds or disputes. */
    boolean isOfMoneyMoved() {
        return OF_MONEY_MOVED.contains(type);
    }
}
