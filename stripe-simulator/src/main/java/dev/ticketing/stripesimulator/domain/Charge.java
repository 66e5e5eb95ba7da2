package dev.ticketing.stripesimulator.domain;

import java.util.Map;

/**
 * One attempt to take money, succeeded or failed.
 *
 * @param amountRefunded how much of it has gone back so far, never more than the amount
 * @param decline why it failed, null when it succeeded
 */
public record Charge(
        String id,
        long created,
        long amount,
        long amountRefunded,
        String currency,
        String paymentIntent,
        PaymentMethod paymentMethod,
        Decline decline,
        String description,
        String receiptEmail,
        Map<String, String> metadata)
        implements StripeObject {

    public boolean succeeded() {
        return decline == null;
    }

    public boolean fullyRefunded() {
        return succeeded() && amountRefunded == amount;
    }

    Outcome refund(RefundRequest request, Ids ids, long now) {
        long left = amount - amountRefunded;
        if (!succeeded()) {
            return Outcome.refused(StripeError.invalid(
                    null,
                    null,
                    "This PaymentIntent (" + paymentIntent + ") does not have a successful charge to refund."));
        }
        if (left == 0) {
            return Outcome.refused(StripeError.invalid(
                    "charge_already_refunded", null, "Charge " + id + " has already been refunded."));
        }
        long wanted = request.amount() == null ? left : request.amount();
        if (wanted > left) {
            return Outcome.refused(tooMuch(wanted, left));
        }
        Refund refund = new Refund(
                ids.withPrefix("re_"), now, wanted, currency, id, paymentIntent, request.reason(), request.metadata());
        return Outcome.accepted(refund, withRefunded(amountRefunded + wanted));
    }

    /** Stripe gives this one no code, only the parameter. */
    private StripeError tooMuch(long wanted, long left) {
        String message = "Refund amount (%s) is greater than unrefunded amount on charge (%s)"
                .formatted(Currencies.format(wanted, currency), Currencies.format(left, currency));
        return StripeError.invalid(null, "amount", message);
    }

    private Charge withRefunded(long refunded) {
        return new Charge(
                id,
                created,
                amount,
                refunded,
                currency,
                paymentIntent,
                paymentMethod,
                decline,
                description,
                receiptEmail,
                metadata);
    }
}
