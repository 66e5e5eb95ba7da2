package dev.ticketing.payments.domain;

import dev.ticketing.payments.domain.LedgerEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal of one order's money, part of its charge's document: written in the same compare-and-set as the state that
 * follows from it. Entries are added, never changed. Amounts are gross: Stripe's fees are not in it.
 *
 * <p>Each entry is a posting that takes an amount from one account and adds it to another, so all accounts together are
 * always balanced; {@link #postings} says how.
 *
 * @param posted how many of the entries, from the first, are known to be in the collection of all orders' entries too
 */
public record Ledger(List<LedgerEntry> entries, int posted) {

    public static final Ledger EMPTY = new Ledger(List.of(), 0);

    /** Where money is, or whose it is. */
    public enum Account {
        /** What we have at Stripe. */
        STRIPE_BALANCE,
        /** Captured, and neither sold for nor given back: owed to the buyer. */
        BUYERS_FUNDS,
        /** Sold for: owed to the seller. */
        SELLERS_PROCEEDS,
        /** What Stripe withholds until a dispute is decided. */
        DISPUTED_FUNDS,
        /** What a bank took back though the ticket was sold, or the money given back before. We bear it, not the seller. */
        LOSSES
    }

    /** An entry as a debit of one account and a credit of another. */
    public record Posting(LedgerEntry entry, Account debit, Account credit) {
        private Posting undoneBy(LedgerEntry other) {
            return new Posting(other, /* debit= */ credit, /* credit= */ debit);
        }
    }

    /** What has become of the money. M is kept where it is SOLD or REFUNDED; the others say what is still to come. */
    public enum Standing {
        /** Nothing was captured. */
        NOTHING,
        /** Captured; the order's end decides what becomes of it. */
        HELD,
        /** Sold for, once, and nothing of it went back. */
        SOLD,
        /** Given back in full, by refunds or by the buyer's bank. */
        REFUNDED,
        /** Given back in part, without a sale: the rest is still the buyer's. */
        PARTLY_REFUNDED,
        /** Withheld until a dispute is decided. */
        DISPUTED,
        /** Sold for, and afterwards given back, in part or in full: by an operator at Stripe, or by a lost dispute. */
        REVERSED,
        /** Neither can be: captured twice, moved without a capture, or both sold for and given back. */
        BROKEN
    }

    /** Takes the entries as they are, and for good. */
    public Ledger {
        entries = List.copyOf(entries);
    }

    /**
     * Adds an entry. The same ledger when it has that kind for that Stripe id already, so what is heard of repeatedly or
     * late counts once; and for a failed refund that it has not, which left nothing to put back. What ends something moves
     * as much as that did. A dispute that is heard of only when it is decided is opened first, and is decided once.
     */
    public Ledger record(Kind kind, long amountCents, String stripeId, Instant at) {
        return switch (kind) {
            case CAPTURED, SOLD, REFUNDED, DISPUTED -> add(kind, amountCents, stripeId, at);
            case REFUND_FAILED -> end(Kind.REFUNDED, kind, stripeId, at);
            case DISPUTE_WON, DISPUTE_LOST ->
                has(Kind.DISPUTE_WON, stripeId) || has(Kind.DISPUTE_LOST, stripeId)
                        ? this
                        : add(Kind.DISPUTED, amountCents, stripeId, at).end(Kind.DISPUTED, kind, stripeId, at);
        };
    }

    private Ledger end(Kind begun, Kind kind, String stripeId, Instant at) {
        return find(begun, stripeId)
                .map(entry -> add(kind, entry.amountCents(), stripeId, at))
                .orElse(this);
    }

    private Ledger add(Kind kind, long amountCents, String stripeId, Instant at) {
        if (has(kind, stripeId)) {
            return this;
        }
        var longer = new ArrayList<>(entries);
        longer.add(new LedgerEntry(entries.size() + 1, at, kind, amountCents, stripeId));
        return new Ledger(longer, posted);
    }

    /** Whether this was recorded. */
    public boolean has(Kind kind, String stripeId) {
        return find(kind, stripeId).isPresent();
    }

    private Optional<LedgerEntry> find(Kind kind, String stripeId) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && entry.stripeId().equals(stripeId))
                .findFirst();
    }

    /** Those that are not known to be posted, oldest first. */
    public List<Posting> unposted() {
        return postings().subList(posted, entries.size());
    }

    /** The first ones, up to this one, are posted. */
    public Ledger postedUpTo(int seq) {
        return seq <= posted ? this : new Ledger(entries, Math.min(seq, entries.size()));
    }

    /** What was moved by entries of a kind. */
    public long sumCents(Kind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .mapToLong(LedgerEntry::amountCents)
                .sum();
    }

    /** What went back to the buyer by refunds that have not failed. */
    public long refundedCents() {
        return sumCents(Kind.REFUNDED) - sumCents(Kind.REFUND_FAILED);
    }

    /** What an account has: of what is ours or spent the debits less the credits, of what we owe the other way round. */
    public long balanceCents(Account account) {
        return balance(postings(), account);
    }

    /** What is still the buyer's: to be given back when there is no sale. */
    public long heldCents() {
        return balanceCents(Account.BUYERS_FUNDS);
    }

    /** How the promise M stands. */
    public Standing standing() {
        var postings = postings();
        long held = balance(postings, Account.BUYERS_FUNDS);
        long captured = sumCents(Kind.CAPTURED);
        if (entries.isEmpty()) {
            return Standing.NOTHING;
        } else if (isBroken(held)) {
            return Standing.BROKEN;
        } else if (balance(postings, Account.DISPUTED_FUNDS) > 0) {
            return Standing.DISPUTED;
        } else if (count(Kind.SOLD) == 1) {
            return refundedCents() == 0 && sumCents(Kind.DISPUTE_LOST) == 0 ? Standing.SOLD : Standing.REVERSED;
        } else if (held == 0) {
            return Standing.REFUNDED;
        }
        return held == captured ? Standing.HELD : Standing.PARTLY_REFUNDED;
    }

    private boolean isBroken(long held) {
        return count(Kind.CAPTURED) != 1
                || count(Kind.SOLD) > 1
                || (count(Kind.SOLD) == 1 && sumCents(Kind.SOLD) != sumCents(Kind.CAPTURED))
                || refundedCents() > sumCents(Kind.CAPTURED)
                || held < 0;
    }

    private long count(Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).count();
    }

    /**
     * The entries as double entries. What goes back comes from the buyer's money while it is that, else from the seller's
     * proceeds; a lost dispute over money that is no longer the buyer's is a loss. A refund that failed undoes its refund.
     */
    public List<Posting> postings() {
        var postings = new ArrayList<Posting>();
        for (var entry : entries) {
            postings.add(posting(entry, postings));
        }
        return List.copyOf(postings);
    }

    private static Posting posting(LedgerEntry entry, List<Posting> before) {
        return switch (entry.kind()) {
            case CAPTURED -> new Posting(entry, Account.STRIPE_BALANCE, Account.BUYERS_FUNDS);
            case SOLD -> new Posting(entry, Account.BUYERS_FUNDS, Account.SELLERS_PROCEEDS);
            case REFUNDED -> {
                boolean sold =
                        before.stream().anyMatch(posting -> posting.entry().kind() == Kind.SOLD);
                yield new Posting(
                        entry, sold ? Account.SELLERS_PROCEEDS : Account.BUYERS_FUNDS, Account.STRIPE_BALANCE);
            }
            case REFUND_FAILED ->
                before.stream()
                        .filter(posting -> posting.entry().kind() == Kind.REFUNDED
                                && posting.entry().stripeId().equals(entry.stripeId()))
                        .findFirst()
                        .map(refund -> refund.undoneBy(entry))
                        .orElseThrow();
            case DISPUTED -> new Posting(entry, Account.DISPUTED_FUNDS, Account.STRIPE_BALANCE);
            case DISPUTE_WON -> new Posting(entry, Account.STRIPE_BALANCE, Account.DISPUTED_FUNDS);
            case DISPUTE_LOST -> {
                boolean buyers = balance(before, Account.BUYERS_FUNDS) >= entry.amountCents();
                yield new Posting(entry, buyers ? Account.BUYERS_FUNDS : Account.LOSSES, Account.DISPUTED_FUNDS);
            }
        };
    }

    private static long balance(List<Posting> postings, Account account) {
        long debits = 0;
        long credits = 0;
        for (var posting : postings) {
            debits += posting.debit() == account ? posting.entry().amountCents() : 0;
            credits += posting.credit() == account ? posting.entry().amountCents() : 0;
        }
        return switch (account) {
            case STRIPE_BALANCE, DISPUTED_FUNDS, LOSSES -> debits - credits;
            case BUYERS_FUNDS, SELLERS_PROCEEDS -> credits - debits;
        };
    }
}
