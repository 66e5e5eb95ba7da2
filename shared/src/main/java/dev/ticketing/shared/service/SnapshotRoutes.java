package dev.ticketing.shared.service;

import dev.ticketing.shared.domain.Fields;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.http.RequestBody;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.ReemissionVerticle;
import dev.ticketing.shared.store.ReemissionVerticle.Progress;
import dev.ticketing.shared.store.Selection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/** The operator's command to publish the snapshots of the contexts that run here again. */
final class SnapshotRoutes {

    private static final int MAX_IDS = 100;

    private final NamedContexts contexts;

    SnapshotRoutes(NamedContexts contexts) {
        this.contexts = contexts;
    }

    void mount(Router router) {
        router.get("/snapshots").handler(Reply.with(this::list));
        router.post("/snapshots/:service").handler(Reply.with(this::publish));
    }

    private Future<Reply> list(RoutingContext context) {
        var asked = new JsonArray();
        contexts.all().forEach(each -> each.reemission()
                .flatMap(ReemissionVerticle::progress)
                .ifPresent(progress -> asked.add(json(each.name(), progress))));
        return Future.succeededFuture(Reply.ok(asked));
    }

    private Future<Reply> publish(RoutingContext context) {
        var service = context.pathParam("service");
        return contexts.named(context, ContextVerticle::reemission)
                .request(selection(RequestBody.optionalFields(context)))
                .map(progress -> Reply.of(202, json(service, progress)));
    }

    private static Selection selection(Fields fields) {
        var since = fields.optionalTime("since");
        var ids = fields.optionalTexts("ids", MAX_IDS);
        if (since.filter(time -> time.isBefore(Instant.EPOCH) || time.isAfter(Instant.now()))
                .isPresent()) {
            fields.problem("since", "must be in the past, and after 1970");
        }
        if (since.isPresent() && ids.isPresent()) {
            fields.problem("ids", "cannot be combined with since");
        }
        fields.check();
        return ids.<Selection>map(Selection.Only::new)
                .or(() -> since.map(Selection.Since::new))
                .orElseGet(Selection.All::new);
    }

    private static JsonObject json(String service, Progress progress) {
        return new JsonObject()
                .put("service", service)
                .put("state", WireName.of(progress.state()))
                .put("startedAt", progress.startedAt().toString())
                .put("published", progress.published())
                .put("problem", progress.problem().orElse(null));
    }
}
