package dev.ticketing.stripesimulator.domain;

/** Decides requests against the books, and changes nothing: the outcome says what is to change. */
public final class Cashier {

    private final Books books;
    private final Ids ids;
    private final long slowSeconds;

    /** {@code slowSeconds} is how long those refunds and payments take that are not settled at once. */
    public Cashier(Books books, Ids ids, long slowSeconds) {
        this.books = books;
        this.ids = ids;
        this.slowSeconds = slowSeconds;
    }

    /** {@code now} is in seconds since the epoch, here and below. */
    public Outcome create(Requests.Creation creation, long now) {
        TestCard card = creation.confirmation().card();
        PaymentIntent intent = PaymentIntent.create(creation.terms(), card, ids, now);
        return creation.confirm()
                ? intent.confirm(new Confirmation(null, creation.confirmation().returnUrl()), ids, slowSeconds, now)
                : Outcome.accepted(intent);
    }

    public Outcome confirm(String intentId, Confirmation confirmation, long now) {
        return books.intents()
                .find(intentId)
                .map(intent -> intent.confirm(confirmation, ids, slowSeconds, now))
                .orElseGet(() -> noSuchIntent(intentId));
    }

    public Outcome cancel(String intentId, String reason, long now) {
        return books.intents()
                .find(intentId)
                .map(intent -> intent.cancel(reason, now))
                .orElseGet(() -> noSuchIntent(intentId));
    }

    /** The bank's customer has passed or failed the bank's own check. */
    public Outcome authenticated(String intentId, boolean passed, long now) {
        return books.intents()
                .find(intentId)
                .map(intent -> intent.authenticated(passed, ids, now))
                .orElseGet(() -> noSuchIntent(intentId));
    }

    /** The bank of a payment in {@code processing} has made up its mind. */
    public Outcome settlePayment(String intentId, boolean pays, long now) {
        return books.intents()
                .find(intentId)
                .map(intent -> intent.settle(pays, ids, now))
                .orElseGet(() -> noSuchIntent(intentId));
    }

    public Outcome refund(RefundRequest request, long now) {
        if (request.paymentIntent() == null) {
            return refundCharge(request.charge(), request, now);
        }
        PaymentIntent intent = books.intents().find(request.paymentIntent()).orElse(null);
        if (intent == null) {
            return Outcome.refused(
                    StripeError.noSuch(400, "payment_intent", request.paymentIntent(), "payment_intent"));
        }
        if (intent.latestCharge() == null) {
            return Outcome.refused(StripeError.invalid(
                    null,
                    "payment_intent",
                    "This PaymentIntent (" + intent.id() + ") does not have a successful charge to refund."));
        }
        if (request.charge() != null && !request.charge().equals(intent.latestCharge())) {
            return Outcome.refused(StripeError.invalid(
                    null,
                    "charge",
                    "Charge " + request.charge() + " does not belong to PaymentIntent " + intent.id() + "."));
        }
        return refundCharge(intent.latestCharge(), request, now);
    }

    /** What becomes of a refund after a while. */
    public Outcome settle(String refundId, Refund.Status to) {
        return books.refunds()
                .find(refundId)
                .map(refund ->
                        refund.settle(to, books.charges().find(refund.charge()).orElseThrow(), ids))
                .orElseGet(() -> Outcome.refused(StripeError.noSuch(404, "refund", refundId, "id")));
    }

    /** The buyer of a charge goes to the bank, whatever the card was. */
    public Outcome dispute(String chargeId, Dispute.Habit habit, long now) {
        return books.charges()
                .find(chargeId)
                .map(charge -> charge.succeeded() && !charge.fullyRefunded() && !chargedBack(charge)
                        ? charge.dispute(habit, ids, now)
                        : Outcome.refused(StripeError.invalid(
                                null, "charge", "There is nothing left to dispute on charge " + chargeId + ".")))
                .orElseGet(() -> noSuchCharge(chargeId));
    }

    public Outcome answerDispute(String id, String evidence, boolean submit) {
        return books.disputes()
                .find(id)
                .map(dispute -> dispute.answer(evidence, submit))
                .orElseGet(() -> noSuchDispute(id));
    }

    public Outcome closeDispute(String id, boolean won) {
        return books.disputes().find(id).map(dispute -> dispute.close(won)).orElseGet(() -> noSuchDispute(id));
    }

    private Outcome refundCharge(String chargeId, RefundRequest request, long now) {
        return books.charges()
                .find(chargeId)
                .map(charge -> charge.refund(request, chargedBack(charge), slowSeconds, ids, now))
                .orElseGet(() -> noSuchCharge(chargeId));
    }

    private boolean chargedBack(Charge charge) {
        return books.disputesOf(charge).stream().anyMatch(dispute -> !dispute.chargeRefundable());
    }

    private static Outcome noSuchCharge(String id) {
        return Outcome.refused(StripeError.noSuch(404, "charge", id, "id"));
    }

    private static Outcome noSuchDispute(String id) {
        return Outcome.refused(StripeError.noSuch(404, "dispute", id, "dispute"));
    }

    private static Outcome noSuchIntent(String id) {
        return Outcome.refused(StripeError.noSuch(404, "payment_intent", id, "intent"));
    }
}
