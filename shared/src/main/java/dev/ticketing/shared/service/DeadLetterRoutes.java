package dev.ticketing.shared.service;

import dev.ticketing.shared.http.Page;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.messaging.DeadLetter;
import dev.ticketing.shared.messaging.DeadLetters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The operator's commands for the dead letters of the contexts that run here. */
final class DeadLetterRoutes {

    private final NamedContexts contexts;

    DeadLetterRoutes(NamedContexts contexts) {
        this.contexts = contexts;
    }

    void mount(Router router) {
        router.get("/dead-letters").handler(Reply.with(this::listAll));
        router.get("/dead-letters/:service").handler(Reply.with(this::list));
        router.get("/dead-letters/:service/:id").handler(Reply.with(this::show));
        router.delete("/dead-letters/:service/:id").handler(Reply.with(this::discard));
        router.post("/dead-letters/:service/replay").handler(Reply.with(this::replayAll));
        router.post("/dead-letters/:service/:id/replay").handler(Reply.with(this::replay));
    }

    private Future<Reply> listAll(RoutingContext context) {
        int limit = Page.requested(context).limit();
        var consuming = contexts.all().stream()
                .filter(each -> each.deadLetters().isPresent())
                .map(each -> list(each.name(), each.deadLetters().get(), limit))
                .toList();
        return Future.all(consuming).map(all -> Reply.ok(new JsonArray(all.<JsonObject>list())));
    }

    private Future<Reply> list(RoutingContext context) {
        return list(
                        context.pathParam("service"),
                        of(context),
                        Page.requested(context).limit())
                .map(Reply::ok);
    }

    private static Future<JsonObject> list(String service, DeadLetters letters, int limit) {
        return letters.count().compose(waiting -> letters.list(limit).map(oldest -> new JsonObject()
                .put("service", service)
                .put("waiting", waiting)
                .put(
                        "letters",
                        new JsonArray(oldest.stream().map(DeadLetter::toJson).toList()))));
    }

    private Future<Reply> show(RoutingContext context) {
        return of(context).show(context.pathParam("id")).map(letter -> Reply.ok(letter.toJson()));
    }

    private Future<Reply> discard(RoutingContext context) {
        return of(context).discard(context.pathParam("id")).map(done -> Reply.noContent());
    }

    private Future<Reply> replay(RoutingContext context) {
        return of(context).replay(context.pathParam("id")).map(done -> replayed(1));
    }

    private Future<Reply> replayAll(RoutingContext context) {
        return of(context).replayAll().map(DeadLetterRoutes::replayed);
    }

    private static Reply replayed(int count) {
        return Reply.ok(new JsonObject().put("replayed", count));
    }

    private DeadLetters of(RoutingContext context) {
        return contexts.named(context, ContextVerticle::deadLetters);
    }
}
