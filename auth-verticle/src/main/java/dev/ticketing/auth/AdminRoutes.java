package dev.ticketing.auth;

import dev.ticketing.auth.AdminService.Admin;
import dev.ticketing.auth.domain.AuditEntry;
import dev.ticketing.auth.domain.BanRequest;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.domain.Fields;
import dev.ticketing.shared.http.ClientAddress;
import dev.ticketing.shared.http.Page;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.http.RequestBody;
import dev.ticketing.shared.http.Sessions;
import dev.ticketing.shared.messaging.WireName;
import dev.ticketing.shared.store.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The REST interface for admins. */
final class AdminRoutes {

    private static final int MAX_EMAIL = 254;
    private static final int MAX_ID = 100;

    private final AdminService admins;
    private final Roles roles;
    private final Sessions sessions;

    AdminRoutes(AdminService admins, Roles roles, Sessions sessions) {
        this.admins = admins;
        this.roles = roles;
        this.sessions = sessions;
    }

    void mount(Router router) {
        router.get("/api/users").handler(sessions::adminRequired).handler(Reply.with(this::list));
        router.get("/api/users/audit").handler(sessions::adminRequired).handler(Reply.with(this::log));
        router.post("/api/users/:id/ban").handler(sessions::adminRequired).handler(Reply.with(this::ban));
        router.delete("/api/users/:id/ban").handler(sessions::adminRequired).handler(Reply.with(this::unban));
    }

    private Future<Reply> ban(RoutingContext context) {
        var request = BanRequest.from(RequestBody.fields(context));
        return admins.ban(context.pathParam("id"), request.reason(), admin(context))
                .map(banned -> Reply.noContent());
    }

    private Future<Reply> unban(RoutingContext context) {
        return admins.unban(context.pathParam("id"), admin(context)).map(unbanned -> Reply.noContent());
    }

    private Future<Reply> list(RoutingContext context) {
        var fields = new Fields(Map.of());
        var page = Page.requested(context, fields);
        var beginning = parameter(context, "q", MAX_EMAIL, fields).toLowerCase(Locale.ROOT);
        fields.check();
        return admins.list(beginning, page.after(), page.fetch())
                .map(found -> page.reply(context, found, User::id, this::json));
    }

    private Future<Reply> log(RoutingContext context) {
        var fields = new Fields(Map.of());
        var page = Page.requested(context, fields);
        var user = Optional.of(parameter(context, "user", MAX_ID, fields)).filter(id -> !id.isEmpty());
        fields.check();
        return admins.log(user, page.after(), page.fetch())
                .map(found -> page.reply(context, found, AuditEntry::id, AdminRoutes::json));
    }

    private static String parameter(RoutingContext context, String name, int max, Fields fields) {
        var value = context.queryParam(name).stream().findFirst().orElse("").strip();
        return value.codePointCount(0, value.length()) > max
                ? fields.problem(name, "must be at most " + max + " characters")
                : value;
    }

    private static Admin admin(RoutingContext context) {
        return new Admin(Sessions.current(context).id(), ClientAddress.of(context));
    }

    private JsonObject json(User user) {
        return new JsonObject()
                .put("id", user.id())
                .put("email", user.email())
                .put("role", roles.roleOf(user).wireName())
                .put("status", WireName.of(user.status()))
                .put("verified", user.verified())
                .put("createdAt", Ids.madeAt(user.id()).toString());
    }

    private static JsonObject json(AuditEntry entry) {
        var json = new JsonObject()
                .put("id", entry.id())
                .put("at", entry.at().toString())
                .put("action", WireName.of(entry.action()));
        entry.actor().ifPresent(id -> json.put("actor", id));
        entry.user().ifPresent(id -> json.put("user", id));
        entry.address().ifPresent(address -> json.put("address", address));
        entry.detail().ifPresent(detail -> json.put("detail", detail));
        return json;
    }
}
