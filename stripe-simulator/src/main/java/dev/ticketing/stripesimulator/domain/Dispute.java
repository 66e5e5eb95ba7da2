package dev.ticketing.stripesimulator.domain;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A buyer asks the bank for the money back (https://docs.stripe.com/disputes/how-disputes-work).
 *
 * @param reason one of Stripe's, such as {@code fraudulent}
 * @param evidence what the seller has said to it so far, null when nothing
 * @param dueBy until when the seller can answer, in seconds since the epoch
 */
public record Dispute(
        String id,
        long created,
        long amount,
        String currency,
        String charge,
        String paymentIntent,
        String reason,
        Status status,
        String evidence,
        long dueBy)
        implements StripeObject {

    /** Those of https://docs.stripe.com/api/disputes/object#dispute_object-reason. */
    public static final List<String> REASONS = List.of(
            "bank_cannot_process",
            "check_returned",
            "credit_not_processed",
            "customer_initiated",
            "debit_not_authorized",
            "duplicate",
            "fraudulent",
            "general",
            "incorrect_account_details",
            "insufficient_funds",
            "noncompliant",
            "product_not_received",
            "product_unacceptable",
            "subscription_canceled",
            "unrecognized");

    private static final long DAYS_TO_ANSWER = 7;

    /** {@code warning} states are those of an inquiry, which takes no money. */
    public enum Status {
        WARNING_NEEDS_RESPONSE,
        WARNING_UNDER_REVIEW,
        WARNING_CLOSED,
        NEEDS_RESPONSE,
        UNDER_REVIEW,
        WON,
        LOST;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean inquiry() {
            return this == WARNING_NEEDS_RESPONSE || this == WARNING_UNDER_REVIEW || this == WARNING_CLOSED;
        }

        boolean closed() {
            return this == WARNING_CLOSED || this == WON || this == LOST;
        }
    }

    /** How a card's buyer disputes: why, and whether at first by an inquiry only. */
    public record Habit(String reason, boolean inquiry) {}

    static Dispute open(Charge charge, Habit habit, Ids ids, long now) {
        return new Dispute(
                ids.withPrefix("du_"),
                now,
                charge.amount() - charge.amountRefunded(),
                charge.currency(),
                charge.id(),
                charge.paymentIntent(),
                habit.reason(),
                habit.inquiry() ? Status.WARNING_NEEDS_RESPONSE : Status.NEEDS_RESPONSE,
                null,
                now + Duration.ofDays(DAYS_TO_ANSWER).toSeconds());
    }

    /** Whether the disputed payment can be refunded all the same: not while its money is taken away. */
    public boolean chargeRefundable() {
        return status.inquiry() || status == Status.WON;
    }

    /** What the seller says; submitted, it goes to the bank, whose verdict is given at once when it is a test value. */
    Outcome answer(String text, boolean submit) {
        if (status.closed()) {
            return alreadyClosed();
        }
        Dispute answered = with(status, text == null ? evidence : text);
        if (!submit) {
            return Outcome.accepted(answered).telling(EventType.DISPUTE_UPDATED, answered);
        }
        if ("winning_evidence".equals(answered.evidence())) {
            return answered.close(true);
        }
        if ("losing_evidence".equals(answered.evidence())) {
            return answered.close(false);
        }
        Status review = status.inquiry() ? Status.WARNING_UNDER_REVIEW : Status.UNDER_REVIEW;
        Dispute submitted = answered.with(review, answered.evidence());
        return Outcome.accepted(submitted).telling(EventType.DISPUTE_UPDATED, submitted);
    }

    /** An inquiry is closed the same way, whoever is right. */
    Outcome close(boolean won) {
        if (status.closed()) {
            return alreadyClosed();
        }
        Status verdict = won ? Status.WON : Status.LOST;
        Dispute closed = with(status.inquiry() ? Status.WARNING_CLOSED : verdict, evidence);
        return Outcome.accepted(closed).telling(EventType.DISPUTE_CLOSED, closed);
    }

    private Outcome alreadyClosed() {
        return Outcome.refused(StripeError.invalid(null, null, "This dispute is already closed"));
    }

    private Dispute with(Status newStatus, String newEvidence) {
        return new Dispute(id, created, amount, currency, charge, paymentIntent, reason, newStatus, newEvidence, dueBy);
    }
}
