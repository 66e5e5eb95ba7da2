package dev.ticketing.system.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.ticketing.system.history.Evidence.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What buyers were told about who holds a ticket when. Only what is certain counts: an order surely holds its ticket
 * from the moment that its buyer was told so until the first moment at which anything can have ended it.
 */
final class Holds {

    /** Clients and services share a machine, whose clock they read in milliseconds. */
    private static final Duration CLOCK_STEP = Duration.ofMillis(5);

    private final Map<String, List<Call>> callsByTicket;
    private final Map<String, List<Order>> ordersByTicket;
    private final Duration window;
    private final List<Finding> findings = new ArrayList<>();

    private Holds(List<Call> calls, List<Order> orders, Duration window) {
        this.callsByTicket =
                calls.stream().filter(call -> !call.ticket().isEmpty()).collect(groupingBy(Call::ticket));
        this.ordersByTicket = orders.stream().collect(groupingBy(Order::ticketId));
        this.window = window;
    }

    /** A time in which an order surely holds its ticket. */
    private record Hold(String orderId, String buyer, Instant from, Instant until) {
        boolean overlaps(Hold other) {
            return !orderId.equals(other.orderId) && from.isBefore(other.until) && other.from.isBefore(until);
        }
    }

    static List<Finding> in(List<Call> calls, List<Order> orders, Duration window) {
        var check = new Holds(calls, orders, window);
        check.callsByTicket.forEach(check::check);
        return check.findings;
    }

    private void check(String ticketId, List<Call> about) {
        var holds = about.stream()
                .filter(call -> call.action() == Action.ORDER && call.isOk())
                .collect(toMap(Call::order, call -> call, Holds::firstToReturn))
                .values()
                .stream()
                .flatMap(placed -> holdOf(placed, about).stream())
                .sorted(Comparator.comparing(Hold::from))
                .toList();
        for (int i = 1; i < holds.size(); i++) {
            var earlier = holds.get(i - 1);
            var later = holds.get(i);
            if (earlier.overlaps(later)) {
                findings.add(new Finding(Rule.HELD_BY_TWO, ticketId, earlier + " and " + later));
            }
        }
        checkSightings(ticketId, about);
    }

    /** Empty when something may have ended it before anybody could be sure of it. */
    private static Optional<Hold> holdOf(Call placed, List<Call> about) {
        var mine = about.stream()
                .filter(call -> call.order().equals(placed.order()))
                .toList();
        var until = Stream.concat(
                        Stream.of(Instant.parse(placed.body().getString("expiresAt"))),
                        mine.stream().filter(Holds::mayEnd).map(Call::invokedAt))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        // Until the ticket's side has confirmed it, a change of the ticket may refuse it.
        var refusable = about.stream()
                .anyMatch(call -> isSellers(call.action()) && call.invokedAt().isBefore(until));
        var from = refusable
                ? mine.stream()
                        .filter(Holds::saysConfirmed)
                        .map(Call::returnedAt)
                        .min(Comparator.naturalOrder())
                : Optional.of(placed.returnedAt());
        return from.filter(since -> since.isBefore(until))
                .map(since -> new Hold(placed.order(), placed.who(), since, until));
    }

    /** Whoever made the next one saw this one cancelled first, so nobody can see it live after that. */
    private void checkSightings(String ticketId, Collection<Call> about) {
        var lastLive = about.stream()
                .filter(call -> call.isOk() && Evidence.isLive(call.body().getString("status", "")))
                .filter(call -> call.body().containsKey("reservation"))
                .collect(toMap(
                        call -> call.body().getLong("reservation"),
                        call -> call,
                        (a, b) -> a.invokedAt().isAfter(b.invokedAt()) ? a : b));
        for (var order : ordersByTicket.getOrDefault(ticketId, List.of())) {
            var madeAt = order.expiresAt().minus(window);
            var sighting = lastLive.get(order.reservation() - 1);
            if (sighting != null && sighting.invokedAt().isAfter(madeAt.plus(CLOCK_STEP))) {
                var words = "%s was made at %s, and later: %s".formatted(order, madeAt, sighting);
                findings.add(new Finding(Rule.LIVE_AFTER_THE_NEXT, ticketId, words));
            }
        }
    }

    private static boolean mayEnd(Call call) {
        return call.action() == Action.CANCEL || (call.action() == Action.PAY && !Cards.pays(call));
    }

    private static boolean isSellers(Action action) {
        return action == Action.EDIT || action == Action.WITHDRAW;
    }

    private static boolean saysConfirmed(Call call) {
        return call.isOk() && "awaiting:payment".equals(call.body().getString("status"));
    }

    private static Call firstToReturn(Call a, Call b) {
        return a.returnedAt().isBefore(b.returnedAt()) ? a : b;
    }
}
