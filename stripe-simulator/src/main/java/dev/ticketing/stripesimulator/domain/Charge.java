package dev.ticketing.stripesimulator.domain;

import java.util.Map;

/**
 * One attempt to take money, succeeded or failed.
 *
 * @param amountRefunded how much of it has gone back so far, never more than the amount
 * @param decline why it failed, null when it succeeded
 * @param disputed whether the buyer has ever asked the bank for the money back
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
        Map<String, String> metadata,
        boolean disputed)
        implements StripeObject {

    public boolean succeeded() {
        return decline == null;
    }

    public boolean fullyRefunded() {
        return succeeded() && amountRefunded == amount;
    }

    /** {@code settledAfterSeconds} is how long those refunds take that are not settled at once. */
    Outcome refund(RefundRequest request, boolean chargedBack, long settledAfterSeconds, Ids ids, long now) {
        StripeError refusal = refusalToRefund(request, chargedBack);
        if (refusal != null) {
            return Outcome.refused(refusal);
        }
        long wanted = request.amount() == null ? amount - amountRefunded : request.amount();
        Refund.Status later = paymentMethod.card().refundBecomes();
        Refund refund = new Refund(
                ids.withPrefix("re_"),
                now,
                wanted,
                currency,
                id,
                paymentIntent,
                request.reason(),
                request.metadata(),
                later == Refund.Status.SUCCEEDED ? Refund.Status.PENDING : Refund.Status.SUCCEEDED,
                later == null ? null : new Refund.Change(later, now + settledAfterSeconds),
                null);
        Charge refunded = withRefunded(amountRefunded + wanted);
        return Outcome.accepted(refund, refunded)
                .telling(EventType.REFUND_CREATED, refund)
                .telling(EventType.CHARGE_REFUNDED, refunded);
    }

    private StripeError refusalToRefund(RefundRequest request, boolean chargedBack) {
        long left = amount - amountRefunded;
        if (!succeeded()) {
            return StripeError.invalid(
                    null,
                    null,
                    "This PaymentIntent (" + paymentIntent + ") does not have a successful charge to refund.");
        }
        if (chargedBack) {
            return StripeError.invalid(
                    "charge_disputed", null, "Charge " + id + " has been charged back; cannot issue a refund.");
        }
        if (left == 0) {
            return StripeError.invalid("charge_already_refunded", null, "Charge " + id + " has already been refunded.");
        }
        return request.amount() == null || request.amount() <= left ? null : tooMuch(request.amount(), left);
    }

    /** Stripe gives this one no code, only the parameter. */
    private StripeError tooMuch(long wanted, long left) {
        String message = "Refund amount (%s) is greater than unrefunded amount on charge (%s)"
                .formatted(Currencies.format(wanted, currency), Currencies.format(left, currency));
        return StripeError.invalid(null, "amount", message);
    }

    Charge withRefunded(long refunded) {
        return with(refunded, disputed);
    }

    /** The buyer asks the bank for the money back. */
    Outcome dispute(Dispute.Habit habit, Ids ids, long now) {
        Dispute dispute = Dispute.open(this, habit, ids, now);
        return Outcome.accepted(dispute, with(amountRefunded, true)).telling(EventType.DISPUTE_CREATED, dispute);
    }

    private Charge with(long refunded, boolean nowDisputed) {
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
                metadata,
                nowDisputed);
    }
}
