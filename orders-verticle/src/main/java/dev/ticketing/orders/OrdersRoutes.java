package dev.ticketing.orders;

import dev.ticketing.orders.domain.Order;
import dev.ticketing.orders.domain.Purchase;
import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.http.Page;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.http.RequestBody;
import dev.ticketing.shared.http.Sessions;
import dev.ticketing.shared.messaging.WireName;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The REST interface of orders. */
final class OrdersRoutes {

    private final OrderService orders;
    private final Sessions sessions;
    private final Currency currency;

    OrdersRoutes(OrderService orders, Sessions sessions, Currency currency) {
        this.orders = orders;
        this.sessions = sessions;
        this.currency = currency;
    }

    void mount(Router router) {
        router.get("/api/orders").handler(sessions::required).handler(Reply.with(this::list));
        router.post("/api/orders").handler(sessions::required).handler(Reply.with(this::place));
        router.get("/api/orders/:id").handler(sessions::required).handler(Reply.with(this::get));
        router.delete("/api/orders/:id").handler(sessions::required).handler(Reply.with(this::cancel));
    }

    private Future<Reply> place(RoutingContext context) {
        var purchase = Purchase.from(RequestBody.fields(context), currency);
        return orders.place(purchase, Sessions.current(context).id())
                .map(placed -> Reply.of(placed.isNew() ? 201 : 200, json(placed.order())));
    }

    private Future<Reply> list(RoutingContext context) {
        var page = Page.requested(context);
        return orders.listOf(Sessions.current(context).id(), page.after(), page.fetch())
                .map(found -> page.reply(context, found, Order::id, this::json));
    }

    private Future<Reply> get(RoutingContext context) {
        return orders.get(context.pathParam("id"), Sessions.current(context).id())
                .map(order -> Reply.ok(json(order)));
    }

    private Future<Reply> cancel(RoutingContext context) {
        return orders.cancel(context.pathParam("id"), Sessions.current(context).id())
                .map(order -> Reply.noContent());
    }

    private JsonObject json(Order order) {
        var json = new JsonObject()
                .put("id", order.id())
                .put("userId", order.userId())
                .put("status", WireName.of(order.status()))
                .put("expiresAt", order.expiresAt().toString())
                .put("reservation", order.reservation())
                .put("version", order.version())
                .put(
                        "ticket",
                        new JsonObject()
                                .put("id", order.ticketId())
                                .put("title", order.title())
                                .put("price", currency.fromCents(order.priceCents())));
        if (order.isOffered()) {
            json.put("offered", true);
        }
        order.cancelReason().ifPresent(reason -> json.put("cancelReason", WireName.of(reason)));
        order.refund()
                .ifPresent(refund -> json.put(
                        "refund",
                        new JsonObject()
                                .put("amount", currency.fromCents(refund.amountCents()))
                                .put("at", refund.at().toString())));
        return json;
    }
}
