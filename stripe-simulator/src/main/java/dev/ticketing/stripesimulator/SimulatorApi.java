package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Cashier;
import dev.ticketing.stripesimulator.domain.Charge;
import dev.ticketing.stripesimulator.domain.Dispute;
import dev.ticketing.stripesimulator.domain.Outcome;
import dev.ticketing.stripesimulator.domain.Parameters;
import dev.ticketing.stripesimulator.domain.PaymentIntent;
import dev.ticketing.stripesimulator.domain.Refund;
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
import java.util.function.Function;

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

    /** All intents with their charges, refunds and disputes, oldest first, a page at a time. */
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
        boolean passed = choice(context, "outcome", "passed", "failed");
        return writes.run(now -> cashier.authenticated(context.pathParam("id"), passed, now))
                .map(this::firstOrRefusal);
    }

    /** {@code {"outcome":"succeeded"}} or {@code "failed"}: what a slow bank says, without waiting for it. */
    Future<Answer> settlePayment(RoutingContext context) {
        boolean pays = choice(context, "outcome", "succeeded", "failed");
        return writes.run(now -> cashier.settlePayment(context.pathParam("id"), pays, now))
                .map(this::firstOrRefusal);
    }

    /** {@code {"status":"succeeded"}} or {@code "failed"}: what becomes of a refund, without waiting for it. */
    Future<Answer> settleRefund(RoutingContext context) {
        Refund.Status to =
                choice(context, "status", "failed", "succeeded") ? Refund.Status.FAILED : Refund.Status.SUCCEEDED;
        return writes.run(now -> cashier.settle(context.pathParam("id"), to)).map(this::firstOrRefusal);
    }

    /** The buyer goes to the bank; {@code {"inquiry":true}} for a mere question at first. */
    Future<Answer> openDispute(RoutingContext context) {
        JsonObject body = json(context);
        try {
            String reason = body.getString("reason", "fraudulent");
            if (!Dispute.REASONS.contains(reason)) {
                throw refusal("reason must be one of " + String.join(", ", Dispute.REASONS));
            }
            Dispute.Habit habit = new Dispute.Habit(reason, body.getBoolean("inquiry", false));
            return writes.run(now -> cashier.dispute(context.pathParam("id"), habit, now))
                    .map(this::firstOrRefusal);
        } catch (ClassCastException wrongType) {
            throw refusal("reason is a text, inquiry true or false");
        }
    }

    /** {@code {"outcome":"won"}} or {@code "lost"}, for the seller. */
    Future<Answer> closeDispute(RoutingContext context) {
        boolean won = choice(context, "outcome", "won", "lost");
        return writes.run(now -> cashier.closeDispute(context.pathParam("id"), won))
                .map(this::firstOrRefusal);
    }

    /** What has happened, also where it is a decline. */
    private Answer firstOrRefusal(Outcome outcome) {
        return outcome.changed().stream()
                .findFirst()
                .map(changed -> Answer.of(200, renderer.json(changed, Set.of())))
                .orElseGet(() -> renderer.refused(outcome.error()));
    }

    private JsonObject entry(PaymentIntent intent) {
        List<Charge> charges = books.chargesOf(intent);
        return new JsonObject()
                .put("payment_intent", renderer.json(intent, Set.of()))
                .put("charges", array(charges))
                .put("refunds", array(ofEach(charges, books::refundsOf)))
                .put("disputes", array(ofEach(charges, books::disputesOf)));
    }

    private static List<? extends StripeObject> ofEach(
            List<Charge> charges, Function<Charge, List<? extends StripeObject>> objects) {
        return charges.stream()
                .flatMap(charge -> objects.apply(charge).stream())
                .toList();
    }

    private JsonArray array(List<? extends StripeObject> objects) {
        return new JsonArray(
                objects.stream().map(object -> renderer.json(object, Set.of())).toList());
    }

    /** Whether the member says the first of two words. */
    private static boolean choice(RoutingContext context, String member, String first, String second) {
        Object word = json(context).getValue(member);
        if (first.equals(word) || second.equals(word)) {
            return first.equals(word);
        }
        throw refusal(member + " must be " + first + " or " + second);
    }

    /** The body, where none is an empty object. */
    static JsonObject json(RoutingContext context) {
        String body = Desk.body(context);
        try {
            return body.isEmpty() ? new JsonObject() : new JsonObject(body);
        } catch (DecodeException notJson) {
            throw refusal("Not JSON: " + notJson.getMessage());
        }
    }

    static Refusal refusal(String message) {
        return new Refusal(StripeError.invalid(null, null, message));
    }
}
