package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Cashier;
import dev.ticketing.stripesimulator.domain.Charge;
import dev.ticketing.stripesimulator.domain.Outcome;
import dev.ticketing.stripesimulator.domain.Parameters;
import dev.ticketing.stripesimulator.domain.PaymentIntent;
import dev.ticketing.stripesimulator.domain.Refusal;
import dev.ticketing.stripesimulator.domain.Shelf;
import dev.ticketing.stripesimulator.domain.StripeError;
import dev.ticketing.stripesimulator.domain.StripeObject;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/** What Stripe has no endpoint for: all that happened, things to go wrong, and the buyer's answer to the bank. */
final class SimulatorApi {

    private final Cashier cashier;
    private final Books books;
    private final Renderer renderer;
    private final Writes writes;
    private final Faults faults;

    SimulatorApi(Cashier cashier, Books books, Renderer renderer, Writes writes, Faults faults) {
        this.cashier = cashier;
        this.books = books;
        this.renderer = renderer;
        this.writes = writes;
        this.faults = faults;
    }

    /** All intents with their charges and refunds, oldest first, a page at a time. */
    Future<Answer> ledger(RoutingContext context) {
        String query = context.request().query();
        Parameters parameters = Parameters.parse(query == null ? "" : query);
        parameters.refuseAllBut(Set.of("limit", "starting_after"));
        int limit = (int) Math.min(1_000, parameters.integer("limit", 1).orElse(100L));
        String startingAfter = parameters.text("starting_after").orElse(null);
        if (startingAfter != null && books.intents().find(startingAfter).isEmpty()) {
            throw refusal("No such payment_intent: '" + startingAfter + "'");
        }
        Shelf.Page<PaymentIntent> page = books.intents().oldestFirst(startingAfter, limit);
        List<JsonObject> entries = page.objects().stream().map(this::entry).toList();
        JsonObject list = Renderer.list("/_simulator/ledger", page.hasMore(), entries);
        return writes.settled().map(settled -> Answer.of(200, list));
    }

    Future<Answer> faults(RoutingContext context) {
        return Future.succeededFuture(Answer.of(200, new JsonObject().put("faults", faults.toJson())));
    }

    Future<Answer> armFault(RoutingContext context) {
        try {
            Fault fault = faults.arm(new JsonObject(Desk.body(context)));
            return Future.succeededFuture(Answer.of(200, fault.toJson()));
        } catch (IllegalArgumentException | ClassCastException | DecodeException problem) {
            throw refusal("Not a fault: " + problem.getMessage());
        }
    }

    Future<Answer> clearFaults(RoutingContext context) {
        faults.clear();
        return faults(context);
    }

    /** As if a day had passed: every Idempotency-Key is new again. */
    Future<Answer> forgetKeys(RoutingContext context) {
        return writes.forgetKeys().map(forgotten -> Answer.of(200, new JsonObject().put("forgotten", true)));
    }

    /** {@code {"outcome":"passed"}} or {@code "failed"}: answers with the intent as it is afterwards. */
    Future<Answer> authenticate(RoutingContext context) {
        boolean passed = passed(Desk.body(context));
        return writes.run(now -> cashier.authenticated(context.pathParam("id"), passed, now))
                .map(this::intentOrRefusal);
    }

    private Answer intentOrRefusal(Outcome outcome) {
        return outcome.changed().stream()
                .filter(PaymentIntent.class::isInstance)
                .findFirst()
                .map(intent -> Answer.of(200, renderer.json(intent, Set.of())))
                .orElseGet(() -> renderer.refused(outcome.error()));
    }

    private JsonObject entry(PaymentIntent intent) {
        List<Charge> charges = books.chargesOf(intent);
        List<? extends StripeObject> refunds = charges.stream()
                .flatMap(charge -> books.refundsOf(charge).stream())
                .toList();
        return new JsonObject()
                .put("payment_intent", renderer.json(intent, Set.of()))
                .put("charges", array(charges))
                .put("refunds", array(refunds));
    }

    private JsonArray array(List<? extends StripeObject> objects) {
        return new JsonArray(
                objects.stream().map(object -> renderer.json(object, Set.of())).toList());
    }

    private static boolean passed(String body) {
        try {
            String outcome = new JsonObject(body).getString("outcome");
            if ("passed".equals(outcome) || "failed".equals(outcome)) {
                return outcome.equals("passed");
            }
        } catch (DecodeException | ClassCastException notOurs) {
            throw refusal("Not JSON with an outcome: " + notOurs.getMessage());
        }
        throw refusal("outcome must be passed or failed");
    }

    private static Refusal refusal(String message) {
        return new Refusal(StripeError.invalid(null, null, message));
    }
}
