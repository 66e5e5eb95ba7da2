package dev.ticketing.system.history;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.ticketing.system.history.Evidence.Order;
import dev.ticketing.system.history.Evidence.Ticket;
import dev.ticketing.system.history.Evidence.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every acknowledged write is there, nothing refused took effect, and everything that is there was asked for. */
final class Acknowledged {

    /** With so many declines, and only then, an order is cancelled for them. */
    private final int paymentAttempts;

    private final List<Call> calls;
    private final Map<String, List<Call>> byTicket;
    private final Map<String, List<Call>> byOrder;
    private final Evidence evidence;
    private final List<Finding> findings = new ArrayList<>();

    private Acknowledged(List<Call> calls, Evidence evidence, int paymentAttempts) {
        this.calls = calls;
        this.evidence = evidence;
        this.paymentAttempts = paymentAttempts;
        byTicket = calls.stream().filter(call -> !call.ticket().isEmpty()).collect(groupingBy(Call::ticket));
        byOrder = calls.stream().filter(call -> !call.order().isEmpty()).collect(groupingBy(Call::order));
    }

    static List<Finding> in(List<Call> calls, Evidence evidence, int paymentAttempts) {
        var check = new Acknowledged(calls, evidence, paymentAttempts);
        check.checkUsers();
        check.checkListings();
        check.evidence.tickets().forEach(check::checkTicket);
        check.checkPlacements();
        check.evidence.orders().forEach(check::checkOrder);
        return check.findings;
    }

    private void checkUsers() {
        var emails = evidence.users().stream().map(User::email).collect(toSet());
        acknowledged(Action.SIGN_UP)
                .filter(call -> !emails.contains(call.who()))
                .forEach(call -> find(Rule.LOST_USER, call.who(), call.toString()));
    }

    private void checkListings() {
        var sellers = evidence.tickets().stream().collect(toMap(Ticket::id, Ticket::seller));
        acknowledged(Action.LIST)
                .filter(call -> !call.who().equals(sellers.get(call.ticket())))
                .forEach(call -> find(Rule.LOST_TICKET, call.ticket(), call.toString()));
    }

    private void checkTicket(Ticket ticket) {
        var about = byTicket.getOrDefault(ticket.id(), List.of());
        if (of(about, Action.LIST).findAny().isEmpty()) {
            checkAsked(
                    ticket.id(),
                    "it is listed",
                    calls.stream().filter(call -> call.who().equals(ticket.seller())),
                    call -> call.action() == Action.LIST && call.ticket().isEmpty());
        }
        boolean withdrawn = ticket.status().equals("withdrawn");
        if (withdrawn) {
            checkAsked(ticket.id(), "it is withdrawn", about.stream(), call -> call.action() == Action.WITHDRAW);
        } else if (of(about, Action.WITHDRAW).anyMatch(Call::isOk)) {
            find(Rule.LOST_WITHDRAWAL, ticket.id(), ticket.toString());
        }
        newestDetails(about).ifPresent(newest -> checkDetails(ticket, newest, about));
    }

    /** The details seen last stand, or those of an edit that nobody got an answer to. */
    private void checkDetails(Ticket ticket, Call newest, List<Call> about) {
        if (ticket.version() < newest.body().getLong("version")) {
            find(Rule.LOST_EDIT, ticket.id(), ticket + " is older than " + newest);
        } else if (!shows(ticket, newest.body().getString("title"), Call.cents(newest.body(), "price"))) {
            var edits = of(about, Action.EDIT)
                    .filter(edit -> shows(ticket, edit.sent().getString("title"), Call.cents(edit.sent(), "price")))
                    .toList();
            if (edits.stream().noneMatch(edit -> edit.outcome() == Outcome.UNKNOWN)) {
                var rule = edits.stream().anyMatch(edit -> edit.outcome() == Outcome.FAIL)
                        ? Rule.REFUSED_AND_DONE
                        : Rule.LOST_EDIT;
                find(rule, ticket.id(), ticket + " after " + newest);
            }
        }
    }

    private void checkPlacements() {
        var stored = evidence.orders().stream().collect(toMap(Order::id, order -> order));
        acknowledged(Action.ORDER)
                .filter(call -> !isThere(stored.get(call.order()), call))
                .forEach(call ->
                        find(Rule.LOST_ORDER, call.order(), call + " and stored is " + stored.get(call.order())));
        var unknown = new HashMap<>(calls.stream()
                .filter(call -> call.action() == Action.ORDER && call.outcome() == Outcome.UNKNOWN)
                .collect(groupingBy(call -> call.who() + " " + call.ticketId(), counting())));
        for (var order : evidence.orders()) {
            boolean told = of(byOrder.getOrDefault(order.id(), List.of()), Action.ORDER)
                    .findAny()
                    .isPresent();
            if (!told && unknown.merge(order.buyer() + " " + order.ticketId(), -1L, Long::sum) < 0) {
                checkAsked(
                        order.id(),
                        "it was made",
                        byTicket.getOrDefault(order.ticketId(), List.of()).stream(),
                        call -> call.action() == Action.ORDER
                                && call.who().equals(order.buyer())
                                && call.outcome() == Outcome.FAIL);
            }
        }
    }

    private static boolean isThere(Order stored, Call placed) {
        return stored != null
                && stored.ticketId().equals(placed.ticketId())
                && stored.buyer().equals(placed.who())
                && stored.reservation() == placed.body().getLong("reservation")
                && stored.expiresAt().toString().equals(placed.body().getString("expiresAt"));
    }

    private void checkOrder(Order order) {
        var about = byOrder.getOrDefault(order.id(), List.of());
        if (!order.isCancelled() && of(about, Action.CANCEL).anyMatch(Call::isOk)) {
            find(Rule.LOST_CANCELLATION, order.id(), order.toString());
        }
        // A cancellation is refused only where the order is complete, which it stays.
        boolean wasComplete = of(about, Action.CANCEL).anyMatch(call -> call.status() == 409)
                || about.stream().anyMatch(call -> call.isOk() && isStatus(call, "complete"));
        if (wasComplete && !order.isComplete()) {
            find(Rule.LOST_SALE, order.id(), order.toString());
        }
        if (order.isCancelled()) {
            checkReason(order, about);
        }
    }

    /** Nothing is cancelled without a reason that somebody gave. */
    private void checkReason(Order order, List<Call> about) {
        var ofTicket = byTicket.getOrDefault(order.ticketId(), List.of());
        switch (order.cancelReason()) {
            case "user" -> checkReason(order, about, Action.CANCEL);
            case "price-changed" -> checkReason(order, ofTicket, Action.EDIT);
            case "ticket-unavailable" -> checkReason(order, ofTicket, Action.WITHDRAW);
            case "payment-failed" -> {
                long declined = of(about, Action.PAY)
                        .filter(call -> !Cards.pays(call) && (call.status() == 402 || call.mayHaveHappened()))
                        .count();
                if (declined < paymentAttempts) {
                    find(Rule.DONE_UNASKED, order.id(), declined + " declines and " + order);
                }
            }
            case "expired" ->
                about.stream()
                        .filter(call -> call.isOk() && isStatus(call, "cancelled"))
                        .filter(call -> call.returnedAt().isBefore(order.dueAt()))
                        .findAny()
                        .ifPresent(early -> find(Rule.EXPIRED_EARLY, order.id(), order + ", but " + early));
            default -> find(Rule.DONE_UNASKED, order.id(), order.toString());
        }
    }

    private void checkReason(Order order, List<Call> about, Action action) {
        checkAsked(order.id(), order.toString(), about.stream(), call -> call.action() == action);
    }

    /** Asked for, and not refused each time. */
    private void checkAsked(String subject, String words, Stream<Call> among, Predicate<Call> asks) {
        var asked = among.filter(asks).toList();
        if (asked.isEmpty()) {
            find(Rule.DONE_UNASKED, subject, words);
        } else if (asked.stream().noneMatch(Call::mayHaveHappened)) {
            find(Rule.REFUSED_AND_DONE, subject, words + ", but " + asked);
        }
    }

    /** The answer that shows the ticket at its highest version. */
    private static Optional<Call> newestDetails(List<Call> about) {
        return about.stream()
                .filter(call -> call.isOk() && call.body().containsKey("title"))
                .max(Comparator.comparingLong(call -> call.body().getLong("version")));
    }

    private static boolean shows(Ticket ticket, String title, long cents) {
        return ticket.title().equals(title) && ticket.cents() == cents;
    }

    private static boolean isStatus(Call call, String status) {
        return status.equals(call.body().getString("status"));
    }

    private Stream<Call> acknowledged(Action action) {
        return of(calls, action).filter(Call::isOk);
    }

    private static Stream<Call> of(List<Call> among, Action action) {
        return among.stream().filter(call -> call.action() == action);
    }

    private void find(Rule rule, String subject, String words) {
        findings.add(new Finding(rule, subject, words));
    }
}
