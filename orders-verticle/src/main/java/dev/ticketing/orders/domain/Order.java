package dev.ticketing.orders.domain;

import static dev.ticketing.shared.events.OrderSnapshot.Status.AWAITING_PAYMENT;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CANCELLED;
import static dev.ticketing.shared.events.OrderSnapshot.Status.COMPLETE;
import static dev.ticketing.shared.events.OrderSnapshot.Status.CREATED;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.OrderSnapshot.Status;
import dev.ticketing.shared.events.TicketSnapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * A reservation: the n-th order of its ticket. Complete and cancelled are terminal and exclusive; whichever is written
 * first wins. Title and price stay as they were when the order was made.
 *
 * @param reservation n, from 1
 * @param userId the buyer
 * @param expiresAt the last moment to start paying
 * @param dueAt when it is cancelled if unpaid
 * @param chargeVersion the newest snapshot of its charge heard of; 0 before the first
 * @param waiting what it has to do with those who wait for its ticket
 */
public record Order(
        String id,
        long version,
        String ticketId,
        long reservation,
        String userId,
        Status status,
        String title,
        long priceCents,
        Instant expiresAt,
        Instant dueAt,
        Optional<CancelReason> cancelReason,
        Optional<Refund> refund,
        long chargeVersion,
        Waiting waiting)
        implements Aggregate {

    /**
     * Places the next order of a ticket. Only the ticket's last order decides whether that can be: when it is
     * cancelled, which is terminal, the next number is free, and of two who take it the store admits one.
     *
     * @param id for the new order
     * @param last the ticket's last order
     */
    public static Transition<Order> place(
            String id,
            TicketReplica ticket,
            Optional<Order> last,
            String buyer,
            Purchase purchase,
            Terms terms,
            Instant now) {
        if (ticket.sellerId().equals(buyer)) {
            return Transition.refused(new Failure.Forbidden("your own ticket can't be bought"));
        } else if (last.filter(order -> order.isHeldBy(buyer)).isPresent()) {
            return Transition.unchanged(last.get());
        }
        return purchase.obstacle(ticket, last, terms)
                .map(Transition::<Order>refused)
                .orElseGet(() -> Transition.changed(
                        create(id, ticket, last, buyer, Waiting.NONE, terms, now.plus(terms.window())),
                        EventType.ORDER_CREATED));
    }

    static Order create(
            String id,
            TicketReplica ticket,
            Optional<Order> last,
            String buyer,
            Waiting waiting,
            Terms terms,
            Instant expiresAt) {
        return new Order(
                id,
                1,
                ticket.id(),
                last.map(Order::reservation).orElse(0L) + 1,
                buyer,
                CREATED,
                ticket.title(),
                ticket.priceCents(),
                expiresAt,
                expiresAt.plus(terms.grace()),
                Optional.empty(),
                Optional.empty(),
                0,
                waiting);
    }

    /** Whether the order holds its ticket for this user. */
    public boolean isHeldBy(String user) {
        return status.live() && userId.equals(user);
    }

    /** Whether it was made for somebody who had waited. */
    public boolean isOffered() {
        return waiting.place().isPresent();
    }

    /** Whether it has ended and it is still to be seen to who comes next. */
    public boolean isToPassOn() {
        return waiting.awaited() && !status.live();
    }

    /**
     * Somebody waits for its ticket. Of an ended order this is written even when it is known, for whoever is about to
     * find that nobody waits must notice.
     */
    public Transition<Order> markAwaited() {
        return waiting.awaited() && status.live() ? Transition.unchanged(this) : withAwaited(true);
    }

    /**
     * It has been seen to who comes next.
     *
     * @param seen the version that whoever did so has seen; if it is not this one, somebody may wait by now
     */
    public Transition<Order> passOn(long seen) {
        return isToPassOn() && version == seen ? withAwaited(false) : Transition.unchanged(this);
    }

    private Transition<Order> withAwaited(boolean awaited) {
        return Transition.changedSilently(
                with(status, cancelReason, refund, chargeVersion, waiting.withAwaited(awaited)));
    }

    /** The order, if this user may see it. */
    public Transition<Order> read(String reader) {
        return reader.equals(userId) ? Transition.unchanged(this) : notTheirs();
    }

    /** The buyer gives it up. */
    public Transition<Order> cancel(String by) {
        if (!by.equals(userId)) {
            return notTheirs();
        } else if (status == COMPLETE) {
            return Transition.refused(new Failure.Conflict("the order is complete and can't be cancelled"));
        }
        return end(CancelReason.USER);
    }

    /** Its time is over, perhaps: a timer that fires early or late or again changes nothing it should not. */
    public Transition<Order> expire(Instant now) {
        return now.isBefore(dueAt) ? Transition.unchanged(this) : end(CancelReason.EXPIRED);
    }

    /** Its buyer may not act any more. */
    public Transition<Order> loseBuyer(CancelReason reason) {
        return end(reason);
    }

    /** Hears of its ticket: locked for this order, or refused. */
    public Transition<Order> apply(TicketSnapshot ticket) {
        var refusal = ticket.refused().filter(refused -> refused.orderId().equals(id));
        if (refusal.isPresent()) {
            return end(reasonOf(refusal.get().reason()));
        } else if (status == CREATED && ticket.orderId().filter(id::equals).isPresent()) {
            return Transition.changed(
                    with(AWAITING_PAYMENT, Optional.empty(), refund, chargeVersion), EventType.ORDER_UPDATED);
        }
        return Transition.unchanged(this);
    }

    /**
     * Hears of its charge.
     *
     * @param at when the charge became so
     */
    public Transition<Order> apply(ChargeSnapshot charge, Instant at) {
        if (charge.version() <= chargeVersion) {
            return Transition.unchanged(this);
        }
        var refunded = refundOf(charge, at);
        return switch (charge.status()) {
            case COMPLETED -> settle(COMPLETE, Optional.empty(), EventType.ORDER_COMPLETED, charge, refunded);
            case FAILED ->
                settle(CANCELLED, Optional.of(CancelReason.PAYMENT_FAILED), EventType.ORDER_CANCELLED, charge, refund);
            case REFUNDED -> heard(charge, refunded);
            case CREATED, REQUIRES_ACTION -> heard(charge, refund);
        };
    }

    /** What has gone back, in sum; nothing any more where it came back from the buyer's bank. */
    private Optional<Refund> refundOf(ChargeSnapshot charge, Instant at) {
        long cents = charge.refundedCents();
        return cents == 0
                ? Optional.empty()
                : refund.filter(noted -> noted.amountCents() == cents).or(() -> Optional.of(new Refund(cents, at)));
    }

    @Override
    public OrderSnapshot snapshot() {
        return new OrderSnapshot(
                id,
                version,
                userId,
                status,
                expiresAt,
                dueAt,
                cancelReason,
                new OrderSnapshot.Ticket(ticketId, priceCents, reservation),
                isOffered());
    }

    @Override
    public Optional<EventType> snapshotType() {
        return Optional.of(
                switch (status) {
                    case CREATED -> EventType.ORDER_CREATED;
                    case AWAITING_PAYMENT -> EventType.ORDER_UPDATED;
                    case COMPLETE -> EventType.ORDER_COMPLETED;
                    case CANCELLED -> EventType.ORDER_CANCELLED;
                });
    }

    /** Terminal is terminal: what was captured for an ended order is refunded by payments. */
    private Transition<Order> settle(
            Status outcome,
            Optional<CancelReason> reason,
            EventType event,
            ChargeSnapshot charge,
            Optional<Refund> refunded) {
        return status.live()
                ? Transition.changed(with(outcome, reason, refunded, charge.version()), event)
                : heard(charge, refunded);
    }

    private Transition<Order> heard(ChargeSnapshot charge, Optional<Refund> refunded) {
        var next = with(status, cancelReason, refunded, charge.version());
        return refunded.equals(refund)
                ? Transition.changedSilently(next)
                : Transition.changed(next, EventType.ORDER_UPDATED);
    }

    private Transition<Order> end(CancelReason reason) {
        return status.live()
                ? Transition.changed(
                        with(CANCELLED, Optional.of(reason), refund, chargeVersion), EventType.ORDER_CANCELLED)
                : Transition.unchanged(this);
    }

    private Order with(Status newStatus, Optional<CancelReason> reason, Optional<Refund> newRefund, long heard) {
        return with(newStatus, reason, newRefund, heard, waiting);
    }

    private Order with(
            Status newStatus,
            Optional<CancelReason> reason,
            Optional<Refund> newRefund,
            long heard,
            Waiting newWaiting) {
        return new Order(
                id,
                version + 1,
                ticketId,
                reservation,
                userId,
                newStatus,
                title,
                priceCents,
                expiresAt,
                dueAt,
                reason,
                newRefund,
                heard,
                newWaiting);
    }

    private static CancelReason reasonOf(TicketSnapshot.Reason reason) {
        return switch (reason) {
            case TICKET_UNAVAILABLE -> CancelReason.TICKET_UNAVAILABLE;
            case PRICE_CHANGED -> CancelReason.PRICE_CHANGED;
        };
    }

    private static Transition<Order> notTheirs() {
        return Transition.refused(new Failure.Forbidden("this is somebody else's order"));
    }
}
