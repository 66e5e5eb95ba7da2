package dev.ticketing.system.simulation;

import dev.ticketing.expiration.domain.TimerChange;
import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.Purchase;
import dev.ticketing.orders.domain.Terms;
import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.events.ChargeSnapshot;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.ExpirationComplete;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketDetails;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/** What people ask for and what services do about events and by themselves: each starts a process. */
final class Actions {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int MANY = 10;

    private static final Terms USUAL_TERMS =
            new Terms(Duration.ofMinutes(15), GRACE, Duration.ofMinutes(5), MANY, MANY, Currency.DEFAULT);

    /** The window is a setting; one that is longer than Stripe remembers keys makes a difference. */
    private static final Terms LONG_TERMS =
            new Terms(Duration.ofDays(2), GRACE, Duration.ofMinutes(5), MANY, MANY, Currency.DEFAULT);

    // Ways to place an order; any of them together.
    static final int WITHOUT_THE_PRICE = 1;
    static final int FROM_AN_OLD_PAGE = 2;
    static final int FOR_DAYS = 4;

    /** The sweep leaves the timers a moment to do it themselves. */
    static final long TIMERS_TURN_MILLIS = 1_000;

    private final World world;
    private final Map<String, Long> firstListedCents = new HashMap<>();

    Actions(World world) {
        this.world = world;
    }

    boolean list(Choice choice) {
        var id = Names.ticket(choice.subject());
        var details = new TicketDetails("seat", choice.detail());
        if (!world.tickets()
                .insert(Ticket.list(id, Names.seller(choice.subject()), details), EventType.TICKET_CREATED)) {
            return false;
        }
        firstListedCents.put(id, details.priceCents());
        declare(Service.TICKETS);
        return world.happens(() -> Names.seller(choice.subject()) + " lists " + id + " for " + choice.detail());
    }

    boolean edit(Choice choice) {
        var details = new TicketDetails("seat", choice.detail());
        return ticket(choice, ticket -> world.protocol().edit(ticket, ticket.userId(), details));
    }

    boolean withdraw(Choice choice) {
        return ticket(choice, ticket -> world.protocol().withdraw(ticket, ticket.userId()));
    }

    private boolean ticket(Choice choice, Function<Ticket, Transition<Ticket>> rule) {
        var id = Names.ticket(choice.subject());
        return world.tickets().find(id) != null
                && world.start(new Changing<>(
                        world, choice, Service.TICKETS, new Change<>(world, world.tickets(), id, rule), null));
    }

    boolean place(Choice choice) {
        var listing = world.tickets().find(Names.ticket(choice.subject()));
        if (listing == null) {
            return false;
        }
        long listed = (choice.how() & FROM_AN_OLD_PAGE) == 0
                ? listing.details().priceCents()
                : firstListedCents.get(listing.id());
        var shown = (choice.how() & WITHOUT_THE_PRICE) == 0 ? OptionalLong.of(listed) : OptionalLong.empty();
        var terms = (choice.how() & FOR_DAYS) == 0 ? USUAL_TERMS : LONG_TERMS;
        var buyer = Names.buyer(choice.detail());
        return world.start(new Placing(world, choice, new Purchase(listing.id(), shown), buyer, terms, listed));
    }

    boolean cancel(Choice choice) {
        return order(choice, Names.order(choice.subject()), order -> order.cancel(order.userId()), null);
    }

    boolean sweepOrder(Choice choice) {
        var order = world.orders().find(Names.order(choice.subject()));
        return order != null
                && order.status().live()
                && world.protocol().sweepsOverdueOrders()
                && !world.clock().now().isBefore(order.dueAt().plusMillis(TIMERS_TURN_MILLIS))
                && order(
                        choice,
                        order.id(),
                        found -> world.protocol().expire(found, world.clock().now()),
                        null);
    }

    private boolean order(Choice choice, String id, Function<Order, Transition<Order>> rule, Broker.Delivery delivery) {
        return world.orders().row(id) != null
                && world.start(new Changing<>(
                        world, choice, Service.ORDERS, new Change<>(world, world.orders(), id, rule), delivery));
    }

    boolean pay(Choice choice) {
        var order = world.orders().find(Names.order(choice.subject()));
        var id = Names.order(choice.subject());
        if (order == null || world.charges().find(id) == null) {
            return false;
        }
        var token = Card.ALL.get(choice.detail()).name();
        var start = new Change<>(world, world.charges(), id, charge -> world.protocol()
                .startAttempt(charge, order.userId(), token, world.clock().now()));
        return world.start(new Charging(
                world, choice, start, charge -> charge.attempts().open().isPresent(), null));
    }

    boolean sweepCharge(Choice choice) {
        var charge = world.charges().find(Names.order(choice.subject()));
        var now = world.clock().now();
        if (charge == null
                || charge.workDueAt().filter(due -> !due.isAfter(now)).isEmpty()
                || !world.protocol().sweeps(charge, now)) {
            return false;
        }
        var turn = new Change<>(
                world,
                world.charges(),
                charge.id(),
                found -> found.takeTurn(world.clock().now()));
        return world.start(new Charging(world, choice, turn, due -> true, null));
    }

    /** The detail is the service whose collection it is. */
    boolean relay(Choice choice) {
        var store = storeOf(Service.ALL.get(choice.detail()));
        var id = choice.detail() == Service.ALL.indexOf(Service.TICKETS)
                ? Names.ticket(choice.subject())
                : Names.order(choice.subject());
        var row = store.row(id);
        return row != null && !row.outbox().isEmpty() && world.start(new Relay(world, choice, row));
    }

    private Store<?> storeOf(Service service) {
        return switch (service) {
            case TICKETS -> world.tickets();
            case ORDERS -> world.orders();
            case PAYMENTS -> world.charges();
            case EXPIRATION -> throw new IllegalArgumentException("has no collection");
        };
    }

    boolean poll(Choice choice) {
        return world.timers().nextMillis() <= world.clock().redisMillis() && world.start(new Polling(world, choice));
    }

    /** The subject is the event, the detail the service whose queue it is in. */
    boolean deliver(Choice choice) {
        var queue = world.broker().queueOf(Service.ALL.get(choice.detail()));
        var delivery = queue == null ? null : queue.delivery(choice.subject());
        return delivery != null && deliver(choice, delivery);
    }

    private boolean deliver(Choice choice, Broker.Delivery delivery) {
        var data = delivery.message().data();
        if (data instanceof TicketSnapshot) {
            return world.start(new TicketNews(world, choice, delivery));
        } else if (data instanceof ChargeSnapshot charge) {
            return order(
                    choice,
                    charge.orderId(),
                    order -> world.protocol()
                            .orderHears(order, charge, delivery.message().at()),
                    delivery);
        } else if (data instanceof ExpirationComplete timer) {
            var id = world.protocol().orderOfTimer(timer.orderId(), world.orders());
            return order(
                    choice,
                    id,
                    order -> world.protocol().expire(order, world.clock().now()),
                    delivery);
        }
        return deliver(choice, delivery, (OrderSnapshot) data);
    }

    private boolean deliver(Choice choice, Broker.Delivery delivery, OrderSnapshot order) {
        var type = delivery.message().type();
        return switch (Service.ALL.get(choice.detail())) {
            case TICKETS -> {
                var hearing =
                        new Change<>(world, world.tickets(), order.ticket().id(), ticket -> world.protocol()
                                .ticketHears(ticket, type, order));
                yield world.start(new Changing<>(world, choice, Service.TICKETS, hearing, delivery));
            }
            case PAYMENTS -> {
                var hearing = new Change<>(world, world.charges(), order.id(), charge -> hear(charge, type, order));
                yield world.start(new Charging(
                        world, choice, hearing, charge -> world.protocol().goesOnInTheHandler(), delivery));
            }
            case EXPIRATION -> setTimer(delivery, order);
            case ORDERS -> throw new IllegalArgumentException("orders does not hear of orders");
        };
    }

    private Transition<Charge> hear(Charge found, EventType type, OrderSnapshot order) {
        return found == null
                ? Transition.changedSilently(Charge.of(order, "usd"))
                : world.protocol().chargeHears(found, type, order, world.clock().now());
    }

    /** One command to Redis. */
    private boolean setTimer(Broker.Delivery delivery, OrderSnapshot order) {
        var change = TimerChange.of(order);
        var id = world.protocol().timerOf(change, order);
        if (change instanceof TimerChange.Set set) {
            world.timers().set(id, set.dueAt().toEpochMilli());
        } else {
            world.timers().remove(id);
        }
        delivery.acknowledge();
        return world.happens(() -> "expiration hears " + delivery.message()
                + (change instanceof TimerChange.Set ? ", sets a timer" : ", removes the timer"));
    }

    void declare(Service service) {
        world.broker().declareQueuesOf(world.protocol().queuesDeclaredBy(service));
    }
}
