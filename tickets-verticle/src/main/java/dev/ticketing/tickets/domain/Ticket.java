package dev.ticketing.tickets.domain;

import static dev.ticketing.shared.events.TicketSnapshot.Status.AVAILABLE;
import static dev.ticketing.shared.events.TicketSnapshot.Status.RESERVED;
import static dev.ticketing.shared.events.TicketSnapshot.Status.SOLD;
import static dev.ticketing.shared.events.TicketSnapshot.Status.WITHDRAWN;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Reason;
import dev.ticketing.shared.events.TicketSnapshot.Refusal;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import java.util.Locale;
import java.util.Optional;

/**
 * A ticket for sale. Its orders decide who holds it: it locks, unlocks and is sold as their snapshots say, and what
 * comes late changes nothing, for their position {@code (reservation, version)} only ever grows.
 *
 * @param userId the seller
 * @param orderId the order that holds or bought it
 * @param reservation the number of the last reservation that locked it; 0 before the first
 * @param position the newest order snapshot heard of
 * @param refused the last order refused, until the next lock or refusal
 */
public record Ticket(
        String id,
        long version,
        TicketDetails details,
        String userId,
        Status status,
        Optional<String> orderId,
        long reservation,
        Position position,
        Optional<Refusal> refused)
        implements Aggregate {

    /** A new listing. */
    public static Ticket list(String id, String userId, TicketDetails details) {
        return new Ticket(id, 1, details, userId, AVAILABLE, Optional.empty(), 0, Position.NONE, Optional.empty());
    }

    /** The seller changes title and price. */
    public Transition<Ticket> edit(String editor, TicketDetails wanted) {
        if (!editor.equals(userId)) {
            return Transition.refused(new Failure.Forbidden("only the seller can edit a ticket"));
        } else if (status != AVAILABLE) {
            return Transition.refused(new Failure.Conflict("the ticket is " + nameOf(status) + " and can't be edited"));
        } else if (wanted.equals(details)) {
            return Transition.unchanged(this);
        }
        return Transition.changed(
                new Ticket(id, version + 1, wanted, userId, status, orderId, reservation, position, refused),
                EventType.TICKET_UPDATED);
    }

    /** The seller takes it off the market. */
    public Transition<Ticket> withdraw(String seller) {
        if (!seller.equals(userId)) {
            return Transition.refused(new Failure.Forbidden("only the seller can withdraw a ticket"));
        } else if (status == WITHDRAWN) {
            return Transition.unchanged(this);
        } else if (status != AVAILABLE) {
            return Transition.refused(
                    new Failure.Conflict("the ticket is " + nameOf(status) + " and can't be withdrawn"));
        }
        return Transition.changed(
                new Ticket(id, version + 1, details, userId, WITHDRAWN, orderId, reservation, position, refused),
                EventType.TICKET_WITHDRAWN);
    }

    /** Its seller is banned; while an order holds it, nothing. */
    public Transition<Ticket> takeDown() {
        return status == AVAILABLE ? withdraw(userId) : Transition.unchanged(this);
    }

    /** Hears of one of its orders. */
    public Transition<Ticket> apply(OrderSnapshot order) {
        var heard = new Position(order.ticket().reservation(), order.version());
        if (!heard.isAfter(position)) {
            return Transition.unchanged(this);
        }
        return switch (order.status()) {
            case CREATED, AWAITING_PAYMENT -> decide(order, heard);
            case CANCELLED -> release(heard);
            case COMPLETE -> sell(order.id(), heard);
        };
    }

    /** Text that compares like the price, and among equal prices like the id. */
    public String priceKey() {
        return priceKeyPrefix(details.priceCents()) + id;
    }

    /** What the keys of all tickets of a price begin with. */
    public static String priceKeyPrefix(long priceCents) {
        return String.format(Locale.ROOT, "%09d", priceCents);
    }

    @Override
    public TicketSnapshot snapshot() {
        return new TicketSnapshot(
                id, version, details.title(), details.priceCents(), userId, status, orderId, reservation, refused);
    }

    @Override
    public Optional<EventType> snapshotType() {
        return Optional.of(status == WITHDRAWN ? EventType.TICKET_WITHDRAWN : EventType.TICKET_UPDATED);
    }

    /** That order n + 1 exists means that n is over, so an older lock does not stand in its way. */
    private Transition<Ticket> decide(OrderSnapshot order, Position heard) {
        if (isDecided(order)) {
            return Transition.changedSilently(at(heard));
        } else if (status == WITHDRAWN || status == SOLD) {
            return refuse(order, heard, Reason.TICKET_UNAVAILABLE);
        } else if (order.ticket().priceCents() != details.priceCents()) {
            return refuse(order, heard, Reason.PRICE_CHANGED);
        }
        return held(RESERVED, order.id(), heard);
    }

    private boolean isDecided(OrderSnapshot order) {
        return orderId.filter(order.id()::equals).isPresent()
                || refused.filter(refusal -> refusal.orderId().equals(order.id()))
                        .isPresent();
    }

    private Transition<Ticket> refuse(OrderSnapshot order, Position heard, Reason reason) {
        var refusal = new Refusal(order.id(), heard.reservation(), reason);
        return Transition.changed(
                new Ticket(id, version + 1, details, userId, status, orderId, reservation, heard, Optional.of(refusal)),
                EventType.TICKET_UPDATED);
    }

    /** Also releases the lock of an older order, whose own cancellation may come later or never. */
    private Transition<Ticket> release(Position heard) {
        if (status != RESERVED || reservation > heard.reservation()) {
            return Transition.changedSilently(at(heard));
        }
        return Transition.changed(
                new Ticket(id, version + 1, details, userId, AVAILABLE, Optional.empty(), reservation, heard, refused),
                EventType.TICKET_UPDATED);
    }

    private Transition<Ticket> sell(String buyersOrder, Position heard) {
        return status == SOLD ? Transition.changedSilently(at(heard)) : held(SOLD, buyersOrder, heard);
    }

    private Transition<Ticket> held(Status as, String byOrder, Position heard) {
        return Transition.changed(
                new Ticket(
                        id,
                        version + 1,
                        details,
                        userId,
                        as,
                        Optional.of(byOrder),
                        heard.reservation(),
                        heard,
                        Optional.empty()),
                EventType.TICKET_UPDATED);
    }

    private Ticket at(Position heard) {
        return new Ticket(id, version + 1, details, userId, status, orderId, reservation, heard, refused);
    }

    private static String nameOf(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
