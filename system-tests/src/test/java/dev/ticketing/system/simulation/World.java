package dev.ticketing.system.simulation;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.system.simulation.Store.Row;
import dev.ticketing.tickets.domain.Ticket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What there is: stores, broker, timers and Stripe, which survive everything, and the processes, which do not. */
final class World {

    private final Protocol protocol;
    private final Clock clock = new Clock();
    private final Checker checker;
    private final Store<Ticket> tickets;
    private final Store<Order> orders;
    private final Store<Charge> charges;
    private final Map<String, TicketReplica> replicas = new HashMap<>();
    private final Broker broker = new Broker();
    private final Timers timers = new Timers(clock);
    private final Stripe stripe;
    private final List<Activity> running = new ArrayList<>();
    private final List<String> trace;
    private String actor = "";
    private long steps;

    /**
     * A new world.
     *
     * @param trace gets a line for each step; null for none
     */
    World(Protocol protocol, List<String> trace) {
        this.protocol = protocol;
        this.trace = trace;
        this.checker = new Checker(this);
        this.tickets = new Store<>(Service.TICKETS, protocol, clock, (one, other) -> false, new TicketWatch(this));
        this.orders = new Store<>(Service.ORDERS, protocol, clock, this::haveTheSameNumber, new OrderWatch(this));
        this.charges = new Store<>(Service.PAYMENTS, protocol, clock, (one, other) -> false, new ChargeWatch(this));
        this.stripe = new Stripe(clock, checker);
    }

    private boolean haveTheSameNumber(Order one, Order other) {
        return one.reservation() == other.reservation()
                && one.ticketId().equals(other.ticketId())
                && protocol.reservationsAreUnique();
    }

    Protocol protocol() {
        return protocol;
    }

    Clock clock() {
        return clock;
    }

    Checker checker() {
        return checker;
    }

    Store<Ticket> tickets() {
        return tickets;
    }

    Store<Order> orders() {
        return orders;
    }

    Store<Charge> charges() {
        return charges;
    }

    /** Orders' copies of tickets, by id. */
    Map<String, TicketReplica> replicas() {
        return replicas;
    }

    void keepReplica(TicketReplica copy) {
        var before = replicas.put(copy.id(), copy);
        if (before != null) {
            Checker.replicaWritten(before, copy);
        }
    }

    /** A ticket's order with the highest reservation, or null. */
    static Row<Order> lastOf(String ticketId, Store<Order> orders) {
        Row<Order> last = null;
        for (var row : orders.rows()) {
            boolean isHigher =
                    last == null || row.state().reservation() > last.state().reservation();
            if (isHigher && row.state().ticketId().equals(ticketId)) {
                last = row;
            }
        }
        return last;
    }

    Broker broker() {
        return broker;
    }

    Timers timers() {
        return timers;
    }

    Stripe stripe() {
        return stripe;
    }

    List<Activity> running() {
        return running;
    }

    /** The steps so far, those of healing too. */
    long steps() {
        return steps;
    }

    /** A running process, or null. */
    Activity process(int number) {
        for (int i = 0; i < running.size(); i++) {
            if (running.get(i).number() == number) {
                return running.get(i);
            }
        }
        return null;
    }

    /** Starts a process with its first step. */
    boolean start(Activity process) {
        broker.declareQueuesOf(protocol.queuesDeclaredBy(process.service()));
        running.add(process);
        return advance(process, Outcome.DONE);
    }

    /** Takes a process a step on; false when it cannot go on like this now. */
    boolean advance(Activity process, Outcome outcome) {
        actor = trace == null ? "" : process.service() + " #" + process.number() + ": ";
        if (!process.step(outcome)) {
            return false;
        }
        steps++;
        if (process.isDone()) {
            running.remove(process);
        }
        return true;
    }

    /** Something that no process does. */
    boolean happens(Supplier<String> what) {
        actor = "";
        steps++;
        tell(what);
        return true;
    }

    void tell(Supplier<String> what) {
        if (trace != null) {
            trace.add(actor + what.get());
        }
    }
}
