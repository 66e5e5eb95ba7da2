package dev.ticketing.payments;

import dev.ticketing.payments.domain.Charge;
import dev.ticketing.shared.events.ChargeSnapshot.Status;
import dev.ticketing.shared.http.Page;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.http.RequestBody;
import dev.ticketing.shared.http.Sessions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The REST interface of payments. */
final class PaymentsRoutes {

    private static final int MAX_ID = 100;
    private static final int MAX_TOKEN = 200;

    private final PaymentService payments;
    private final Webhooks webhooks;
    private final Sessions sessions;
    private final PaymentJson json;
    private final Optional<String> origin;
    private final JsonObject config;

    PaymentsRoutes(PaymentService payments, Webhooks webhooks, Sessions sessions, PaymentsSettings settings) {
        this.payments = payments;
        this.webhooks = webhooks;
        this.sessions = sessions;
        this.json = new PaymentJson(settings.maxDeclines());
        this.origin = settings.common().http().publicOrigins().stream().findFirst();
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
        router.post("/api/payments/webhook").handler(Reply.with(this::webhook));
        router.get("/api/payments/:id").handler(sessions::required).handler(Reply.with(this::get));
        router.post("/api/payments/:id/refresh").handler(sessions::required).handler(Reply.with(this::refresh));
    }

    private Future<Reply> pay(RoutingContext context) {
        var fields = RequestBody.fields(context);
        var orderId = fields.text("orderId", 1, MAX_ID);
        var token = fields.text("token", 1, MAX_TOKEN);
        fields.check();
        return payments.pay(orderId, Sessions.current(context).id(), token, returnUrl(context, orderId))
                .map(paid -> reply(paid.charge(), paid.isNew() ? 201 : 200));
    }

    /** 202 while the bank waits for the buyer. */
    private Reply reply(Charge charge, int status) {
        return Reply.of(charge.status() == Status.REQUIRES_ACTION ? 202 : status, json.of(charge));
    }

    /** The order's page. Only where nobody has said what our address is the request's own is believed. */
    private String returnUrl(RoutingContext context, String orderId) {
        var own = origin.orElseGet(() -> "http://" + context.request().authority());
        return own + "/orders/" + URLEncoder.encode(orderId, StandardCharsets.UTF_8) + "?payment=returned";
    }

    private Future<Reply> refresh(RoutingContext context) {
        return payments.refresh(
                        context.pathParam("id"), Sessions.current(context).id())
                .map(charge -> reply(charge, 200));
    }

    /** Stripe's: who signs is known by the signature, not by a session. */
    private Future<Reply> webhook(RoutingContext context) {
        return webhooks.receive(RequestBody.bytes(context), context.request().getHeader("stripe-signature"))
                .map(applied -> Reply.ok(new JsonObject()));
    }

    private Future<Reply> list(RoutingContext context) {
        var page = Page.requested(context);
        return payments.listOf(Sessions.current(context).id(), page.after(), page.fetch())
                .map(found -> page.reply(context, found, Charge::id, json::of));
    }

    private Future<Reply> get(RoutingContext context) {
        return payments.get(context.pathParam("id"), Sessions.current(context).id())
                .map(charge -> Reply.ok(json.of(charge)));
    }

    /** What the browser app needs to know before anybody pays. */
    private Future<Reply> config(RoutingContext context) {
        return Future.succeededFuture(Reply.ok(config));
    }
}
