package dev.ticketing.system.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.ticketing.system.history.Evidence.Charge;
import dev.ticketing.system.history.Evidence.Order;
import dev.ticketing.system.history.Evidence.OrderReplica;
import dev.ticketing.system.history.Evidence.Position;
import dev.ticketing.system.history.Evidence.Ticket;
import dev.ticketing.system.history.Evidence.TicketReplica;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What contexts know of each other is what is so. A version that only a position or a silent note has changed is told
 * to nobody, so a replica may be of an older version than its source if it shows the same.
 */
final class Replicas {

    private final Evidence evidence;
    private final List<Finding> findings = new ArrayList<>();

    private Replicas(Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Finding> in(Evidence evidence) {
        var check = new Replicas(evidence);
        check.checkTicketReplicas();
        check.checkLocks();
        check.checkCharges();
        return check.findings;
    }

    private void checkTicketReplicas() {
        var replicas = evidence.replicas().stream().collect(toMap(TicketReplica::id, replica -> replica));
        for (var ticket : evidence.tickets()) {
            var replica = replicas.remove(ticket.id());
            if (replica == null || replica.version() > ticket.version() || !isCopy(replica, ticket)) {
                find(Rule.TICKET_REPLICA, ticket.id(), "orders has " + replica + " of " + ticket);
            }
        }
        replicas.forEach((id, replica) -> find(Rule.TICKET_REPLICA, id, "no ticket is the source of " + replica));
    }

    private static boolean isCopy(TicketReplica replica, Ticket ticket) {
        return replica.title().equals(ticket.title())
                && replica.cents() == ticket.cents()
                && replica.seller().equals(ticket.seller())
                && replica.status().equals(ticket.status());
    }

    private void checkLocks() {
        Map<String, List<Order>> orders = evidence.orders().stream().collect(groupingBy(Order::ticketId));
        for (var ticket : evidence.tickets()) {
            var last = orders.getOrDefault(ticket.id(), List.of()).stream()
                    .max(Comparator.comparingLong(Order::reservation));
            if (!isAt(ticket.position(), last)) {
                find(Rule.TICKET_POSITION, ticket.id(), ticket + " after " + last);
            }
            if (!isLockedBy(ticket, last)) {
                find(Rule.TICKET_LOCK, ticket.id(), ticket + " after " + last);
            }
        }
    }

    private static boolean isAt(Position position, Optional<Order> last) {
        return last.map(order -> position.reservation() == order.reservation()
                        && position.version() >= 1
                        && position.version() <= order.version())
                .orElse(position.reservation() == 0);
    }

    private static boolean isLockedBy(Ticket ticket, Optional<Order> last) {
        var holder = last.filter(order -> !order.isCancelled());
        boolean named = ticket.orderId().equals(holder.map(Order::id).orElse(""));
        return named
                && switch (ticket.status()) {
                    case "sold" -> holder.filter(Order::isComplete).isPresent();
                    case "reserved" -> holder.filter(Order::isLive).isPresent();
                    default -> holder.isEmpty();
                };
    }

    private void checkCharges() {
        var charges = evidence.charges().stream().collect(toMap(Charge::orderId, charge -> charge));
        for (var order : evidence.orders()) {
            var charge = charges.remove(order.id());
            if (charge == null || !isCopy(charge.order(), order)) {
                find(Rule.CHARGE_REPLICA, order.id(), charge + " of " + order);
            } else if (!agree(order, charge)) {
                find(Rule.ORDER_AND_CHARGE, order.id(), order + " and " + charge);
            }
        }
        charges.forEach((id, charge) -> find(Rule.CHARGE_REPLICA, id, "no order is the source of " + charge));
    }

    private static boolean isCopy(OrderReplica replica, Order order) {
        return replica.version() <= order.version()
                && replica.status().equals(order.status())
                && replica.buyer().equals(order.buyer())
                && replica.cents() == order.cents()
                && replica.expiresAt().equals(order.expiresAt());
    }

    /** Nobody tells of a charge before it is captured or has failed. */
    private static boolean agree(Order order, Charge charge) {
        boolean told = !charge.status().equals("created");
        boolean heard = told ? order.chargeVersion() > 0 : order.chargeVersion() == 0;
        boolean follows =
                switch (charge.status()) {
                    case "completed" -> order.isComplete();
                    case "refunded" -> order.isCancelled() && order.refundCents() == order.cents();
                    default -> !order.isComplete();
                };
        return heard
                && order.chargeVersion() <= charge.version()
                && follows
                && (charge.status().equals("refunded") || order.refundCents() == 0);
    }

    private void find(Rule rule, String subject, String words) {
        findings.add(new Finding(rule, subject, words));
    }
}
