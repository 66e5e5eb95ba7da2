package dev.ticketing.system.simulation;

import static dev.ticketing.system.simulation.Violation.require;

import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.events.EventType;

/** What must hold of every write to a charge. */
final class ChargeWatch implements Store.Watch<Charge> {

    private final World world;

    ChargeWatch(World world) {
        this.world = world;
    }

    @Override
    public void written(Charge before, Charge after, EventType event) {
        if (before == null) {
            return;
        }
        var id = after.id();
        Checker.requireNext(before, after);
        require(after.order().version() >= before.order().version(), Promise.E, "a position went back", id);
        require(rank(after.status()) >= rank(before.status()), Promise.E, "a charge went back", id);
        var stored = before.intent().id();
        boolean isTheStored = stored.isEmpty() || stored.equals(after.intent().id());
        require(isTheStored, Promise.M, "another intent took the stored one's place", id);
        boolean isToldOf = after.snapshotType().isPresent();
        boolean showsNothing = !isToldOf
                || (before.status() == after.status() && before.refundId().equals(after.refundId()));
        require(event != null || showsNothing, Promise.E, "nobody heard of a change", id);
        var account = world.checker().account(id);
        boolean isPaid = account.captures() > 0;
        require(after.status() != Status.COMPLETED || isPaid, Promise.M, "complete and not paid", id);
        boolean isRefunded = account.refunds() > 0;
        require(after.status() != Status.REFUNDED || isRefunded, Promise.M, "said to be refunded and is not", id);
    }

    private static int rank(Status status) {
        return switch (status) {
            case CREATED, REQUIRES_ACTION -> 0;
            case FAILED -> 1;
            case COMPLETED -> 2;
            case REFUNDED -> 3;
        };
    }
}
