package dev.ticketing.stripesimulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;

/** Every path the simulator knows: Stripe's under /v1, its own under /_simulator, for buyers /3ds. */
final class Routes {

    private final Desk desk;
    private final StripeApi stripe;
    private final SimulatorApi simulator;
    private final WebhooksApi webhooks;
    private final ChallengePage challenge;

    Routes(Desk desk, StripeApi stripe, SimulatorApi simulator, WebhooksApi webhooks, ChallengePage challenge) {
        this.desk = desk;
        this.stripe = stripe;
        this.simulator = simulator;
        this.webhooks = webhooks;
        this.challenge = challenge;
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get("/3ds/:intent").handler(challenge::show);
        router.post("/3ds/:intent").handler(desk::readBody).handler(challenge::answer);
        router.route().handler(desk::identify).handler(desk::authenticate).handler(desk::readBody);

        router.post("/v1/payment_intents").handler(desk.stripe(stripe::createIntent));
        router.get("/v1/payment_intents").handler(desk.stripe(stripe::listIntents));
        router.get("/v1/payment_intents/:id").handler(desk.stripe(stripe::intent));
        router.post("/v1/payment_intents/:id/confirm").handler(desk.stripe(stripe::confirmIntent));
        router.post("/v1/payment_intents/:id/cancel").handler(desk.stripe(stripe::cancelIntent));
        router.get("/v1/charges").handler(desk.stripe(stripe::listCharges));
        router.get("/v1/charges/:id").handler(desk.stripe(stripe::charge));
        router.post("/v1/refunds").handler(desk.stripe(stripe::createRefund));
        router.get("/v1/refunds").handler(desk.stripe(stripe::listRefunds));
        router.get("/v1/refunds/:id").handler(desk.stripe(stripe::refund));

        router.get("/v1/disputes").handler(desk.stripe(stripe::listDisputes));
        router.get("/v1/disputes/:id").handler(desk.stripe(stripe::dispute));
        router.post("/v1/disputes/:id").handler(desk.stripe(stripe::answerDispute));
        router.post("/v1/disputes/:id/close").handler(desk.stripe(stripe::closeDispute));
        router.get("/v1/events").handler(desk.stripe(stripe::listEvents));
        router.get("/v1/events/:id").handler(desk.stripe(stripe::event));

        router.get("/_simulator/ledger").handler(desk.own(simulator::ledger));
        router.get("/_simulator/faults").handler(desk.own(simulator::faults));
        router.post("/_simulator/faults").handler(desk.own(simulator::armFault));
        router.delete("/_simulator/faults").handler(desk.own(simulator::clearFaults));
        router.delete("/_simulator/idempotency_keys").handler(desk.own(simulator::forgetKeys));
        router.post("/_simulator/payment_intents/:id/authentication").handler(desk.own(simulator::authenticate));
        router.post("/_simulator/payment_intents/:id/processing").handler(desk.own(simulator::settlePayment));
        router.post("/_simulator/refunds/:id").handler(desk.own(simulator::settleRefund));
        router.post("/_simulator/charges/:id/dispute").handler(desk.own(simulator::openDispute));
        router.post("/_simulator/disputes/:id").handler(desk.own(simulator::closeDispute));
        router.get("/_simulator/webhooks").handler(desk.own(webhooks::show));
        router.post("/_simulator/webhooks").handler(desk.own(webhooks::change));
        router.delete("/_simulator/webhooks").handler(desk.own(webhooks::reset));
        router.post("/_simulator/webhooks/:event").handler(desk.own(webhooks::sendNow));

        return withFailures(router);
    }

    /** What is not even HTTP. */
    void refuseMalformed(HttpServerRequest request) {
        desk.refuseMalformed(request);
    }

    private Router withFailures(Router router) {
        router.route().failureHandler(desk::fail);
        router.errorHandler(400, desk::fail);
        router.errorHandler(404, desk::refuseUnknownUrl);
        router.errorHandler(405, desk::refuseUnknownUrl);
        return router;
    }
}
