package dev.ticketing.tickets;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.http.LiveStreams;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.http.RequestBody;
import dev.ticketing.shared.http.Sessions;
import dev.ticketing.tickets.domain.Ticket;
import dev.ticketing.tickets.domain.TicketDetails;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The REST interface of tickets. */
final class TicketsRoutes {

    private final TicketService tickets;
    private final Sessions sessions;
    private final LiveStreams streams;
    private final Currency currency;

    TicketsRoutes(TicketService tickets, Sessions sessions, LiveStreams streams, Currency currency) {
        this.tickets = tickets;
        this.sessions = sessions;
        this.streams = streams;
        this.currency = currency;
    }

    void mount(Router router, Vertx vertx) {
        router.get("/api/tickets").handler(Reply.with(this::find));
        router.post("/api/tickets").handler(sessions::required).handler(Reply.with(this::list));
        router.get("/api/tickets/stream").handler(streams.handler(vertx));
        router.get("/api/tickets/:id").handler(Reply.with(this::get));
        router.put("/api/tickets/:id").handler(sessions::required).handler(Reply.with(this::edit));
        router.delete("/api/tickets/:id").handler(sessions::required).handler(Reply.with(this::withdraw));
    }

    private Future<Reply> find(RoutingContext context) {
        var parameters = new SearchParameters(context, sessions, currency);
        var search = parameters.search();
        var page = parameters.page();
        return tickets.find(search, page.fetch())
                .map(found -> page.reply(
                        context, found, ticket -> SearchParameters.placeOf(search.sort(), ticket), this::json));
    }

    private Future<Reply> list(RoutingContext context) {
        var details = TicketDetails.from(RequestBody.fields(context), currency);
        return tickets.list(Sessions.current(context).id(), details).map(ticket -> Reply.created(json(ticket)));
    }

    private Future<Reply> get(RoutingContext context) {
        return tickets.get(context.pathParam("id")).map(ticket -> Reply.ok(json(ticket)));
    }

    private Future<Reply> edit(RoutingContext context) {
        var details = TicketDetails.from(RequestBody.fields(context), currency);
        return tickets.edit(context.pathParam("id"), Sessions.current(context).id(), details)
                .map(ticket -> Reply.ok(json(ticket)));
    }

    private Future<Reply> withdraw(RoutingContext context) {
        return tickets.withdraw(
                        context.pathParam("id"), Sessions.current(context).id())
                .map(ticket -> Reply.noContent());
    }

    private JsonObject json(Ticket ticket) {
        return TicketJson.of(ticket.snapshot(), currency);
    }
}
