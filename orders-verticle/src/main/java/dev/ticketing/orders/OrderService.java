package dev.ticketing.orders;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.Purchase;
import dev.ticketing.orders.domain.Terms;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.domain.Transition.Unchanged;
import dev.ticketing.shared.events.OrderSnapshot.CancelReason;
import dev.ticketing.shared.events.UserSnapshot.Status;
import dev.ticketing.shared.store.DuplicateKeyException;
import dev.ticketing.shared.store.Ids;
import dev.ticketing.shared.store.Patience;
import dev.ticketing.shared.store.UserStandings.Standing;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What can be done with orders: one method per use case. */
final class OrderService {

    private static final int MAX_TRIES = 5;
    private static final int BATCH = 100;

    private final OrderStore store;
    private final PlaceStore places;
    private final Offers offers;
    private final TicketReplicas tickets;
    private final Patience patience;
    private final Terms terms;
    private final Clock clock;

    OrderService(
            OrderStore store,
            PlaceStore places,
            Offers offers,
            TicketReplicas tickets,
            Patience patience,
            Terms terms,
            Clock clock) {
        this.places = places;
        this.offers = offers;
        this.patience = patience;
        this.store = store;
        this.tickets = tickets;
        this.terms = terms;
        this.clock = clock;
    }

    /**
     * An order and whether it is new.
     *
     * @param isNew false when the buyer held the ticket already
     */
    record Placed(Order order, boolean isNew) {}

    /** Takes the ticket's next reservation for a buyer. */
    Future<Placed> place(Purchase purchase, String buyer) {
        return patience.until(Failure.NotFound.class::isInstance, () -> tickets.get(purchase.ticketId()))
                .compose(ticket -> place(ticket, purchase, buyer, 1));
    }

    Future<Order> get(String id, String reader) {
        return store.change(id, order -> order.read(reader));
    }

    Future<List<Order>> listOf(String userId, Optional<String> below, int limit) {
        return store.listOf(userId, below, limit);
    }

    Future<Order> cancel(String id, String by) {
        return store.change(id, order -> order.cancel(by)).onSuccess(offers::passOnSoon);
    }

    /** Ends whatever somebody holds, or waits for, who may not act any more. */
    Future<?> cancelAllOf(Standing buyer) {
        return places.deleteAllOf(buyer.userId()).compose(gone -> endOrdersOf(buyer));
    }

    private Future<?> endOrdersOf(Standing buyer) {
        var reason = buyer.status() == Status.DELETED ? CancelReason.USER : CancelReason.USER_BANNED;
        return store.liveOf(buyer.userId(), BATCH).compose(live -> Future.all(live.stream()
                        .map(order -> store.change(order.id(), held -> held.loseBuyer(reason))
                                .onSuccess(offers::passOnSoon))
                        .toList())
                .compose(ended -> live.size() < BATCH ? Future.succeededFuture() : endOrdersOf(buyer)));
    }

    /** Ends an order whose time is over; leaves it alone when it is not. */
    Future<Order> expire(String id) {
        return store.change(id, order -> order.expire(clock.instant())).onSuccess(offers::passOnSoon);
    }

    /** Somebody else may take the same number at the same moment; then the answer is found anew. */
    private Future<Placed> place(TicketReplica ticket, Purchase purchase, String buyer, int count) {
        return offers.lastOf(ticket.id())
                .compose(last ->
                        save(Order.place(Ids.next(clock), ticket, last, buyer, purchase, terms, clock.instant())))
                .recover(failure -> failure instanceof DuplicateKeyException && count < MAX_TRIES
                        ? place(ticket, purchase, buyer, count + 1)
                        : Future.failedFuture(busyIfDuplicate(failure)));
    }

    private Future<Placed> save(Transition<Order> decision) {
        if (decision instanceof Refused<Order> refused) {
            return Future.failedFuture(refused.failure().asException());
        } else if (decision instanceof Unchanged<Order> held) {
            return Future.succeededFuture(new Placed(held.state(), false));
        }
        var placed = ((Changed<Order>) decision).state();
        return store.countLive(placed.userId(), terms.maxLiveOrders())
                .compose(live -> live < terms.maxLiveOrders()
                        ? store.insert(placed).map(order -> new Placed(order, true))
                        : heldMeanwhile(placed));
    }

    /** What fills the limit may be this very order, sent twice at the same moment. */
    private Future<Placed> heldMeanwhile(Order refused) {
        var tooMany = new Failure.Conflict("at most " + terms.maxLiveOrders() + " tickets can be held at a time");
        return store.lastOf(refused.ticketId()).compose(last -> last.filter(order -> order.isHeldBy(refused.userId()))
                .map(held -> Future.succeededFuture(new Placed(held, false)))
                .orElseGet(() -> Future.failedFuture(tooMany.asException())));
    }

    private static Throwable busyIfDuplicate(Throwable failure) {
        return failure instanceof DuplicateKeyException
                ? new Failure.Unavailable("the ticket is in great demand", 1).asException()
                : failure;
    }
}
