package dev.ticketing.payments.domain;

import dev.ticketing.payments.domain.LedgerEntry.Kind;

/**
 * What was moved in one currency within some time, in its minor unit. What came back later than that is not in it: a refund
 * that fails a day after it was made lowers the next day's.
 *
 * @param refundedCents less what came back of it
 * @param disputedCents what banks took, less what was won back
 * @param payments how many were captured
 */
public record Totals(long capturedCents, long soldCents, long refundedCents, long disputedCents, long payments) {

    public static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    /** With one entry more. */
    public Totals plus(Kind kind, long amountCents) {
        return switch (kind) {
            case CAPTURED -> plus(new Totals(amountCents, 0, 0, 0, 1));
            case SOLD -> plus(new Totals(0, amountCents, 0, 0, 0));
            case REFUNDED -> plus(new Totals(0, 0, amountCents, 0, 0));
            case REFUND_FAILED -> plus(new Totals(0, 0, -amountCents, 0, 0));
            case DISPUTED -> plus(new Totals(0, 0, 0, amountCents, 0));
            case DISPUTE_WON -> plus(new Totals(0, 0, 0, -amountCents, 0));
            case DISPUTE_LOST -> this;
        };
    }

    private Totals plus(Totals more) {
        return new Totals(
                capturedCents + more.capturedCents,
                soldCents + more.soldCents,
                refundedCents + more.refundedCents,
                disputedCents + more.disputedCents,
                payments + more.payments);
    }
}
