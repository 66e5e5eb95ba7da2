package dev.ticketing.tickets;

import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.domain.Prices;
import dev.ticketing.shared.events.TicketSnapshot.Status;
import dev.ticketing.shared.http.Page;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.http.RequestBody;
import dev.ticketing.shared.http.Sessions;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketDetails;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The REST interface of tickets. */
final class TicketsRoutes {

    private static final String ME = "me";

    private final TicketService tickets;
    private final Sessions sessions;

    TicketsRoutes(TicketService tickets, Sessions sessions) {
        this.tickets = tickets;
        this.sessions = sessions;
    }

    void mount(Router router) {
        router.get("/api/tickets").handler(Reply.with(this::find));
        router.post("/api/tickets").handler(sessions::required).handler(Reply.with(this::list));
        router.get("/api/tickets/:id").handler(Reply.with(this::get));
        router.put("/api/tickets/:id").handler(sessions::required).handler(Reply.with(this::edit));
        router.delete("/api/tickets/:id").handler(sessions::required).handler(Reply.with(this::withdraw));
    }

    private Future<Reply> find(RoutingContext context) {
        var page = Page.requested(context);
        var seller = seller(context);
        var status = status(context);
        return tickets.find(seller, status, page.after(), page.fetch())
                .map(found -> page.reply(context, found, Ticket::id, TicketsRoutes::json));
    }

    private Future<Reply> list(RoutingContext context) {
        var details = TicketDetails.from(RequestBody.fields(context));
        return tickets.list(Sessions.current(context).id(), details).map(ticket -> Reply.created(json(ticket)));
    }

    private Future<Reply> get(RoutingContext context) {
        return tickets.get(context.pathParam("id")).map(ticket -> Reply.ok(json(ticket)));
    }

    private Future<Reply> edit(RoutingContext context) {
        var details = TicketDetails.from(RequestBody.fields(context));
        return tickets.edit(context.pathParam("id"), Sessions.current(context).id(), details)
                .map(ticket -> Reply.ok(json(ticket)));
    }

    private Future<Reply> withdraw(RoutingContext context) {
        return tickets.withdraw(
                        context.pathParam("id"), Sessions.current(context).id())
                .map(ticket -> Reply.noContent());
    }

    private Optional<String> seller(RoutingContext context) {
        var seller = parameter(context, "seller");
        if (seller.filter(ME::equals).isEmpty()) {
            return seller;
        }
        return Optional.of(sessions.user(context)
                .orElseThrow(() -> new Failure.Unauthenticated("not signed in").asException())
                .id());
    }

    /** Available ones, unless asked otherwise; one's own in any status. */
    private static Optional<Status> status(RoutingContext context) {
        var status = parameter(context, "status");
        if (status.isEmpty()) {
            return parameter(context, "seller").filter(ME::equals).isPresent()
                    ? Optional.empty()
                    : Optional.of(Status.AVAILABLE);
        }
        try {
            return Optional.of(WireName.read(Status.class, status.get()));
        } catch (IllegalArgumentException unknown) {
            throw Failure.invalid("status must be available, reserved, sold or withdrawn", "status")
                    .asException();
        }
    }

    private static Optional<String> parameter(RoutingContext context, String name) {
        return context.queryParam(name).stream().findFirst();
    }

    private static JsonObject json(Ticket ticket) {
        var json = new JsonObject()
                .put("id", ticket.id())
                .put("title", ticket.details().title())
                .put("price", Prices.fromCents(ticket.details().priceCents()))
                .put("userId", ticket.userId())
                .put("status", WireName.of(ticket.status()))
                .put("version", ticket.version());
        ticket.orderId().ifPresent(orderId -> json.put("orderId", orderId));
        return json;
    }
}
