package dev.ticketing.system.history;

import static java.util.stream.Collectors.toMap;

import dev.ticketing.system.history.Evidence.Charge;
import dev.ticketing.system.history.Evidence.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Nothing is left to be done. */
final class Converged {

    private final Evidence evidence;
    private final List<Finding> findings = new ArrayList<>();

    private Converged(Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Finding> in(Evidence evidence) {
        var check = new Converged(evidence);
        check.checkOrders();
        check.checkOutboxes();
        check.checkQueues();
        check.checkMoney();
        evidence.timers().forEach(order -> check.find(Rule.TIMER_LEFT, order, "a timer or a lease"));
        return check.findings;
    }

    private void checkOrders() {
        evidence.orders().stream()
                .filter(Order::isLive)
                .forEach(order -> find(Rule.LIVE_ORDER_LEFT, order.id(), evidence.readAt() + ": " + order));
    }

    private void checkOutboxes() {
        evidence.users().forEach(user -> checkOutbox(user.id(), user.outbox()));
        evidence.tickets().forEach(ticket -> checkOutbox(ticket.id(), ticket.outbox()));
        evidence.orders().forEach(order -> checkOutbox(order.id(), order.outbox()));
        evidence.charges().forEach(charge -> checkOutbox(charge.orderId(), charge.outbox()));
    }

    private void checkOutbox(String id, int events) {
        if (events > 0) {
            find(Rule.OUTBOX_LEFT, id, events + " events");
        }
    }

    private void checkQueues() {
        for (var queue : evidence.queues()) {
            if (queue.ready() + queue.unacknowledged() > 0) {
                find(queue.isDeadLetters() ? Rule.DEAD_LETTER : Rule.MESSAGE_LEFT, queue.name(), queue.toString());
            }
        }
    }

    /** What is left of a charge that somebody should look after, here or at Stripe. */
    private void checkMoney() {
        var live = evidence.orders().stream().collect(toMap(Order::id, Order::isLive));
        // One that Stripe made and answered with an error is known to nobody, so nobody can confirm it.
        var known = evidence.charges().stream().collect(toMap(Charge::orderId, Charge::intentId));
        for (var intent : evidence.intents()) {
            boolean anotherIsKnown = !Set.of("", intent.id()).contains(known.getOrDefault(intent.orderId(), ""));
            if (intent.isOpen() && !live.getOrDefault(intent.orderId(), false) && !anotherIsKnown) {
                find(Rule.INTENT_LEFT, intent.orderId(), intent.toString());
            }
        }
        for (var charge : evidence.charges()) {
            if (charge.hasWork() || charge.hasOpenAttempt()) {
                find(Rule.WORK_LEFT, charge.orderId(), charge.toString());
            }
        }
    }

    private void find(Rule rule, String subject, String words) {
        findings.add(new Finding(rule, subject, words));
    }
}
