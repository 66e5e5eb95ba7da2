package dev.ticketing.system.history;

import static java.util.stream.Collectors.groupingBy;

import dev.ticketing.system.history.Evidence.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Orders of one ticket are numbered, the next is made only after the last is cancelled, and one sells it. */
final class SoldOnce {

    private final List<Finding> findings = new ArrayList<>();

    private SoldOnce() {}

    static List<Finding> in(List<Order> orders) {
        var check = new SoldOnce();
        orders.stream().collect(groupingBy(Order::ticketId)).forEach(check::check);
        return check.findings;
    }

    private void check(String ticketId, List<Order> ofTicket) {
        var numbered = ofTicket.stream()
                .sorted(Comparator.comparingLong(Order::reservation))
                .toList();
        for (int i = 1; i < numbered.size(); i++) {
            checkStep(ticketId, numbered.get(i - 1), numbered.get(i));
        }
        if (numbered.get(0).reservation() != 1) {
            find(Rule.MISSING_RESERVATION, ticketId, "the first is " + numbered.get(0));
        }
        var sales = ofTicket.stream().filter(Order::isComplete).toList();
        if (sales.size() > 1) {
            find(Rule.SOLD_TWICE, ticketId, "complete are " + sales);
        }
    }

    private void checkStep(String ticketId, Order before, Order after) {
        if (after.reservation() == before.reservation()) {
            find(Rule.SAME_RESERVATION, ticketId, before + " and " + after);
        } else if (after.reservation() > before.reservation() + 1) {
            find(Rule.MISSING_RESERVATION, ticketId, "none between " + before + " and " + after);
        }
        if (!before.isCancelled() && after.reservation() > before.reservation()) {
            find(Rule.NEXT_BEFORE_THE_END, ticketId, before + " is not cancelled, and there is " + after);
        }
    }

    private void find(Rule rule, String ticketId, String words) {
        findings.add(new Finding(rule, ticketId, words));
    }
}
