package dev.ticketing.payments;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.param.DisputeListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundListParams;
import dev.ticketing.payments.domain.Attempts.Challenge;
import dev.ticketing.payments.domain.Dispute;
import dev.ticketing.payments.domain.Look;
import dev.ticketing.payments.domain.Look.State;
import dev.ticketing.payments.domain.Refund;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Looks at a PaymentIntent and at what belongs to it, as it is at Stripe now. */
final class Looks {

    /** Stripe's own bound of a page; nobody gives one payment back in more parts. */
    private static final long MAX_LISTED = 100;

    private final StripeClient stripe;
    private final Clock clock;

    Looks(StripeClient stripe, Clock clock) {
        this.stripe = stripe;
        this.clock = clock;
    }

    /**
     * Looks.
     *
     * @param closely whether refunds and disputes are asked for even where the charge shows none: a refund that has failed
     *     shows nowhere else
     */
    Look at(String intentId, boolean closely) throws StripeException {
        var params =
                PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build();
        var intent = stripe.v1().paymentIntents().retrieve(intentId, params);
        var state = stateOf(intent);
        var reason = Optional.ofNullable(intent.getLastPaymentError()).map(DeclineReasons::of);
        var charge = intent.getLatestChargeObject();
        var look = state == State.CAPTURED && (closely || isMoved(charge))
                ? new Look(state, reason, refundsOf(intentId), disputesOf(intentId))
                : new Look(state, reason, List.of(), List.of());
        return receiving(look, intent);
    }

    /** How a PaymentIntent is that an answer shows. */
    static Look of(PaymentIntent intent) {
        return receiving(Look.at(stateOf(intent)), intent);
    }

    private static Look receiving(Look look, PaymentIntent intent) {
        long cents = intent.getAmountReceived() == null ? 0 : intent.getAmountReceived();
        return look.receiving(cents, intent.getCurrency());
    }

    /** Whether anything has become of the money. */
    private static boolean isMoved(Charge charge) {
        return charge == null || charge.getAmountRefunded() > 0 || Boolean.TRUE.equals(charge.getDisputed());
    }

    List<Refund> refundsOf(String intentId) throws StripeException {
        var params = RefundListParams.builder()
                .setPaymentIntent(intentId)
                .setLimit(MAX_LISTED)
                .build();
        return stripe.v1().refunds().list(params).getData().stream()
                .map(this::read)
                .toList();
    }

    Refund read(com.stripe.model.Refund refund) {
        var state =
                switch (refund.getStatus()) {
                    case "succeeded" -> Refund.State.SUCCEEDED;
                    case "failed", "canceled" -> Refund.State.FAILED;
                    default -> Refund.State.PENDING;
                };
        return new Refund(refund.getId(), refund.getAmount(), state, clock.instant());
    }

    private List<Dispute> disputesOf(String intentId) throws StripeException {
        var params = DisputeListParams.builder()
                .setPaymentIntent(intentId)
                .setLimit(MAX_LISTED)
                .build();
        return stripe.v1().disputes().list(params).getData().stream()
                .flatMap(dispute -> read(dispute).stream())
                .toList();
    }

    /** Empty for an inquiry, which has taken no money. */
    static Optional<Dispute> read(com.stripe.model.Dispute dispute) {
        return stateOf(dispute).map(state -> new Dispute(dispute.getId(), dispute.getAmount(), state));
    }

    private static Optional<Dispute.State> stateOf(com.stripe.model.Dispute dispute) {
        return switch (dispute.getStatus()) {
            case "needs_response", "under_review" -> Optional.of(Dispute.State.OPEN);
            case "won" -> Optional.of(Dispute.State.WON);
            case "lost" -> Optional.of(Dispute.State.LOST);
            default -> Optional.empty();
        };
    }

    static State stateOf(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" -> State.CAPTURED;
            case "canceled" -> State.CLOSED;
            case "requires_action" -> State.CHALLENGED;
            case "processing" -> State.PROCESSING;
            default -> State.OPEN;
        };
    }

    static Challenge challengeOf(PaymentIntent intent) {
        var redirect = Optional.ofNullable(intent.getNextAction())
                .map(PaymentIntent.NextAction::getRedirectToUrl)
                .map(PaymentIntent.NextAction.RedirectToUrl::getUrl);
        return new Challenge(intent.getClientSecret(), redirect);
    }
}
