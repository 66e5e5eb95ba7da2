package dev.ticketing.payments;

import com.stripe.StripeClient;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
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
import dev.ticketing.payments.domain.Charge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Stripe, through stripe-java. Every call has a key that follows from what is stored, so repeating it has the effect of
 * one.
 */
final class StripeGateway {

    private final StripeClient stripe;
    private final StripeCalls calls;
    private final Counter declined = Metrics.counter("charges.declined");

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

    /**
     * Makes a charge's PaymentIntent, unconfirmed, or finds the one that was made before. One that Stripe makes and answers
     * with an error is lost: nobody knows it, so nobody can confirm it.
     */
    Future<Outcome> createIntent(Charge charge) {
        var params = PaymentIntentCreateParams.builder()
                .setAmount(charge.order().amountCents())
                .setCurrency(charge.currency())
                .addPaymentMethodType("card")
                .putMetadata("orderId", charge.id())
                .build();
        return calls.run("payment_intents.create", () -> {
            try {
                return new Outcome.Created(create(params, charge).getId());
            } catch (InvalidRequestException refused) {
                return new Outcome.Rejected("the payment was not accepted: " + refused.getUserMessage());
            }
        });
    }

    private PaymentIntent create(PaymentIntentCreateParams params, Charge charge) throws StripeException {
        try {
            return stripe.v1().paymentIntents().create(params, key("intent-" + charge.id()));
        } catch (RateLimitException tooMany) {
            throw tooMany;
        } catch (ApiException error) {
            return stripe.v1().paymentIntents().create(params, anotherKey("intent", charge));
        }
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
        return calls.run(
                "payment_intents.confirm",
                () -> inTime.getAsBoolean() ? confirm(intentId, params.build(), key) : new Outcome.Pending());
    }

    private Outcome confirm(String intentId, PaymentIntentConfirmParams params, RequestOptions key)
            throws StripeException {
        try {
            return outcomeOf(stripe.v1().paymentIntents().confirm(intentId, params, key));
        } catch (CardException declined) {
            this.declined.increment();
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
        return calls.run(
                "payment_intents.retrieve",
                () -> outcomeOf(stripe.v1().paymentIntents().retrieve(intentId)));
    }

    /** Closes a PaymentIntent, unless it has captured already. */
    Future<Outcome> cancel(String intentId) {
        return calls.run("payment_intents.cancel", () -> {
            try {
                return outcomeOf(stripe.v1().paymentIntents().cancel(intentId));
            } catch (InvalidRequestException refused) {
                return outcomeOf(stripe.v1().paymentIntents().retrieve(intentId));
            }
        });
    }

    /** Gives everything back, once; the refund's id. */
    Future<String> refund(Charge charge, String intentId) {
        long amountCents = charge.order().amountCents();
        var params = RefundCreateParams.builder()
                .setPaymentIntent(intentId)
                .putMetadata("orderId", charge.id())
                .build();
        return calls.run("refunds.create", () -> {
            try {
                return full(stripe.v1().refunds().create(params, key("refund-" + charge.id())), amountCents);
            } catch (InvalidRequestException refused) {
                // Stripe refuses a second full refund even when it has forgotten the key of the first.
                if (!"charge_already_refunded".equals(refused.getCode())) {
                    throw refused;
                }
                return refundMadeBefore(intentId, amountCents);
            } catch (RateLimitException tooMany) {
                throw tooMany;
            } catch (ApiException error) {
                // The refund may be there all the same.
                var made = fullRefundOf(intentId, amountCents);
                return made.isPresent()
                        ? made.get()
                        : full(stripe.v1().refunds().create(params, anotherKey("refund", charge)), amountCents);
            }
        });
    }

    Future<Void> close() {
        return calls.close();
    }

    private String full(Refund made, long amountCents) throws StripeException {
        return isFull(made, amountCents) ? made.getId() : refundMadeBefore(made.getPaymentIntent(), amountCents);
    }

    private String refundMadeBefore(String intentId, long amountCents) throws StripeException {
        return fullRefundOf(intentId, amountCents)
                .orElseThrow(() -> new ApiException("the refund came to nothing", null, null, null, null));
    }

    private Optional<String> fullRefundOf(String intentId, long amountCents) throws StripeException {
        var made = stripe.v1()
                .refunds()
                .list(RefundListParams.builder().setPaymentIntent(intentId).build());
        return made.getData().stream()
                .filter(refund -> isFull(refund, amountCents))
                .map(Refund::getId)
                .findFirst();
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

    /** Stripe replays an error of its own under the key that it came for, for a day; each turn of a charge has a version. */
    private static RequestOptions anotherKey(String what, Charge charge) {
        return key(what + "-" + charge.id() + "-" + charge.version());
    }

    private static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }
}
