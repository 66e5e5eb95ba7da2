package dev.ticketing.system;

import dev.ticketing.shared.domain.Transition;
import dev.ticketing.shared.domain.Transition.Changed;
import dev.ticketing.shared.events.EventType;
import dev.ticketing.shared.events.OrderSnapshot;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.testkit.Events;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketDetails;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A ticket by the tickets context's own rules that hears of its orders when the test lets it. */
public final class PlayedTicket {

    static final String SELLER = "seller";

    private final Events events;
    private Ticket ticket;

    private PlayedTicket(Events events, Ticket listed) {
        this.events = events;
        this.ticket = listed;
    }

    /** Lists a ticket. */
    public static PlayedTicket list(Events events, long priceCents) {
        var details = new TicketDetails("Concert", priceCents);
        var listed = Ticket.list(UUID.randomUUID().toString(), SELLER, details);
        events.publish(EventType.TICKET_CREATED, listed.id(), listed.version(), listed.snapshot());
        return new PlayedTicket(events, listed);
    }

    /** What a buyer needs to know to order it. */
    public JsonObject json() {
        return new JsonObject().put("id", ticket.id());
    }

    public Ticket now() {
        return ticket;
    }

    void edit(long priceCents) {
        become(ticket.edit(SELLER, new TicketDetails("Concert", priceCents)));
    }

    void withdraw() {
        become(ticket.withdraw(SELLER));
    }

    /** Waits for an order's snapshot of a type and decides about it. */
    public void hear(EventType type, JsonObject order) {
        become(ticket.apply(snapshot(type, order)));
    }

    /** Locks the ticket for an order whatever the seller did meanwhile, as if there were no rule that refuses. */
    void confirmRegardless(JsonObject order) {
        var created = snapshot(EventType.ORDER_CREATED, order);
        var asOrdered = new TicketDetails("Concert", created.ticket().priceCents());
        var locked = ((Changed<Ticket>) with(asOrdered, Status.AVAILABLE).apply(created)).state();
        var details = ticket.details();
        ticket = locked;
        ticket = with(details, Status.RESERVED);
        publish(EventType.TICKET_UPDATED);
    }

    private OrderSnapshot snapshot(EventType type, JsonObject order) {
        return events.await(type, event -> event.subject().equals(order.getString("id")))
                .dataAs(OrderSnapshot.class);
    }

    private Ticket with(TicketDetails details, Status status) {
        return new Ticket(
                ticket.id(),
                ticket.version(),
                details,
                ticket.userId(),
                status,
                ticket.orderId(),
                ticket.reservation(),
                ticket.position(),
                ticket.refused());
    }

    private void become(Transition<Ticket> transition) {
        var changed = (Changed<Ticket>) transition;
        ticket = changed.state();
        changed.event().ifPresent(this::publish);
    }

    private void publish(EventType type) {
        events.publish(type, ticket.id(), ticket.version(), ticket.snapshot());
    }
}
