package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Cashier;
import dev.ticketing.stripesimulator.domain.Charge;
import dev.ticketing.stripesimulator.domain.Confirmation;
import dev.ticketing.stripesimulator.domain.Dispute;
import dev.ticketing.stripesimulator.domain.Event;
import dev.ticketing.stripesimulator.domain.Refund;
import dev.ticketing.stripesimulator.domain.RefundRequest;
import dev.ticketing.stripesimulator.domain.Requests;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Stripe's endpoints: what each reads from its parameters and asks of the cashier or the books. */
final class StripeApi {

    private final Cashier cashier;
    private final Writes writes;
    private final Reads reads;

    StripeApi(Cashier cashier, Writes writes, Reads reads) {
        this.cashier = cashier;
        this.writes = writes;
        this.reads = reads;
    }

    Future<Answer> createIntent(RoutingContext context, Call call) {
        return writes.run(call, Expansion.OF_INTENT, parameters -> {
            Requests.Creation creation = Requests.creation(parameters);
            return now -> cashier.create(creation, now);
        });
    }

    Future<Answer> confirmIntent(RoutingContext context, Call call) {
        return writes.run(call, Expansion.OF_INTENT, parameters -> {
            Confirmation confirmation = Requests.confirmation(parameters);
            return now -> cashier.confirm(context.pathParam("id"), confirmation, now);
        });
    }

    Future<Answer> cancelIntent(RoutingContext context, Call call) {
        return writes.run(call, Expansion.OF_INTENT, parameters -> {
            String reason = Requests.cancellation(parameters);
            return now -> cashier.cancel(context.pathParam("id"), reason, now);
        });
    }

    Future<Answer> createRefund(RoutingContext context, Call call) {
        return writes.run(call, Expansion.OF_REFUND, parameters -> {
            RefundRequest refund = Requests.refund(parameters);
            return now -> cashier.refund(refund, now);
        });
    }

    Future<Answer> intent(RoutingContext context, Call call) {
        Reads.Missing missing = new Reads.Missing("payment_intent", "intent");
        return reads.one(call, Books::intents, context.pathParam("id"), missing, Expansion.OF_INTENT);
    }

    Future<Answer> charge(RoutingContext context, Call call) {
        Reads.Missing missing = new Reads.Missing("charge", "id");
        return reads.one(call, Books::charges, context.pathParam("id"), missing, Expansion.OF_CHARGE);
    }

    Future<Answer> refund(RoutingContext context, Call call) {
        Reads.Missing missing = new Reads.Missing("refund", "id");
        return reads.one(call, Books::refunds, context.pathParam("id"), missing, Expansion.OF_REFUND);
    }

    Future<Answer> dispute(RoutingContext context, Call call) {
        Reads.Missing missing = new Reads.Missing("dispute", "dispute");
        return reads.one(call, Books::disputes, context.pathParam("id"), missing, Expansion.OF_DISPUTE);
    }

    Future<Answer> event(RoutingContext context, Call call) {
        Reads.Missing missing = new Reads.Missing("event", "id");
        return reads.one(call, Books::events, context.pathParam("id"), missing, Expansion.OF_EVENT);
    }

    Future<Answer> answerDispute(RoutingContext context, Call call) {
        return writes.run(call, Expansion.OF_DISPUTE, parameters -> {
            Requests.DisputeAnswer answer = Requests.disputeAnswer(parameters);
            return now -> cashier.answerDispute(context.pathParam("id"), answer.evidence(), answer.submit());
        });
    }

    /** Closed by the seller, who thereby accepts that it is lost. */
    Future<Answer> closeDispute(RoutingContext context, Call call) {
        return writes.run(call, Expansion.OF_DISPUTE, parameters -> {
            parameters.refuseAllBut(Set.of("expand[*"));
            return now -> cashier.closeDispute(context.pathParam("id"), false);
        });
    }

    Future<Answer> listIntents(RoutingContext context, Call call) {
        return reads.list(call, reads.books().intents(), Set.of(), any -> true, Expansion.OF_INTENT);
    }

    Future<Answer> listCharges(RoutingContext context, Call call) {
        Predicate<Charge> filter = where(call, "payment_intent", Charge::paymentIntent);
        return reads.list(call, reads.books().charges(), Set.of("payment_intent"), filter, Expansion.OF_CHARGE);
    }

    Future<Answer> listRefunds(RoutingContext context, Call call) {
        Predicate<Refund> ofIntent = where(call, "payment_intent", Refund::paymentIntent);
        Predicate<Refund> ofCharge = where(call, "charge", Refund::charge);
        return reads.list(
                call,
                reads.books().refunds(),
                Set.of("payment_intent", "charge"),
                ofIntent.and(ofCharge),
                Expansion.OF_REFUND);
    }

    Future<Answer> listDisputes(RoutingContext context, Call call) {
        Predicate<Dispute> ofIntent = where(call, "payment_intent", Dispute::paymentIntent);
        Predicate<Dispute> ofCharge = where(call, "charge", Dispute::charge);
        return reads.list(
                call,
                reads.books().disputes(),
                Set.of("payment_intent", "charge"),
                ofIntent.and(ofCharge),
                Expansion.OF_DISPUTE);
    }

    Future<Answer> listEvents(RoutingContext context, Call call) {
        List<String> types = call.parameters().list("types");
        Predicate<Event> ofType = where(call, "type", event -> event.type().wireName());
        Predicate<Event> ofTypes =
                event -> types.isEmpty() || types.contains(event.type().wireName());
        return reads.list(
                call, reads.books().events(), Set.of("type", "types[*"), ofType.and(ofTypes), Expansion.OF_EVENT);
    }

    private static <T> Predicate<T> where(Call call, String param, Function<T, String> value) {
        return call.parameters()
                .text(param)
                .<Predicate<T>>map(wanted -> object -> wanted.equals(value.apply(object)))
                .orElse(any -> true);
    }
}
