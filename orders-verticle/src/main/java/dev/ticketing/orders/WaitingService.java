package dev.ticketing.orders;

import dev.ticketing.orders.domain.Place;
import dev.ticketing.orders.domain.Terms;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.domain.Transition.Refused;
import dev.ticketing.shared.store.Ids;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;

/** What can be done about tickets that somebody else holds: one method per use case. */
final class WaitingService {

    private final PlaceStore places;
    private final Offers offers;
    private final TicketReplicas tickets;
    private final Terms terms;
    private final Clock clock;

    WaitingService(PlaceStore places, Offers offers, TicketReplicas tickets, Terms terms, Clock clock) {
        this.places = places;
        this.offers = offers;
        this.tickets = tickets;
        this.terms = terms;
        this.clock = clock;
    }

    /**
     * A place as it is shown.
     *
     * @param ticket as it is now
     * @param ahead how many come before
     */
    record Shown(Place place, TicketReplica ticket, int ahead) {}

    /**
     * A place and whether it is new.
     *
     * @param isNew false when the user waited for the ticket already
     */
    record Taken(Shown shown, boolean isNew) {}

    /** Takes the last place in the line for a ticket. */
    Future<Taken> join(String ticketId, String user) {
        return tickets.get(ticketId).compose(ticket -> places.find(ticketId, user)
                .compose(known -> known.isPresent()
                        ? show(known.get()).map(shown -> new Taken(shown, false))
                        : take(ticket, user)));
    }

    /** A user's own places, in the order they were taken. */
    Future<List<Shown>> listOf(String userId) {
        return places.listOf(userId, terms.maxWaiting())
                .compose(own -> Future.all(own.stream().map(this::show).toList()))
                .map(shown -> shown.<Shown>list());
    }

    /** Gives a place up. An order that was offered for it meanwhile stays, to be paid, cancelled, or left to expire. */
    Future<?> leave(String ticketId, String user) {
        return tickets.get(ticketId).compose(ticket -> places.delete(ticket.id(), user));
    }

    private Future<Taken> take(TicketReplica ticket, String user) {
        return offers.lastOf(ticket.id()).compose(last -> {
            var decision = Place.take(Ids.next(clock), ticket, last, user);
            return decision instanceof Refused<Place> refused
                    ? Future.failedFuture(refused.failure().asException())
                    : insertIfRoom(((Changed<Place>) decision).state());
        });
    }

    private Future<Taken> insertIfRoom(Place place) {
        return Future.all(places.listOf(place.userId(), terms.maxWaiting()), places.countAhead(place))
                .compose(counted -> {
                    List<Place> own = counted.resultAt(0);
                    int ahead = counted.resultAt(1);
                    if (own.size() >= terms.maxWaiting()) {
                        return refuse("at most " + terms.maxWaiting() + " tickets can be waited for at a time");
                    }
                    return ahead < Place.MAX_AHEAD ? insert(place) : refuse("too many people wait for this ticket");
                });
    }

    /** The same request twice at the same moment takes one place. */
    private Future<Taken> insert(Place place) {
        return places.insert(place, clock.instant())
                .compose(isNew -> isNew
                        ? offers.lookAfter(place)
                                .compose(lookedAfter -> show(place))
                                .map(shown -> new Taken(shown, true))
                        : again(place));
    }

    private Future<Taken> again(Place refused) {
        return places.find(refused.ticketId(), refused.userId())
                .compose(known -> show(known.orElse(refused)))
                .map(shown -> new Taken(shown, false));
    }

    private Future<Shown> show(Place place) {
        return Future.all(tickets.get(place.ticketId()), places.countAhead(place))
                .map(found -> new Shown(place, found.resultAt(0), found.resultAt(1)));
    }

    private static Future<Taken> refuse(String why) {
        return Future.failedFuture(new Failure.Conflict(why).asException());
    }
}
