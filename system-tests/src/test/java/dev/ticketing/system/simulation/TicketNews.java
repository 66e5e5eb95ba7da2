package dev.ticketing.system.simulation;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.TicketReplica;
import dev.ticketing.shared.events.TicketSnapshot;
import java.util.List;

/** Orders' TicketEvents: the orders that a snapshot names first, then the replica with its position. */
final class TicketNews extends Activity {

    private final Broker.Delivery delivery;
    private final TicketSnapshot ticket;
    private List<String> named;
    private int next;
    private Change<Order> telling;
    private boolean kept;

    TicketNews(World world, Choice start, Broker.Delivery delivery) {
        super(world, start, Service.ORDERS);
        this.delivery = delivery;
        this.ticket = (TicketSnapshot) delivery.message().data();
    }

    @Override
    boolean step(Outcome outcome) {
        if (named == null) {
            lookAtReplica();
        } else if (!kept && !world().protocol().writesTheEffectBeforeTheReplica()) {
            keep();
        } else if (next < named.size()) {
            tell();
        } else {
            keep();
        }
        if (kept && next == named.size()) {
            delivery.acknowledge();
            finish();
        }
        return true;
    }

    private void lookAtReplica() {
        if (isNews()) {
            named = world().protocol().ordersNamedBy(ticket, world().orders());
            world().tell(() -> "news of " + ticket.id() + ", names " + named);
        } else {
            named = List.of();
            kept = true;
            world().tell(() -> "no news of " + ticket.id());
        }
    }

    private void tell() {
        if (telling == null) {
            telling = new Change<>(
                    world(),
                    world().orders(),
                    named.get(next),
                    order -> order == null ? null : world().protocol().orderHears(order, ticket));
        }
        telling.step();
        if (telling.isDone()) {
            telling = null;
            next++;
        }
    }

    private void keep() {
        kept = true;
        boolean news = isNews();
        if (news) {
            world().keepReplica(TicketReplica.of(ticket));
        }
        world().tell(() -> (news ? "keeps a copy of " : "has a newer copy of ") + Words.of(ticket));
    }

    private boolean isNews() {
        var known = world().replicas().get(ticket.id());
        return known == null || world().protocol().isNews(known.version(), ticket.version());
    }
}
