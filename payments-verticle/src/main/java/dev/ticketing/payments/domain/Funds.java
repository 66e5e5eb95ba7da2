package dev.ticketing.payments.domain;

import dev.ticketing.payments.domain.LedgerEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What has become of the money. What is heard of refunds and disputes comes in any order and repeatedly: of each the
 * furthest state stands, and the ledger has one entry for each movement.
 *
 * @param paidAt when the capture was recorded
 * @param refunds in the order in which they were heard of
 * @param disputes in the order in which they were heard of
 */
public record Funds(Optional<Instant> paidAt, List<Refund> refunds, List<Dispute> disputes, Ledger ledger) {

    /** Nothing was captured. */
    public static final Funds NONE = new Funds(Optional.empty(), List.of(), List.of(), Ledger.EMPTY);

    /** So many refunds may fail before it is an operator's turn. */
    public static final int MAX_FAILED_REFUNDS = 5;

    /** Takes the lists as they are, and for good. */
    public Funds {
        refunds = List.copyOf(refunds);
        disputes = List.copyOf(disputes);
    }

    Funds captured(String intentId, long amountCents, Instant now) {
        var captured = ledger.record(Kind.CAPTURED, amountCents, intentId, now);
        return new Funds(Optional.of(now), refunds, disputes, captured);
    }

    Funds sold(String intentId, long amountCents, Instant now) {
        return with(ledger.record(Kind.SOLD, amountCents, intentId, now));
    }

    Funds with(Ledger newLedger) {
        return new Funds(paidAt, refunds, disputes, newLedger);
    }

    /** Hears how refunds and disputes are; the same where that is nothing new. */
    Funds learn(List<Refund> heardRefunds, List<Dispute> heardDisputes, Instant now) {
        var funds = this;
        for (var refund : heardRefunds) {
            funds = funds.learn(refund, now);
        }
        for (var dispute : heardDisputes) {
            funds = funds.learn(dispute, now);
        }
        return funds;
    }

    /** Whether something was seen that is not known yet. */
    public boolean isNews(Look look) {
        return !learn(look.refunds(), look.disputes(), Instant.EPOCH).equals(this);
    }

    private Funds learn(Refund heard, Instant now) {
        var known = refunds.stream()
                .filter(refund -> refund.id().equals(heard.id()))
                .findFirst();
        if (known.filter(refund -> refund.state().compareTo(heard.state()) >= 0).isPresent()) {
            return this;
        }
        var all = new ArrayList<>(refunds);
        known.ifPresent(all::remove);
        all.add(heard);
        var kind = heard.state() == Refund.State.FAILED ? Kind.REFUND_FAILED : Kind.REFUNDED;
        return new Funds(paidAt, all, disputes, ledger.record(kind, heard.amountCents(), heard.id(), now));
    }

    private Funds learn(Dispute heard, Instant now) {
        var known = disputes.stream()
                .filter(dispute -> dispute.id().equals(heard.id()))
                .findFirst();
        if (known.filter(dispute -> dispute.state() == heard.state() || dispute.state() != Dispute.State.OPEN)
                .isPresent()) {
            return this;
        }
        var all = new ArrayList<>(disputes);
        known.ifPresent(all::remove);
        all.add(heard);
        var kind =
                switch (heard.state()) {
                    case OPEN -> Kind.DISPUTED;
                    case WON -> Kind.DISPUTE_WON;
                    case LOST -> Kind.DISPUTE_LOST;
                };
        return new Funds(paidAt, refunds, all, ledger.record(kind, heard.amountCents(), heard.id(), now));
    }

    /** What has arrived back at the buyer's bank. */
    public long refundedCents() {
        return sumCents(Refund.State.SUCCEEDED);
    }

    /** What is still the buyer's, neither sold for nor on its way back. */
    public long heldCents() {
        return ledger.heldCents();
    }

    boolean isDisputed() {
        return disputes.stream().anyMatch(dispute -> dispute.state() == Dispute.State.OPEN);
    }

    boolean isRefundPending() {
        return refunds.stream().anyMatch(refund -> refund.state() == Refund.State.PENDING);
    }

    int failedRefunds() {
        return (int) refunds.stream()
                .filter(refund -> refund.state() == Refund.State.FAILED)
                .count();
    }

    /** The newest that succeeded. */
    public Optional<Refund> lastRefund() {
        return newest(Refund.State.SUCCEEDED);
    }

    /** All refunds in one, as the buyer sees it: what is pending comes before what has succeeded, failures count last. */
    public Optional<Refund> refundInSum() {
        return newest(Refund.State.PENDING)
                .map(newest -> sum(newest, sumCents(Refund.State.PENDING) + refundedCents()))
                .or(() -> lastRefund().map(newest -> sum(newest, refundedCents())))
                .or(() -> newest(Refund.State.FAILED));
    }

    /** The newest dispute. */
    public Optional<Dispute> lastDispute() {
        return disputes.isEmpty() ? Optional.empty() : Optional.of(disputes.get(disputes.size() - 1));
    }

    private Optional<Refund> newest(Refund.State state) {
        return refunds.stream().filter(refund -> refund.state() == state).max(Comparator.comparing(Refund::at));
    }

    private long sumCents(Refund.State state) {
        return refunds.stream()
                .filter(refund -> refund.state() == state)
                .mapToLong(Refund::amountCents)
                .sum();
    }

    private static Refund sum(Refund newest, long amountCents) {
        return new Refund(newest.id(), amountCents, newest.state(), newest.at());
    }
}
