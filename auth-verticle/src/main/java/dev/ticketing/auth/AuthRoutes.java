package dev.ticketing.auth;

import dev.ticketing.auth.domain.Credentials;
import dev.ticketing.auth.domain.User;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.http.RequestBody;
import dev.ticketing.shared.http.Sessions;
import dev.ticketing.shared.session.AccessTokens;
import dev.ticketing.shared.session.SessionUser;
import dev.ticketing.shared.session.SessionUser.Role;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The REST interface of users. */
final class AuthRoutes {

    private final UserService users;
    private final Sessions sessions;
    private final AccessTokens tokens;

    AuthRoutes(UserService users, Sessions sessions, AccessTokens tokens) {
        this.users = users;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    void mount(Router router) {
        router.post("/api/users/signup").handler(Reply.with(this::signUp));
        router.post("/api/users/signin").handler(Reply.with(this::signIn));
        router.post("/api/users/signout").handler(Reply.with(this::signOut));
        router.get("/api/users/currentuser").handler(Reply.with(this::currentUser));
        router.get("/api/users/current").handler(Reply.with(this::currentUser));
    }

    private Future<Reply> signUp(RoutingContext context) {
        var credentials = Credentials.forSignUp(RequestBody.fields(context));
        return users.signUp(credentials).map(user -> Reply.created(startSession(context, user)));
    }

    private Future<Reply> signIn(RoutingContext context) {
        var credentials = Credentials.forSignIn(RequestBody.fields(context));
        return users.signIn(credentials).map(user -> Reply.ok(startSession(context, user)));
    }

    private Future<Reply> signOut(RoutingContext context) {
        sessions.end(context);
        return Future.succeededFuture(Reply.ok(new JsonObject()));
    }

    private Future<Reply> currentUser(RoutingContext context) {
        var user = sessions.user(context).map(AuthRoutes::json).orElse(null);
        return Future.succeededFuture(Reply.ok(new JsonObject().put("currentUser", user)));
    }

    private JsonObject startSession(RoutingContext context, User user) {
        var who = new SessionUser(user.id(), user.email(), Role.USER);
        sessions.start(context, tokens.sign(who), tokens.lifetime());
        return json(who);
    }

    private static JsonObject json(SessionUser user) {
        return new JsonObject().put("id", user.id()).put("email", user.email());
    }
}
