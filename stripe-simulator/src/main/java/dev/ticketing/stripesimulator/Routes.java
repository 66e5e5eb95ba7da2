package dev.ticketing.stripesimulator;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** Every path the simulator knows: Stripe's under /v1, its own under /_simulator. */
final class Routes {

    private final Desk desk;
    private final StripeApi stripe;
    private final SimulatorApi simulator;

    Routes(Desk desk, StripeApi stripe, SimulatorApi simulator) {
        this.desk = desk;
        this.stripe = stripe;
        this.simulator = simulator;
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
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

        router.get("/_simulator/ledger").handler(desk.own(simulator::ledger));
        router.get("/_simulator/faults").handler(desk.own(simulator::faults));
        router.post("/_simulator/faults").handler(desk.own(simulator::armFault));
        router.delete("/_simulator/faults").handler(desk.own(simulator::clearFaults));
        router.delete("/_simulator/idempotency_keys").handler(desk.own(simulator::forgetKeys));
        router.post("/_simulator/payment_intents/:id/authentication").handler(desk.own(simulator::authenticate));

        return withFailures(router);
    }

    private Router withFailures(Router router) {
        router.route().failureHandler(desk::fail);
        router.errorHandler(400, desk::fail);
        router.errorHandler(404, desk::refuseUnknownUrl);
        router.errorHandler(405, desk::refuseUnknownUrl);
        return router;
    }
}
