package dev.ticketing.orders;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.Place;
import dev.ticketing.orders.domain.Terms;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.shared.store.DuplicateKeyException;
import dev.ticketing.shared.store.Ids;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a ticket whose hold has ended goes to whoever has waited longest. An ended order says itself that this
 * is to be done, in the same write as its end, and says so until it is: whoever finds it, at once or after a crash, does
 * what is left. The next order is inserted first, and the place it was made for goes then: that order names it.
 */
final class Offers {

    private static final Logger LOG = LoggerFactory.getLogger(Offers.class);
    private static final int MAX_TRIES = 5;
    private static final int BATCH = 100;

    /** Makes up for what an instance of a release without lines leaves undone during an upgrade. */
    private static final Duration LOOK_INTERVAL = Duration.ofMinutes(10);

    private final OrderStore orders;
    private final PlaceStore places;
    private final TicketReplicas tickets;
    private final Terms terms;
    private final Clock clock;
    private final Map<String, Future<Void>> turns = new ConcurrentHashMap<>();

    Offers(OrderStore orders, PlaceStore places, TicketReplicas tickets, Terms terms, Clock clock) {
        this.orders = orders;
        this.places = places;
        this.tickets = tickets;
        this.terms = terms;
        this.clock = clock;
    }

    /** The ticket's last order. Where people wait for an ended one, the next is made first: only then more is read. */
    Future<Optional<Order>> lastOf(String ticketId) {
        return orders.lastOf(ticketId)
                .compose(last -> last.filter(Order::isToPassOn).isPresent()
                        ? passOn(last.get()).compose(passedOn -> orders.lastOf(ticketId))
                        : Future.succeededFuture(last));
    }

    /** Does it in the background; what fails is left to the sweep. */
    void passOnSoon(Order changed) {
        if (changed.isToPassOn()) {
            passOn(changed).onFailure(failure -> LOG.debug("{} is passed on later: {}", changed.id(), failure));
        }
    }

    /**
     * Sees to who comes after an ended order. Done again, or by several instances at once, it changes nothing more; a
     * crowd that asks one instance for the ticket waits for the same turn.
     */
    private Future<Void> passOn(Order ended) {
        var turn = Promise.<Void>promise();
        var underWay = turns.putIfAbsent(ended.id(), turn.future());
        if (underWay != null) {
            return underWay;
        }
        orders.get(ended.id())
                .compose(now -> now.isToPassOn() ? passOn(now, 1) : Future.succeededFuture())
                .onComplete(over -> {
                    turns.remove(ended.id());
                    turn.handle(over);
                });
        return turn.future();
    }

    private Future<Void> passOn(Order ended, int count) {
        return usedUp(ended)
                .compose(gone -> orders.lastOf(ended.ticketId()))
                .compose(last ->
                        last.filter(order -> order.id().equals(ended.id())).isPresent()
                                ? next(ended)
                                : tell(last.orElseThrow()))
                .compose(done -> orders.change(ended.id(), order -> order.passOn(ended.version())))
                .<Void>mapEmpty()
                .recover(failure -> failure instanceof DuplicateKeyException && count < MAX_TRIES
                        ? passOn(ended, count + 1)
                        : Future.failedFuture(failure));
    }

    /** There is a later order: from now on it stands for those who wait. */
    private Future<Void> tell(Order last) {
        return usedUp(last)
                .compose(gone -> orders.change(last.id(), Order::markAwaited))
                .onSuccess(this::passOnSoon)
                .mapEmpty();
    }

    /** The place that an order was made for is gone by then, or else whoever made the order was stopped before that. */
    private Future<Void> usedUp(Order offered) {
        return offered.waiting()
                .place()
                .map(place -> places.delete(place).<Void>mapEmpty())
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> next(Order ended) {
        return tickets.get(ended.ticketId())
                .compose(ticket -> Place.isOver(ticket, ended)
                        ? places.deleteAllFor(ticket.id())
                        : first(Place.stillFirst(ended), ticket.id())
                                .compose(first -> offer(first, List.of(), ticket, ended)));
    }

    private Future<Optional<Place>> first(Optional<Place> known, String ticketId) {
        return known.isPresent() ? Future.succeededFuture(known) : places.firstFor(ticketId);
    }

    /**
     * Makes the next order for a place. Who holds as many tickets as one can when their turn comes has had it: such places
     * go with the one that is served, and not before it is certain that it was their turn.
     *
     * @param gone places that go
     */
    private Future<Void> offer(Optional<Place> first, List<Place> gone, TicketReplica ticket, Order ended) {
        if (first.isEmpty()) {
            return Future.all(
                            gone.stream().map(each -> places.delete(each.id())).toList())
                    .mapEmpty();
        }
        var place = first.get();
        var goneThen = Stream.concat(gone.stream(), Stream.of(place)).toList();
        return orders.countLive(place.userId(), terms.maxLiveOrders())
                .compose(live -> live < terms.maxLiveOrders()
                        ? orders.insert(place.offer(Ids.next(clock), ticket, ended, terms, clock.instant()))
                                .compose(offered -> offer(Optional.empty(), goneThen, ticket, ended))
                        : places.nextFor(place).compose(next -> offer(next, goneThen, ticket, ended)));
    }

    /** What is left to do after a crash, and what a place that was taken a moment ago needs. */
    Future<?> sweep() {
        return Future.join(
                orders.toPassOn(BATCH)
                        .compose(ended ->
                                Future.join(ended.stream().map(this::passOn).toList())),
                places.toLookAfter(clock.instant(), BATCH)
                        .compose(due ->
                                Future.join(due.stream().map(this::lookAfter).toList())));
    }

    /** Makes sure that the ticket's last order knows that somebody waits. */
    Future<?> lookAfter(Place place) {
        return orders.lastOf(place.ticketId())
                .compose(last -> orders.change(last.orElseThrow().id(), Order::markAwaited))
                .onSuccess(this::passOnSoon)
                .compose(marked -> places.lookAgainAt(place, clock.instant().plus(LOOK_INTERVAL)));
    }
}
