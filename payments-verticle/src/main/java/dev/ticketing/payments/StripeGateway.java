package dev.ticketing.payments;

import com.stripe.StripeClient;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import dev.ticketing.payments.PaymentsSettings.StripeSettings;
import dev.ticketing.payments.domain.Attempts.Attempt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Stripe, through stripe-java. Every call has a key that follows from what is stored, so repeating it has the effect of
 * one.
 */
final class StripeGateway {

    private final StripeClient stripe;
    private final StripeCalls calls;

    /** How a PaymentIntent is after a call. */
    sealed interface Outcome {

        /** Made, unconfirmed. */
        record Created(String intentId) implements Outcome {}

        record Captured() implements Outcome {}

        record Closed() implements Outcome {}

        /** Open still, its outcome not known yet. */
        record Pending() implements Outcome {}

        /** The bank said no. */
        record Declined(String message) implements Outcome {}

        /** Stripe does not take what it was given: the card, or the amount. */
        record Rejected(String message) implements Outcome {}
    }

    StripeGateway(Vertx vertx, StripeSettings settings) {
        var client = StripeClient.builder()
                .setApiKey(settings.secretKey())
                .setConnectTimeout(StripeCalls.CONNECT_TIMEOUT_MILLIS)
                .setReadTimeout(StripeCalls.READ_TIMEOUT_MILLIS)
                .setMaxNetworkRetries(1);
        settings.apiBase().ifPresent(client::setApiBase);
        this.stripe = client.build();
        this.calls = new StripeCalls(vertx);
    }

    /** Makes an order's PaymentIntent, unconfirmed, or finds the one that was made before. */
    Future<Outcome> createIntent(String orderId, long amountCents, String currency) {
        var params = PaymentIntentCreateParams.builder()
                .setAmount(amountCents)
                .setCurrency(currency)
                .addPaymentMethodType("card")
                .putMetadata("orderId", orderId)
                .build();
        return calls.run(() -> {
            try {
                var made = stripe.v1().paymentIntents().create(params, key("intent-" + orderId));
                return new Outcome.Created(made.getId());
            } catch (InvalidRequestException refused) {
                return new Outcome.Rejected("the payment was not accepted: " + refused.getUserMessage());
            }
        });
    }

    /**
     * Confirms with the attempt's card.
     *
     * @param inTime asked on the calling thread, right before the call
     */
    Future<Outcome> confirm(String orderId, String intentId, Attempt attempt, BooleanSupplier inTime) {
        var params = PaymentIntentConfirmParams.builder();
        if (attempt.token().startsWith("tok_")) {
            params.putExtraParam(
                    "payment_method_data", Map.of("type", "card", "card", Map.of("token", attempt.token())));
        } else {
            params.setPaymentMethod(attempt.token());
        }
        var key = key("confirm-" + orderId + "-" + attempt.number());
        return calls.run(() -> inTime.getAsBoolean() ? confirm(intentId, params.build(), key) : new Outcome.Pending());
    }

    private Outcome confirm(String intentId, PaymentIntentConfirmParams params, RequestOptions key)
            throws StripeException {
        try {
            return outcomeOf(stripe.v1().paymentIntents().confirm(intentId, params, key));
        } catch (CardException declined) {
            return new Outcome.Declined(declined.getUserMessage());
        } catch (InvalidRequestException refused) {
            var intent = refused.getStripeError() == null
                    ? null
                    : refused.getStripeError().getPaymentIntent();
            return isUnexpectedState(refused) && intent != null
                    ? outcomeOf(intent)
                    : new Outcome.Rejected("the card was not accepted: " + refused.getUserMessage());
        } catch (ApiException error) {
            return capturedAllTheSame(intentId, error);
        }
    }

    /** Stripe replays an error under its key for a day; whether the money was taken, the intent tells. */
    private Outcome capturedAllTheSame(String intentId, ApiException error) throws StripeException {
        var outcome = outcomeOf(stripe.v1().paymentIntents().retrieve(intentId));
        if (outcome instanceof Outcome.Captured) {
            return outcome;
        }
        throw error;
    }

    /** How a PaymentIntent is now. */
    Future<Outcome> lookUp(String intentId) {
        return calls.run(() -> outcomeOf(stripe.v1().paymentIntents().retrieve(intentId)));
    }

    /** Closes a PaymentIntent, unless it has captured already. */
    Future<Outcome> cancel(String intentId) {
        return calls.run(() -> {
            try {
                return outcomeOf(stripe.v1().paymentIntents().cancel(intentId));
            } catch (InvalidRequestException refused) {
                return outcomeOf(stripe.v1().paymentIntents().retrieve(intentId));
            }
        });
    }

    /** Gives everything back, once; the refund's id. */
    Future<String> refund(String orderId, String intentId, long amountCents) {
        var params = RefundCreateParams.builder()
                .setPaymentIntent(intentId)
                .putMetadata("orderId", orderId)
                .build();
        return calls.run(() -> {
            try {
                var refund = stripe.v1().refunds().create(params, key("refund-" + orderId));
                return isFull(refund, amountCents) ? refund.getId() : refundMadeBefore(intentId, amountCents, null);
            } catch (InvalidRequestException refused) {
                // Stripe refuses a second full refund even when it has forgotten the key of the first.
                if (!"charge_already_refunded".equals(refused.getCode())) {
                    throw refused;
                }
                return refundMadeBefore(intentId, amountCents, refused);
            } catch (ApiException error) {
                // Stripe replays an error under its key for a day; the refund may be there all the same.
                return refundMadeBefore(intentId, amountCents, error);
            }
        });
    }

    Future<Void> close() {
        return calls.close();
    }

    private String refundMadeBefore(String intentId, long amountCents, StripeException otherwise)
            throws StripeException {
        var made = stripe.v1()
                .refunds()
                .list(RefundListParams.builder().setPaymentIntent(intentId).build());
        var full = made.getData().stream()
                .filter(refund -> isFull(refund, amountCents))
                .findFirst();
        if (full.isEmpty()) {
            throw otherwise == null
                    ? new ApiException("the refund came to nothing", null, null, null, null)
                    : otherwise;
        }
        return full.get().getId();
    }

    /** A refund that failed, was cancelled or gives back only a part is none. */
    private static boolean isFull(Refund refund, long amountCents) {
        return refund.getAmount() == amountCents
                && List.of("succeeded", "pending").contains(refund.getStatus());
    }

    private static boolean isUnexpectedState(InvalidRequestException refused) {
        return "payment_intent_unexpected_state".equals(refused.getCode());
    }

    private static Outcome outcomeOf(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" -> new Outcome.Captured();
            case "canceled" -> new Outcome.Closed();
            case "requires_action" ->
                new Outcome.Rejected("the card's bank asks for a confirmation that is not possible here yet");
            default -> new Outcome.Pending();
        };
    }

    private static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }
}
