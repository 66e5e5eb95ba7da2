package dev.ticketing.system.simulation;

import dev.ticketing.expiration.domain.TimerChange;
import dev.ticketing.orders.domain.Order;
import dev.ticketing.payments.domain.Attempts.FailedAttempt;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.payments.domain.Step;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The protocol's rules, each as the system has it: the domain's own code, and the decisions of the glue around it. Every
 * method is a seam where {@link BrokenRule} does otherwise.
 */
class Protocol {

    static final int MAX_DECLINES = 2;

    private static final Set<Service> ALL = EnumSet.allOf(Service.class);

    // Stores, outboxes, topology.

    /** Whether a unique index on ticket and reservation admits one n-th order. */
    boolean reservationsAreUnique() {
        return true;
    }

    boolean comparesBeforeItSets() {
        return true;
    }

    /** Whether an event may leave its outbox. */
    boolean countsAsPublished(boolean confirmed) {
        return confirmed;
    }

    /** What is in an outbox after a relay has published some of what it read there. */
    List<Message> leftAfterPull(List<Message> stored, List<Message> read, List<Message> published) {
        var left = new ArrayList<>(stored);
        left.removeAll(published);
        return left;
    }

    Set<Service> queuesDeclaredBy(Service service) {
        return ALL;
    }

    // Tickets.

    Transition<Ticket> edit(Ticket ticket, String seller, TicketDetails wanted) {
        return ticket.edit(seller, wanted);
    }

    Transition<Ticket> withdraw(Ticket ticket, String seller) {
        return ticket.withdraw(seller);
    }

    Transition<Ticket> ticketHears(Ticket ticket, EventType type, OrderSnapshot order) {
        return ticket.apply(order);
    }

    // Orders.

    /** The price that counts as shown to a buyer who sent none. */
    long shownPrice(long listedCents, long answeredCents) {
        return answeredCents;
    }

    /** Whether a ticket's snapshot says something new. */
    boolean isNews(long knownVersion, long heardVersion) {
        return heardVersion > knownVersion;
    }

    boolean writesTheEffectBeforeTheReplica() {
        return true;
    }

    /** The orders that a ticket's snapshot is about. */
    List<String> ordersNamedBy(TicketSnapshot ticket, Store<Order> orders) {
        var named = new ArrayList<String>(2);
        ticket.orderId().ifPresent(named::add);
        ticket.refused()
                .filter(refused -> !named.contains(refused.orderId()))
                .ifPresent(refused -> named.add(refused.orderId()));
        return named;
    }

    Transition<Order> orderHears(Order order, TicketSnapshot ticket) {
        return order.apply(ticket);
    }

    Transition<Order> orderHears(Order order, ChargeSnapshot charge, Instant at) {
        return order.apply(charge, at);
    }

    /** The order that a timer is about. */
    String orderOfTimer(String id, Store<Order> orders) {
        return id;
    }

    Transition<Order> expire(Order order, Instant now) {
        return order.expire(now);
    }

    boolean sweepsOverdueOrders() {
        return true;
    }

    // Expiration.

    /** Under which id the timer of an order is kept. */
    String timerOf(TimerChange change, OrderSnapshot order) {
        return change.orderId();
    }

    // Payments.

    Transition<Charge> chargeHears(Charge charge, EventType type, OrderSnapshot order, Instant now) {
        return charge.apply(order, now);
    }

    /** Whether the process that heard of an order does at once what follows from it. */
    boolean goesOnInTheHandler() {
        return false;
    }

    Transition<Charge> startAttempt(Charge charge, String payer, String token, Instant now) {
        return charge.startAttempt(payer, token, "", now);
    }

    Step nextStep(Charge charge, Instant now) {
        return charge.nextStep(now);
    }

    boolean isInTime(Charge charge, Instant now) {
        return now.isBefore(charge.order().expiresAt());
    }

    /** Whether the sweep goes on with a charge that is due. */
    boolean sweeps(Charge charge, Instant now) {
        return true;
    }

    /** The idempotency key of a call, which follows from what is stored. */
    long idempotencyKey(long stored) {
        return stored;
    }

    /** Whether an intent is made for every confirm. */
    boolean confirmsWhatItJustMade() {
        return false;
    }

    boolean takesSilenceForADecline() {
        return false;
    }

    Transition<Charge> attemptFailed(Charge charge, FailedAttempt failed) {
        return charge.attemptFailed(failed, MAX_DECLINES);
    }
}
