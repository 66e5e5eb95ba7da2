package dev.ticketing.system.simulation;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.Purchase;
import dev.ticketing.orders.domain.Terms;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.system.simulation.Store.Row;
import java.util.Optional;

/** OrderService's place: the replica, the ticket's last order, the insert, and again when the number was just taken. */
final class Placing extends Activity {

    private static final int MAX_TRIES = 5;

    private final Purchase purchase;
    private final String buyer;
    private final Terms terms;
    private final long listedCents;
    private TicketReplica ticket;
    private Order placed;
    private int tries;

    /**
     * A POST.
     *
     * @param listedCents the price on the page that the buyer looks at
     */
    Placing(World world, Choice start, Purchase purchase, String buyer, Terms terms, long listedCents) {
        super(world, start, Service.ORDERS);
        this.purchase = purchase;
        this.buyer = buyer;
        this.terms = terms;
        this.listedCents = listedCents;
    }

    @Override
    boolean step(Outcome outcome) {
        if (ticket == null) {
            findTicket();
        } else if (placed == null) {
            decide();
        } else {
            insert();
        }
        return true;
    }

    private void findTicket() {
        ticket = world().replicas().get(purchase.ticketId());
        world().tell(() -> buyer + " orders " + purchase.ticketId()
                + (ticket == null
                        ? ", not known here"
                        : ", known as v" + ticket.version() + " for " + ticket.priceCents()));
        if (ticket == null) {
            finish();
        }
    }

    private void decide() {
        var last = lastOrder();
        var id = Names.order(number());
        var decision = Order.place(
                id, ticket, last, buyer, purchase, terms, world().clock().now());
        if (decision instanceof Changed<Order> changed) {
            placed = changed.state();
            world().tell(() -> "last order " + last.map(Words::of).orElse("none") + ": free");
        } else {
            world().tell(() -> "last order " + last.map(Words::of).orElse("none") + ": "
                    + (decision instanceof Refused<Order> refused
                            ? refused.failure().message()
                            : "held already"));
            finish();
        }
    }

    private void insert() {
        if (world().orders().insert(placed, EventType.ORDER_CREATED)) {
            world().tell(() -> "inserts " + Words.of(placed));
            long shown = purchase.shownPriceCents()
                    .orElseGet(() -> world().protocol().shownPrice(listedCents, placed.priceCents()));
            world().checker().showed(placed.id(), shown);
            finish();
        } else {
            world().tell(() -> "cannot insert " + placed.id() + ", the number is taken");
            placed = null;
            if (++tries >= MAX_TRIES) {
                finish();
            }
        }
    }

    private Optional<Order> lastOrder() {
        return Optional.ofNullable(World.lastOf(ticket.id(), world().orders())).map(Row::state);
    }
}
