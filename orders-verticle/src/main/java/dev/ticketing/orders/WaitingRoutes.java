package dev.ticketing.orders;

import dev.ticketing.orders.WaitingService.Shown;
import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.http.RequestBody;
import dev.ticketing.shared.http.Sessions;
import dev.ticketing.shared.store.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The REST interface of waiting for tickets. */
final class WaitingRoutes {

    private static final int MAX_ID = 100;

    private final WaitingService waiting;
    private final Sessions sessions;
    private final Currency currency;

    WaitingRoutes(WaitingService waiting, Sessions sessions, Currency currency) {
        this.waiting = waiting;
        this.sessions = sessions;
        this.currency = currency;
    }

    void mount(Router router) {
        router.get("/api/orders/waiting").handler(sessions::required).handler(Reply.with(this::list));
        router.post("/api/orders/waiting").handler(sessions::required).handler(Reply.with(this::join));
        router.delete("/api/orders/waiting/:id").handler(sessions::required).handler(Reply.with(this::leave));
    }

    private Future<Reply> join(RoutingContext context) {
        var fields = RequestBody.fields(context);
        var ticketId = fields.text("ticketId", 1, MAX_ID);
        fields.check();
        return waiting.join(ticketId, Sessions.current(context).id())
                .map(taken -> Reply.of(taken.isNew() ? 201 : 200, json(taken.shown())));
    }

    private Future<Reply> list(RoutingContext context) {
        return waiting.listOf(Sessions.current(context).id())
                .map(own -> Reply.ok(
                        own.stream().map(this::json).collect(JsonArray::new, JsonArray::add, JsonArray::addAll)));
    }

    private Future<Reply> leave(RoutingContext context) {
        return waiting.leave(context.pathParam("id"), Sessions.current(context).id())
                .map(left -> Reply.noContent());
    }

    private JsonObject json(Shown shown) {
        return new JsonObject()
                .put("ticketId", shown.ticket().id())
                .put("title", shown.ticket().title())
                .put("price", currency.fromCents(shown.ticket().priceCents()))
                .put("at", Ids.madeAt(shown.place().id()).toString())
                .put("ahead", shown.ahead());
    }
}
