package dev.ticketing.system.simulation;

import static dev.ticketing.system.simulation.Violation.require;

import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.events.OrderSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Sees every movement of money the moment it happens, as somebody at Stripe and beside the buyers would, and throws a
 * {@link Violation} when a promise is broken. {@link OrderWatch}, {@link TicketWatch} and {@link ChargeWatch} see every
 * write; what can only be judged at the end is {@link Settled}'s.
 */
final class Checker implements Ledger {

    private final World world;
    private final Map<String, Account> accounts = new HashMap<>();

    /** The money of one order. */
    static final class Account {
        private long shownCents;
        private int captures;
        private int refunds;
        private int declines;

        int captures() {
            return captures;
        }

        int refunds() {
            return refunds;
        }

        int declines() {
            return declines;
        }
    }

    Checker(World world) {
        this.world = world;
    }

    Account account(String orderId) {
        return accounts.computeIfAbsent(orderId, id -> new Account());
    }

    /** The buyer has seen what the order costs. */
    void showed(String orderId, long cents) {
        account(orderId).shownCents = cents;
    }

    @Override
    public void captured(String orderId, long amountCents) {
        var account = account(orderId);
        account.captures++;
        require(account.captures == 1, Promise.M, "charged twice", orderId);
        require(amountCents <= account.shownCents, Promise.M, "charged more than was shown", orderId);
    }

    @Override
    public void declined(String orderId) {
        account(orderId).declines++;
    }

    @Override
    public void refunded(String orderId) {
        var account = account(orderId);
        account.refunds++;
        require(account.captures > 0, Promise.M, "refunded what was not captured", orderId);
        require(account.refunds == 1, Promise.M, "refunded twice", orderId);
        boolean isCancelled = world.orders().find(orderId).status() == OrderSnapshot.Status.CANCELLED;
        require(isCancelled, Promise.M, "refunded an order that stands", orderId);
    }

    /** Payments asks Stripe to take money. */
    void confirms(Charge charge, Instant now) {
        boolean isInTime = now.isBefore(charge.order().expiresAt());
        require(isInTime, Promise.M, "started to pay after the last moment", charge.id());
    }

    /** Orders stored a copy of a ticket over an older one. */
    static void replicaWritten(TicketReplica before, TicketReplica after) {
        require(after.version() >= before.version(), Promise.E, "a position went back", after.id());
    }

    static void requireNext(Aggregate before, Aggregate after) {
        require(after.version() == before.version() + 1, Promise.E, "a change was overwritten", after.id());
    }
}
