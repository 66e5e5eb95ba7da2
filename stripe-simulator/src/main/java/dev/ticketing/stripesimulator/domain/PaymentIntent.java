package dev.ticketing.stripesimulator.domain;

import java.util.Locale;

/**
 * One intended payment. At most one of its charges ever succeeds: only {@link #attempt} makes charges, and it is not
 * reached from {@code succeeded} or {@code canceled}.
 *
 * @param paymentMethod what the next attempt pays with unless it names another, or what has paid; else null
 * @param lastError the previous attempt's failure, null when it did not fail
 * @param latestCharge the last attempt's charge, null before the first
 * @param cancellation null unless canceled
 * @param challenge the bank's open question, null unless in {@code requires_action}
 * @param settlesAt when its bank answers, in seconds since the epoch; 0 unless in {@code processing}
 */
public record PaymentIntent(
        String id,
        long created,
        String clientSecret,
        IntentTerms terms,
        Status status,
        PaymentMethod paymentMethod,
        PaymentError lastError,
        String latestCharge,
        Cancellation cancellation,
        Challenge challenge,
        long settlesAt)
        implements StripeObject {

    /** Those of https://docs.stripe.com/payments/paymentintents/lifecycle that cards captured at once can have. */
    public enum Status {
        REQUIRES_PAYMENT_METHOD,
        REQUIRES_CONFIRMATION,
        REQUIRES_ACTION,
        PROCESSING,
        SUCCEEDED,
        CANCELED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When, in seconds since the epoch, and why; the reason may be null. */
    public record Cancellation(long at, String reason) {}

    static PaymentIntent create(IntentTerms terms, TestCard card, Ids ids, long now) {
        String id = ids.withPrefix("pi_");
        PaymentMethod method = card == null ? null : newMethod(card, ids, now);
        Status status = method == null ? Status.REQUIRES_PAYMENT_METHOD : Status.REQUIRES_CONFIRMATION;
        return new PaymentIntent(
                id, now, id + "_secret_" + ids.next(25), terms, status, method, null, null, null, null, 0);
    }

    /** What is to be paid, as a buyer reads it: $19.99. */
    public String price() {
        return Currencies.format(terms.amount(), terms.currency());
    }

    public long amountReceived() {
        return status == Status.SUCCEEDED ? terms.amount() : 0;
    }

    /** {@code slowSeconds} is how long those banks take that do not answer at once, here and below. */
    Outcome confirm(Confirmation confirmation, Ids ids, long slowSeconds, long now) {
        StripeError refusal = refusalToConfirm(confirmation);
        if (refusal != null) {
            return Outcome.refused(refusal);
        }
        PaymentMethod method = confirmation.card() == null ? paymentMethod : newMethod(confirmation.card(), ids, now);
        if (method.card().authenticates()) {
            Challenge question = new Challenge(ids.withPrefix("src_"), confirmation.returnUrl());
            PaymentIntent asked = with(Status.REQUIRES_ACTION, method, null, latestCharge, question);
            return Outcome.accepted(asked).telling(EventType.PAYMENT_REQUIRES_ACTION, asked);
        }
        PaymentIntent confirmed = with(status, method, null, latestCharge);
        return method.card().slow() ? confirmed.process(now + slowSeconds) : confirmed.attempt(ids, now);
    }

    private Outcome process(long until) {
        PaymentIntent processing = new PaymentIntent(
                id,
                created,
                clientSecret,
                terms,
                Status.PROCESSING,
                paymentMethod,
                null,
                latestCharge,
                cancellation,
                null,
                until);
        return Outcome.accepted(processing).telling(EventType.PAYMENT_PROCESSING, processing);
    }

    /** The bank that took its time answers. */
    Outcome settle(boolean pays, Ids ids, long now) {
        if (status != Status.PROCESSING) {
            return Outcome.refused(StripeError.unexpectedState(
                    this,
                    "No bank's answer is awaited: this PaymentIntent has a status of " + status.wireName() + "."));
        }
        Decline decline = pays ? null : paymentMethod.card().decline().orElse(Decline.GENERIC);
        return attempt(decline, ids, now);
    }

    /** The buyer answered the bank's question, rightly or not: what Stripe learns from the bank, not from its API. */
    Outcome authenticated(boolean passed, Ids ids, long now) {
        if (status != Status.REQUIRES_ACTION) {
            return Outcome.refused(StripeError.unexpectedState(
                    this,
                    "No authentication is awaited: this PaymentIntent has a status of " + status.wireName() + "."));
        }
        if (passed) {
            return attempt(ids, now);
        }
        PaymentError error = new PaymentError(Decline.FAILED_AUTHENTICATION, null, paymentMethod);
        PaymentIntent failed = with(Status.REQUIRES_PAYMENT_METHOD, null, error, latestCharge);
        return Outcome.accepted(failed).telling(EventType.PAYMENT_FAILED, failed);
    }

    Outcome cancel(String reason, long now) {
        if (status == Status.PROCESSING) {
            return Outcome.refused(StripeError.unexpectedState(this, Messages.CANCEL_PROCESSING));
        }
        if (status == Status.SUCCEEDED || status == Status.CANCELED) {
            return Outcome.refused(StripeError.unexpectedState(
                    this,
                    "You cannot cancel this PaymentIntent because it has a status of " + status.wireName()
                            + ". Only a PaymentIntent with one of the following statuses may be canceled:"
                            + " requires_payment_method, requires_capture, requires_confirmation, requires_action,"
                            + " processing."));
        }
        PaymentIntent canceled = new PaymentIntent(
                id,
                created,
                clientSecret,
                terms,
                Status.CANCELED,
                paymentMethod,
                lastError,
                latestCharge,
                new Cancellation(now, reason),
                null,
                0);
        return Outcome.accepted(canceled).telling(EventType.PAYMENT_CANCELED, canceled);
    }

    private Outcome attempt(Ids ids, long now) {
        return attempt(paymentMethod.card().decline().orElse(null), ids, now);
    }

    private Outcome attempt(Decline decline, Ids ids, long now) {
        Charge charge = charge(decline, ids, now);
        return decline == null ? paid(charge, ids, now) : declined(charge);
    }

    private Outcome paid(Charge charge, Ids ids, long now) {
        PaymentIntent succeeded = with(Status.SUCCEEDED, paymentMethod, null, charge.id());
        Dispute.Habit habit = paymentMethod.card().dispute();
        if (habit == null) {
            return Outcome.accepted(succeeded, charge).telling(EventType.PAYMENT_SUCCEEDED, succeeded);
        }
        Outcome disputed = charge.dispute(habit, ids, now);
        return Outcome.accepted(succeeded, disputed.changed().toArray(StripeObject[]::new))
                .telling(EventType.PAYMENT_SUCCEEDED, succeeded)
                .telling(disputed.news());
    }

    private Outcome declined(Charge charge) {
        PaymentError error = new PaymentError(charge.decline(), charge.id(), paymentMethod);
        PaymentIntent declined = with(Status.REQUIRES_PAYMENT_METHOD, null, error, charge.id());
        return Outcome.refused(StripeError.declined(declined, error), declined, charge)
                .telling(EventType.PAYMENT_FAILED, declined);
    }

    private Charge charge(Decline decline, Ids ids, long now) {
        return new Charge(
                ids.withPrefix("ch_"),
                now,
                terms.amount(),
                0,
                terms.currency(),
                id,
                paymentMethod,
                decline,
                terms.description(),
                terms.receiptEmail(),
                terms.metadata(),
                false);
    }

    private StripeError refusalToConfirm(Confirmation confirmation) {
        if (status == Status.SUCCEEDED) {
            return StripeError.unexpectedState(this, Messages.ALREADY_SUCCEEDED);
        }
        if (status == Status.CANCELED) {
            return StripeError.unexpectedState(
                    this, confirmation.card() == null ? Messages.CONFIRM_CANCELED : Messages.UPDATE_CANCELED);
        }
        if (status == Status.PROCESSING) {
            return StripeError.unexpectedState(this, Messages.CONFIRM_PROCESSING);
        }
        if (confirmation.card() == null && paymentMethod == null) {
            return StripeError.unexpectedState(this, Messages.NO_PAYMENT_METHOD);
        }
        if (terms.mayRedirect() && confirmation.returnUrl() == null) {
            return StripeError.invalid(null, null, Messages.RETURN_URL_NEEDED);
        }
        return null;
    }

    private static PaymentMethod newMethod(TestCard card, Ids ids, long now) {
        return new PaymentMethod(ids.withPrefix("pm_"), now, card);
    }

    private PaymentIntent with(Status status, PaymentMethod method, PaymentError error, String latestCharge) {
        return with(status, method, error, latestCharge, null);
    }

    private PaymentIntent with(
            Status status, PaymentMethod method, PaymentError error, String latestCharge, Challenge question) {
        return new PaymentIntent(
                id, created, clientSecret, terms, status, method, error, latestCharge, cancellation, question, 0);
    }
}
