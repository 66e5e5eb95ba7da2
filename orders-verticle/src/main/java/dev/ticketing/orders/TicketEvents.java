package dev.ticketing.orders;

import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.FailureException;
import dev.ticketing.shared.events.TicketSnapshot;
import dev.ticketing.shared.messaging.CloudEvent;
import io.vertx.core.Future;
import java.util.stream.Stream;

/**
 * What orders does when it hears of a ticket: first the orders that the snapshot names, then the replica with its
 * position. A crash between the two leaves the position behind, so the snapshot is applied again.
 */
final class TicketEvents {

    private final OrderStore orders;
    private final TicketReplicas tickets;

    TicketEvents(OrderStore orders, TicketReplicas tickets) {
        this.orders = orders;
        this.tickets = tickets;
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
                .compose(told -> tickets.keepNewest(TicketReplica.of(ticket)));
    }

    private Future<?> tell(String orderId, TicketSnapshot ticket) {
        return ignoreUnknown(orders.change(orderId, order -> order.apply(ticket)));
    }

    /** An order is stored before anybody hears of it; one that is not there any more has nothing to change. */
    static Future<?> ignoreUnknown(Future<?> change) {
        return change.transform(result ->
                FailureException.is(result.cause(), Failure.NotFound.class) ? Future.succeededFuture() : change);
    }
}
