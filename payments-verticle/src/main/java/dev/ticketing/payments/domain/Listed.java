package dev.ticketing.payments.domain;

import java.util.Optional;

/**
 * A PaymentIntent as one of Stripe's lists shows it, for itself or for one of its refunds or disputes.
 *
 * @param orderId the order that it was made for; empty where it is not one of ours
 * @param amountCents what was captured
 * @param look its state, and the refund or dispute
 */
public record Listed(String intentId, Optional<String> orderId, long amountCents, String currency, Look look) {

    boolean isCaptured() {
        return look.state() == Look.State.CAPTURED;
    }
}
