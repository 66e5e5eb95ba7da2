package dev.ticketing.payments;

import dev.ticketing.payments.domain.Charge;
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

/** The REST interface of payments. */
final class PaymentsRoutes {

    private static final int MAX_ID = 100;
    private static final int MAX_TOKEN = 200;

    private final PaymentService payments;
    private final Sessions sessions;
    private final JsonObject config;

    PaymentsRoutes(PaymentService payments, Sessions sessions, PaymentsSettings settings) {
        this.payments = payments;
        this.sessions = sessions;
        this.config = new JsonObject()
                .put("currency", settings.currency().code())
                .put("decimals", settings.currency().decimals())
                .put("publishableKey", settings.stripe().publishableKey())
                .put("simulator", settings.stripe().apiBase().isPresent());
    }

    void mount(Router router) {
        router.get("/api/payments").handler(sessions::required).handler(Reply.with(this::list));
        router.post("/api/payments").handler(sessions::required).handler(Reply.with(this::pay));
        router.get("/api/payments/config").handler(Reply.with(this::config));
        router.get("/api/payments/:id").handler(sessions::required).handler(Reply.with(this::get));
    }

    private Future<Reply> pay(RoutingContext context) {
        var fields = RequestBody.fields(context);
        var orderId = fields.text("orderId", 1, MAX_ID);
        var token = fields.text("token", 1, MAX_TOKEN);
        fields.check();
        return payments.pay(orderId, Sessions.current(context).id(), token)
                .map(paid -> Reply.of(paid.isNew() ? 201 : 200, json(paid.charge())));
    }

    private Future<Reply> list(RoutingContext context) {
        var page = Page.requested(context);
        return payments.listOf(Sessions.current(context).id(), page.after(), page.fetch())
                .map(found -> page.reply(context, found, Charge::id, PaymentsRoutes::json));
    }

    private Future<Reply> get(RoutingContext context) {
        return payments.get(context.pathParam("id"), Sessions.current(context).id())
                .map(charge -> Reply.ok(json(charge)));
    }

    /** What the browser app needs to know before anybody pays. */
    private Future<Reply> config(RoutingContext context) {
        return Future.succeededFuture(Reply.ok(config));
    }

    private static JsonObject json(Charge charge) {
        var json = new JsonObject()
                .put("id", charge.id())
                .put("orderId", charge.id())
                .put("status", WireName.of(charge.status()))
                .put(
                        "amount",
                        Currency.of(charge.currency()).fromCents(charge.order().amountCents()));
        charge.paidAt().ifPresent(at -> json.put("at", at.toString()));
        charge.intent().id().ifPresent(id -> json.put("stripeId", id));
        charge.refundId().ifPresent(id -> json.put("stripeRefundId", id));
        return json;
    }
}
