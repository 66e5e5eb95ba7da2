package dev.ticketing.payments;

import com.stripe.StripeClient;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import dev.ticketing.payments.PaymentsSettings.StripeSettings;
import dev.ticketing.payments.domain.Attempts.Attempt;
import dev.ticketing.payments.domain.Attempts.Challenge;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Look;
import dev.ticketing.payments.domain.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Stripe, through stripe-java, which pins the version of the API. Every call has a key that follows from what is stored,
 * so repeating it has the effect of one. Stripe replays its own errors under the key that they came for, for a day; then
 * it is looked whether the call had its effect all the same, and if not, it is made again under a key of this turn's.
 */
final class StripeGateway {

    private static final int SERVER_ERROR = 500;

    private final StripeClient stripe;
    private final StripeCalls calls;
    private final Looks looks;
    private final Counter declined = Metrics.counter("charges.declined");

    /** What a call came to. */
    sealed interface Outcome {

        /** Made, unconfirmed. */
        record Created(String intentId) implements Outcome {}

        /** The bank wants to hear from the buyer first. */
        record Challenged(Challenge challenge) implements Outcome {}

        /** The bank said no. */
        record Declined(String reason) implements Outcome {}

        /** Stripe does not take what it was given: the card, or the amount. */
        record Rejected(String reason) implements Outcome {}

        /** So it is now. */
        record Seen(Look look) implements Outcome {}
    }

    StripeGateway(Vertx vertx, StripeSettings settings, Clock clock) {
        var client = StripeClient.builder()
                .setApiKey(settings.secretKey())
                .setConnectTimeout(StripeCalls.CONNECT_TIMEOUT_MILLIS)
                .setReadTimeout(StripeCalls.READ_TIMEOUT_MILLIS)
                .setMaxNetworkRetries(1);
        settings.apiBase().ifPresent(client::setApiBase);
        this.stripe = client.build();
        this.calls = new StripeCalls(vertx);
        this.looks = new Looks(stripe, clock);
    }

    /** Its lists, over the same line. */
    StripeBooks books() {
        return new StripeBooks(stripe, calls, looks);
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
                return new Outcome.Created(create(params, charge));
            } catch (InvalidRequestException refused) {
                return new Outcome.Rejected("the payment was not accepted: " + refused.getUserMessage());
            }
        });
    }

    private String create(PaymentIntentCreateParams params, Charge charge) throws StripeException {
        var intents = stripe.v1().paymentIntents();
        try {
            return intents.create(params, key("intent-" + charge.id())).getId();
        } catch (ApiException error) {
            throwUnlessReplayed(error);
            return intents.create(params, keyOfTurn("intent-" + charge.id(), charge))
                    .getId();
        }
    }

    /**
     * Confirms with the attempt's card.
     *
     * @param inTime asked on the calling thread, right before a call
     */
    Future<Outcome> confirm(Charge charge, Step.Confirm step, BooleanSupplier inTime) {
        var attempt = step.attempt();
        var name = "confirm-" + charge.id() + "-" + attempt.number();
        var params = confirmation(attempt);
        return calls.run("payment_intents.confirm", () -> {
            try {
                return confirm(step.intentId(), params, key(name), inTime);
            } catch (ApiException error) {
                throwUnlessReplayed(error);
                var look = looks.at(step.intentId(), false);
                boolean isOpen = look.state() == Look.State.OPEN || look.state() == Look.State.CHALLENGED;
                return isOpen
                        ? confirm(step.intentId(), params, keyOfTurn(name, charge), inTime)
                        : new Outcome.Seen(look);
            }
        });
    }

    private static PaymentIntentConfirmParams confirmation(Attempt attempt) {
        var params = PaymentIntentConfirmParams.builder();
        if (attempt.token().startsWith("tok_")) {
            params.putExtraParam(
                    "payment_method_data", Map.of("type", "card", "card", Map.of("token", attempt.token())));
        } else {
            params.setPaymentMethod(attempt.token());
        }
        return attempt.returnUrl().isEmpty()
                ? params.build()
                : params.setReturnUrl(attempt.returnUrl()).build();
    }

    private Outcome confirm(
            String intentId, PaymentIntentConfirmParams params, RequestOptions key, BooleanSupplier inTime)
            throws StripeException {
        if (!inTime.getAsBoolean()) {
            return new Outcome.Seen(Look.at(Look.State.PROCESSING));
        }
        try {
            var intent = stripe.v1().paymentIntents().confirm(intentId, params, key);
            return switch (Looks.stateOf(intent)) {
                case CHALLENGED -> new Outcome.Challenged(Looks.challengeOf(intent));
                case PROCESSING -> processed(looks.at(intentId, false));
                case OPEN, CAPTURED, CLOSED -> new Outcome.Seen(Looks.of(intent));
            };
        } catch (CardException refused) {
            this.declined.increment();
            return new Outcome.Declined(DeclineReasons.of(refused.getCode(), refused.getDeclineCode()));
        } catch (InvalidRequestException refused) {
            var error = refused.getStripeError();
            return "payment_intent_unexpected_state".equals(refused.getCode()) && error.getPaymentIntent() != null
                    ? new Outcome.Seen(Looks.of(error.getPaymentIntent()))
                    : new Outcome.Rejected("the card was not accepted: " + refused.getUserMessage());
        }
    }

    /**
     * Stripe answers the same under the same key, long after the bank has made up its mind; so it is asked how it is now. One
     * that was processing and is open again was declined.
     */
    private Outcome processed(Look now) {
        if (now.state() != Look.State.OPEN) {
            return new Outcome.Seen(now);
        }
        this.declined.increment();
        return new Outcome.Declined(now.reason().orElseGet(() -> DeclineReasons.of(null, null)));
    }

    /**
     * How a PaymentIntent is now.
     *
     * @param closely whether refunds and disputes matter
     */
    Future<Look> lookUp(String intentId, boolean closely) {
        return calls.run("payment_intents.retrieve", () -> looks.at(intentId, closely));
    }

    /** The order that a PaymentIntent was made for; empty where it is not one of ours. */
    Future<String> orderOf(String intentId) {
        return calls.run("payment_intents.retrieve", () -> {
            try {
                var metadata = stripe.v1().paymentIntents().retrieve(intentId).getMetadata();
                return metadata == null ? "" : metadata.getOrDefault("orderId", "");
            } catch (InvalidRequestException unknown) {
                return "";
            }
        });
    }

    /** Closes a PaymentIntent, unless it has captured already. */
    Future<Look> cancel(String intentId) {
        return calls.run("payment_intents.cancel", () -> {
            try {
                return Looks.of(stripe.v1().paymentIntents().cancel(intentId));
            } catch (InvalidRequestException refused) {
                return looks.at(intentId, false);
            }
        });
    }

    /**
     * Gives back what has not gone back yet, once: it is all there is, so Stripe refuses a second time even when it has
     * forgotten the key of the first.
     */
    Future<Look> refund(Charge charge, Step.Refund step) {
        var params = RefundCreateParams.builder()
                .setPaymentIntent(step.intentId())
                .setAmount(step.amountCents())
                .putMetadata("orderId", charge.id())
                .build();
        var name = "refund-" + charge.id() + "-" + step.number();
        return calls.run("refunds.create", () -> {
            try {
                return refund(params, key(name));
            } catch (InvalidRequestException refused) {
                // What it is refused for shows at the payment; if not, it has to be tried again.
                var look = looks.at(step.intentId(), true);
                if (!charge.funds().isNews(look)) {
                    throw refused;
                }
                return look;
            } catch (ApiException | IdempotencyException error) {
                throwUnlessReplayed(error);
                var look = looks.at(step.intentId(), true);
                return charge.funds().isNews(look) ? look : refund(params, keyOfTurn(name, charge));
            }
        });
    }

    private Look refund(RefundCreateParams params, RequestOptions key) throws StripeException {
        var made = looks.read(stripe.v1().refunds().create(params, key));
        return new Look(Look.State.CAPTURED, Optional.empty(), List.of(made), List.of());
    }

    Future<Void> close() {
        return calls.close();
    }

    /** A request that another one with its key is still being served for, or that came too often, had no effect. */
    private static void throwUnlessReplayed(StripeException error) throws StripeException {
        boolean isReplayed = error instanceof IdempotencyException
                || (error.getStatusCode() != null && error.getStatusCode() >= SERVER_ERROR);
        if (!isReplayed) {
            throw error;
        }
    }

    /** Each turn of a charge has a version of its own. */
    private static RequestOptions keyOfTurn(String name, Charge charge) {
        return key(name + "-" + charge.version());
    }

    private static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }
}
