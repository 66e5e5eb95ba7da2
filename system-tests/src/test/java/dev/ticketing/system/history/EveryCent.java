package dev.ticketing.system.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.ticketing.system.history.Evidence.Charge;
import dev.ticketing.system.history.Evidence.Intent;
import dev.ticketing.system.history.Evidence.Order;
import dev.ticketing.system.history.Evidence.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Stripe's books against the orders, the charges, and what buyers asked and were told. */
final class EveryCent {

    private final Map<String, List<Call>> callsByOrder;
    private final Map<String, List<Intent>> intentsByOrder;
    private final Map<String, Order> orders;
    private final Map<String, Charge> charges;
    private final List<Finding> findings = new ArrayList<>();

    private EveryCent(List<Call> calls, Evidence evidence) {
        callsByOrder = calls.stream().filter(call -> !call.order().isEmpty()).collect(groupingBy(Call::order));
        intentsByOrder = evidence.intents().stream().collect(groupingBy(Intent::orderId));
        orders = evidence.orders().stream().collect(toMap(Order::id, order -> order));
        charges = evidence.charges().stream().collect(toMap(Charge::orderId, charge -> charge));
    }

    static List<Finding> in(List<Call> calls, Evidence evidence) {
        var check = new EveryCent(calls, evidence);
        var ids = new TreeSet<>(check.callsByOrder.keySet());
        for (Set<String> more : List.of(check.intentsByOrder.keySet(), check.orders.keySet(), check.charges.keySet())) {
            ids.addAll(more);
        }
        ids.forEach(check::check);
        return check.findings;
    }

    private void check(String orderId) {
        var intents = intentsByOrder.getOrDefault(orderId, List.of());
        var calls = callsByOrder.getOrDefault(orderId, List.of());
        var captures = intents.stream()
                .flatMap(intent -> intent.capturedCents().stream())
                .toList();
        var refunds =
                intents.stream().flatMap(intent -> intent.refunds().stream()).toList();
        if (captures.size() > 1) {
            find(Rule.CHARGED_TWICE, orderId, "captured " + captures);
        }
        checkTold(orderId, calls, captures);
        var order = orders.get(orderId);
        if (order != null) {
            checkPrice(order, calls, captures);
            checkEnd(order, captures, refunds);
        } else if (!captures.isEmpty()) {
            find(Rule.CHARGED_FOR_NOTHING, orderId, "there is no such order, and captured " + captures);
        }
        checkBooks(orderId, intents, captures, refunds);
    }

    private void checkTold(String orderId, List<Call> calls, List<Long> captures) {
        var payments =
                calls.stream().filter(call -> call.action() == Action.PAY).toList();
        if (!captures.isEmpty() && payments.stream().noneMatch(Cards::pays)) {
            find(Rule.CHARGED_UNASKED, orderId, "captured " + captures + ", and asked was " + payments);
        }
        if (captures.isEmpty()) {
            payments.stream()
                    .filter(Call::isOk)
                    .forEach(paid -> find(Rule.ACKNOWLEDGED_AND_NOT_CAPTURED, orderId, paid.toString()));
        }
    }

    /** The price is the one that the order was answered with, all the way. */
    private void checkPrice(Order order, List<Call> calls, List<Long> captures) {
        for (var call : calls) {
            var ticket = call.isOk() ? call.body().getJsonObject("ticket") : null;
            if (ticket != null && Call.cents(ticket, "price") != order.cents()) {
                find(Rule.PRICE_OF_AN_ORDER_CHANGED, order.id(), order + " against " + call);
            }
        }
        if (captures.stream().anyMatch(cents -> cents != order.cents())) {
            find(Rule.CHARGED_ANOTHER_PRICE, order.id(), "captured " + captures + " for " + order);
        }
    }

    private void checkEnd(Order order, List<Long> captures, List<Refund> refunds) {
        long captured = captures.stream().mapToLong(Long::longValue).sum();
        long refunded = refunds.stream().mapToLong(Refund::cents).sum();
        if (order.isComplete() && captures.isEmpty()) {
            find(Rule.COMPLETE_AND_NOT_PAID, order.id(), order.toString());
        }
        if (order.isComplete() && !refunds.isEmpty()) {
            find(Rule.REFUNDED_AND_COMPLETE, order.id(), refunds + " of " + order);
        }
        if (!order.isComplete() && captured > 0 && refunds.isEmpty()) {
            find(Rule.MONEY_KEPT, order.id(), "captured " + captures + " for " + order);
        }
        if (refunds.size() > 1) {
            find(Rule.REFUNDED_TWICE, order.id(), refunds + " of " + captures);
        } else if (refunds.size() == 1 && refunded != captured) {
            find(Rule.REFUNDED_IN_PART, order.id(), refunds + " of " + captures);
        }
    }

    /** The charge says what Stripe's books say. */
    private void checkBooks(String orderId, List<Intent> intents, List<Long> captures, List<Refund> refunds) {
        var charge = charges.get(orderId);
        if (charge == null) {
            if (!intents.isEmpty()) {
                find(Rule.BOOKS_DIFFER, orderId, "no charge knows of " + intents);
            }
            return;
        }
        boolean same =
                switch (charge.status()) {
                    case "completed" -> !captures.isEmpty() && refunds.isEmpty() && capturedOn(charge, intents);
                    case "refunded" ->
                        capturedOn(charge, intents)
                                && refunds.stream().map(Refund::id).toList().contains(charge.refundId());
                    default -> captures.isEmpty() && refunds.isEmpty();
                };
        if (!same) {
            find(Rule.BOOKS_DIFFER, orderId, charge + " against " + intents);
        }
    }

    private static boolean capturedOn(Charge charge, List<Intent> intents) {
        return intents.stream()
                .anyMatch(intent -> intent.id().equals(charge.intentId())
                        && intent.sumCents() == charge.order().cents());
    }

    private void find(Rule rule, String orderId, String words) {
        findings.add(new Finding(rule, orderId, words));
    }
}
