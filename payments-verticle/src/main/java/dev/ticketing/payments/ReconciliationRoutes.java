package dev.ticketing.payments;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/** The operator's commands for what differs from Stripe's books. */
final class ReconciliationRoutes {

    private static final Failure STARTING = new Failure.Unavailable("payments is starting", 1);

    private final Supplier<Optional<ReconciliationStore>> store;

    /** For a store that is not there before the context has started. */
    ReconciliationRoutes(Supplier<Optional<ReconciliationStore>> store) {
        this.store = store;
    }

    void mount(Router router) {
        router.get("/mismatches").handler(Reply.with(this::list));
        router.delete("/mismatches/:id").handler(Reply.with(this::dismiss));
    }

    private Future<Reply> list(RoutingContext context) {
        return store().mismatches(ReconciliationStore.MAX_MISMATCHES)
                .map(found -> Reply.ok(new JsonArray(
                        found.stream().map(ReconciliationRoutes::json).toList())));
    }

    private ReconciliationStore store() {
        return store.get().orElseThrow(STARTING::asException);
    }

    private static JsonObject json(JsonObject mismatch) {
        var amount = Currency.find(mismatch.getString("currency"))
                .<Number>map(currency -> currency.fromCents(mismatch.getLong("amountCents")))
                .orElse(mismatch.getLong("amountCents"));
        return new JsonObject()
                .put("id", mismatch.getString("_id"))
                .put("kind", mismatch.getString("kind"))
                .put("orderId", mismatch.getString("orderId"))
                .put("stripeId", mismatch.getString("stripeId"))
                .put("captured", amount)
                .put("currency", mismatch.getString("currency"))
                .put("since", mismatch.getString("since"))
                .put("dismissed", mismatch.getBoolean("dismissed"));
    }

    private Future<Reply> dismiss(RoutingContext context) {
        return store().dismiss(context.pathParam("id"))
                .compose(found -> found
                        ? Future.succeededFuture(Reply.noContent())
                        : Future.failedFuture(Failure.notFound("mismatch").asException()));
    }
}
