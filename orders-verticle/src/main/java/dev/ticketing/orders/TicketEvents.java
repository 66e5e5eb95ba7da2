package dev.ticketing.orders;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What orders does when it hears of a ticket: first the orders that the snapshot names, then the replica with its
 * position. A crash between the two leaves the position behind, so the snapshot is applied again.
 */
final class TicketEvents {

    private final OrderStore orders;
    private final TicketReplicas tickets;
    private final Offers offers;

    TicketEvents(OrderStore orders, TicketReplicas tickets, Offers offers) {
        this.orders = orders;
        this.tickets = tickets;
        this.offers = offers;
    }

    Future<?> apply(CloudEvent event) {
        var ticket = event.dataAs(TicketSnapshot.class);
        return tickets.find(ticket.id()).compose(replica -> replica.filter(known -> known.version() >= ticket.version())
                .map(known -> Future.<Void>succeededFuture())
                .orElseGet(() -> applyNewer(ticket)));
    }

    private Future<Void> applyNewer(TicketSnapshot ticket) {
        var named = Stream.concat(
                ticket.orderId().stream(), ticket.refused().stream().map(TicketSnapshot.Refusal::orderId));
        return Future.all(named.distinct().map(id -> tell(id, ticket)).toList())
                .compose(told -> tickets.keepNewest(TicketReplica.of(ticket)).onSuccess(kept -> passOn(told.list())));
    }

    /** Only now: who comes next is offered the ticket at the price that the replica has. */
    private void passOn(List<Optional<Order>> told) {
        told.stream().flatMap(Optional::stream).forEach(offers::passOnSoon);
    }

    private Future<Optional<Order>> tell(String orderId, TicketSnapshot ticket) {
        return ifKnown(orders.change(orderId, order -> order.apply(ticket)));
    }

    /** An order is stored before anybody hears of it; one that is not there any more has nothing to change. */
    static Future<Optional<Order>> ifKnown(Future<Order> change) {
        return change.map(Optional::of)
                .recover(failure -> FailureException.is(failure, Failure.NotFound.class)
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }
}
