package dev.ticketing.stripesimulator.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Money given back from one charge.
 *
 * @param changes what becomes of it later without anybody asking, null when it stays as it is
 * @param failure null unless failed
 */
public record Refund(
        String id,
        long created,
        long amount,
        String currency,
        String charge,
        String paymentIntent,
        String reason,
        Map<String, String> metadata,
        Status status,
        Change changes,
        Failure failure)
        implements StripeObject {

    /** Those that refunds of card payments have (https://docs.stripe.com/refunds). */
    public enum Status {
        PENDING,
        SUCCEEDED,
        FAILED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it will be, and from when on, in seconds since the epoch. */
    public record Change(Status to, long at) {}

    /**
     * Why, and the id of the entry that put the money back on the account.
     *
     * @param reason one of Stripe's, such as {@code expired_or_canceled_card}
     */
    public record Failure(String reason, String balanceTransaction) {}

    /** Ledgers written before refunds could fail have no status in them. */
    public Refund {
        status = status == null ? Status.SUCCEEDED : status;
    }

    /** A pending refund succeeds or fails; one that has succeeded can still fail, as the bank may send it back. */
    Outcome settle(Status to, Charge refunded, Ids ids) {
        if (status == Status.FAILED || to == status || to == Status.PENDING) {
            return Outcome.refused(StripeError.invalid(
                    null,
                    null,
                    "Refund " + id + " has a status of " + status.wireName() + " and cannot become " + to.wireName()
                            + "."));
        }
        boolean failed = to == Status.FAILED;
        Failure why = failed ? new Failure("expired_or_canceled_card", ids.withPrefix("txn_")) : null;
        Refund settled =
                new Refund(id, created, amount, currency, charge, paymentIntent, reason, metadata, to, null, why);
        Outcome outcome = Outcome.accepted(settled).telling(settledNews(settled));
        return failed ? outcome.changing(refunded.withRefunded(refunded.amountRefunded() - amount)) : outcome;
    }

    private List<News> settledNews(Refund settled) {
        List<News> news = new ArrayList<>(List.of(
                new News(EventType.CHARGE_REFUND_UPDATED, settled, status.wireName()),
                new News(EventType.REFUND_UPDATED, settled, status.wireName())));
        if (settled.failure() != null) {
            news.add(new News(EventType.REFUND_FAILED, settled, null));
        }
        return news;
    }
}
