package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.Webhooks.Delivery;
import dev.ticketing.stripesimulator.Webhooks.Mischief;
import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Event;
import dev.ticketing.stripesimulator.domain.Refusal;
import dev.ticketing.stripesimulator.domain.StripeError;
import dev.ticketing.stripesimulator.domain.WebAddress;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What webhooks do, and what to do to them. */
final class WebhooksApi {

    private static final int MAX_SHOWN = 100;
    private static final long MAX_DELAY_MILLIS = 600_000;
    private static final int MAX_COPIES = 10;

    private final Webhooks webhooks;
    private final Books books;

    WebhooksApi(Webhooks webhooks, Books books) {
        this.webhooks = webhooks;
        this.books = books;
    }

    Future<Answer> show(RoutingContext context) {
        JsonArray unsent = new JsonArray();
        webhooks.unsent().stream().limit(MAX_SHOWN).map(WebhooksApi::json).forEach(unsent::add);
        Mischief mischief = webhooks.mischief();
        return Future.succeededFuture(Answer.of(
                200,
                new JsonObject()
                        .put("url", webhooks.url())
                        .put("hold", mischief.hold())
                        .put("delay_millis", mischief.delayMillis())
                        .put("shuffle", mischief.shuffle())
                        .put("copies", mischief.copies())
                        .put("unsent_count", webhooks.unsent().size())
                        .put("unsent", unsent)));
    }

    /** Changes what the body names, and leaves the rest. */
    Future<Answer> change(RoutingContext context) {
        JsonObject body = SimulatorApi.json(context);
        try {
            Mischief now = webhooks.mischief();
            Mischief wanted = new Mischief(
                    body.getBoolean("hold", now.hold()),
                    between(0, MAX_DELAY_MILLIS, "delay_millis", body.getLong("delay_millis", now.delayMillis())),
                    body.getBoolean("shuffle", now.shuffle()),
                    (int) between(1, MAX_COPIES, "copies", body.getLong("copies", (long) now.copies())));
            String url = body.getString("url");
            if (url != null && !WebAddress.isOne(url)) {
                throw SimulatorApi.refusal("url must be an http or https address");
            }
            webhooks.make(wanted);
            if (url != null) {
                webhooks.sendTo(url);
            }
            return show(context);
        } catch (ClassCastException wrongType) {
            throw SimulatorApi.refusal("Wrong type: " + wrongType.getMessage());
        }
    }

    /** Each once and at once again; what was held goes out. */
    Future<Answer> reset(RoutingContext context) {
        webhooks.make(Mischief.NONE);
        return show(context);
    }

    /** Sends a chosen event once more, now, and answers with what the endpoint said. */
    Future<Answer> sendNow(RoutingContext context) {
        String id = context.pathParam("event");
        Event event =
                books.events().find(id).orElseThrow(() -> new Refusal(StripeError.noSuch(404, "event", id, "event")));
        return webhooks.sendNow(event)
                .map(status -> Answer.of(200, new JsonObject().put("status", status)))
                .otherwise(problem -> Answer.of(200, new JsonObject().put("problem", problem.getMessage())));
    }

    private static JsonObject json(Delivery delivery) {
        return new JsonObject()
                .put("event", delivery.event().id())
                .put("type", delivery.event().type().wireName())
                .put("attempts", delivery.attempts())
                .put("held", delivery.held());
    }

    private static long between(long least, long most, String name, long value) {
        if (value < least || value > most) {
            throw SimulatorApi.refusal(name + " must be between " + least + " and " + most);
        }
        return value;
    }
}
