package dev.ticketing.tickets;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import dev.ticketing.shared.session.BanList;
import dev.ticketing.shared.store.Ids;
import dev.ticketing.shared.store.UserStandings.Standing;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketDetails;
import dev.ticketing.tickets.domain.TicketSearch;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be done with tickets: one method per use case. */
final class TicketService {

    private static final Logger LOG = LoggerFactory.getLogger(TicketService.class);

    private static final int BATCH = 100;

    private final TicketStore store;
    private final Clock clock;

    TicketService(TicketStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Future<Ticket> list(String userId, TicketDetails details) {
        return store.insert(Ticket.list(Ids.next(clock), userId, details));
    }

    Future<Ticket> get(String id) {
        return store.get(id);
    }

    Future<List<Ticket>> find(TicketSearch search, int limit) {
        return search.isHopeless() ? Future.succeededFuture(List.of()) : store.find(search, limit);
    }

    Future<Ticket> edit(String id, String userId, TicketDetails details) {
        return store.change(id, ticket -> ticket.edit(userId, details));
    }

    Future<Ticket> withdraw(String id, String userId) {
        return store.change(id, ticket -> ticket.withdraw(userId));
    }

    /** Takes what somebody has for sale who may not act any more off the market. What an order holds follows when it comes back. */
    Future<?> takeDownAllOf(Standing seller) {
        return store.availableOf(seller.userId(), BATCH).compose(found -> Future.all(found.stream()
                        .map(ticket -> store.change(ticket.id(), Ticket::takeDown))
                        .toList())
                .compose(down -> found.size() < BATCH ? Future.succeededFuture() : takeDownAllOf(seller)));
    }

    /** Hears of an order. */
    Future<?> apply(CloudEvent event, BanList bans) {
        var order = event.dataAs(OrderSnapshot.class);
        return store.change(order.ticket().id(), ticket -> ticket.apply(order))
                .compose(ticket -> bans.has(ticket.userId())
                        ? store.change(ticket.id(), Ticket::takeDown)
                        : Future.succeededFuture(ticket))
                .recover(TicketService::forgetUnknown);
    }

    /** Tickets are never deleted, so an order of an unknown one has nothing to lock here. */
    private static Future<Ticket> forgetUnknown(Throwable failure) {
        if (FailureException.is(failure, Failure.NotFound.class)) {
            LOG.warn("an order names a ticket that does not exist");
            return Future.succeededFuture();
        }
        return Future.failedFuture(failure);
    }
}
