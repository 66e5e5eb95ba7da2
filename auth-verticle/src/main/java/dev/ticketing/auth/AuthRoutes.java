package dev.ticketing.auth;

import dev.ticketing.auth.SessionService.Current;
import dev.ticketing.auth.SessionService.SignedIn;
import dev.ticketing.auth.domain.AccountDeletion;
import dev.ticketing.auth.domain.Credentials;
import dev.ticketing.auth.domain.EmailChange;
import dev.ticketing.auth.domain.MailedSecret;
import dev.ticketing.auth.domain.PasswordChange;
import dev.ticketing.auth.domain.PasswordReset;
import dev.ticketing.auth.domain.Session;
import dev.ticketing.shared.domain.Failure;
import dev.ticketing.shared.http.ClientAddress;
import dev.ticketing.shared.http.Reply;
import dev.ticketing.shared.http.RequestBody;
import dev.ticketing.shared.http.SecretCookie;
import dev.ticketing.shared.http.Sessions;
import dev.ticketing.shared.session.AccessTokens;
import dev.ticketing.shared.session.SessionUser;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The REST interface of users. */
final class AuthRoutes {

    private static final String REFRESH = "/api/users/refresh";

    private static final Failure NO_TOKEN = new Failure.Unauthenticated("not signed in");

    /** How long others may go by the keys that they have read: a new one is published that much before it signs. */
    private static final Map<String, String> KEYS_KEPT = Map.of("cache-control", "public, max-age=300");

    private final AuthSettings settings;
    private final UserService users;
    private final AccountService accounts;
    private final SessionService begun;
    private final Guard guard;
    private final Sessions sessions;
    private final Roles roles;
    private final SecretCookie refreshCookie;
    private final AccessTokens tokens;
    private final Buffer keys;
    private final Clock clock;

    AuthRoutes(
            AuthSettings settings,
            Sessions sessions,
            Roles roles,
            UserService users,
            AccountService accounts,
            SessionService begun,
            Guard guard,
            Clock clock) {
        this.settings = settings;
        this.users = users;
        this.accounts = accounts;
        this.begun = begun;
        this.guard = guard;
        this.sessions = sessions;
        this.roles = roles;
        this.refreshCookie =
                SecretCookie.onlyTo(REFRESH, "refresh", settings.common().http().cookieSecure());
        this.tokens = settings.tokens(clock);
        this.keys = Buffer.buffer(settings.common().session().jwks());
        this.clock = clock;
    }

    void mount(Router router) {
        router.post("/api/users/signup").handler(Reply.with(this::signUp));
        router.post("/api/users/signin").handler(Reply.with(this::signIn));
        router.post("/api/users/signout").handler(Reply.with(this::signOut));
        router.post(REFRESH).handler(Reply.with(this::refresh));
        router.get("/api/users/currentuser").handler(Reply.with(this::currentUser));
        router.get("/api/users/current").handler(Reply.with(this::currentUser));

        router.get("/api/users/sessions").handler(sessions::required).handler(Reply.with(this::list));
        router.delete("/api/users/sessions").handler(sessions::required).handler(Reply.with(this::endOthers));
        router.delete("/api/users/sessions/:id").handler(sessions::required).handler(Reply.with(this::end));

        router.put("/api/users/password").handler(sessions::required).handler(Reply.with(this::changePassword));
        router.put("/api/users/email").handler(sessions::required).handler(Reply.with(this::changeEmail));
        router.delete("/api/users").handler(sessions::required).handler(Reply.with(this::delete));
        router.post("/api/users/verify").handler(Reply.with(this::verify));
        router.post("/api/users/forgot").handler(Reply.with(this::forgot));
        router.post("/api/users/reset").handler(Reply.with(this::reset));

        router.get("/.well-known/jwks.json").handler(Reply.with(this::publicKeys));
    }

    private Future<Reply> signUp(RoutingContext context) {
        var credentials = Credentials.forSignUp(RequestBody.fields(context));
        return guard.signUp(
                        ClientAddress.subscriberOf(context),
                        () -> users.signUp(credentials, origin(context), Visit.of(context)))
                .compose(begun -> inPlaceOfTheLast(context, begun))
                .map(begun -> Reply.created(goOn(context, begun)));
    }

    private Future<Reply> signIn(RoutingContext context) {
        var credentials = Credentials.forSignIn(RequestBody.fields(context));
        return guard.password(
                        credentials.email(),
                        ClientAddress.subscriberOf(context),
                        () -> users.signIn(credentials, Visit.of(context)))
                .compose(begun -> inPlaceOfTheLast(context, begun))
                .map(begun -> Reply.ok(goOn(context, begun)));
    }

    private Future<Reply> signOut(RoutingContext context) {
        return sessions.sessionToEnd(context)
                .map(begun::end)
                .orElseGet(Future::succeededFuture)
                .map(ended -> {
                    forget(context);
                    return Reply.ok(new JsonObject());
                });
    }

    private Future<Reply> refresh(RoutingContext context) {
        return refreshCookie
                .value(context)
                .map(token -> guard.refresh(
                        ClientAddress.subscriberOf(context), () -> begun.refresh(token, Visit.of(context))))
                .orElseGet(() -> Future.failedFuture(NO_TOKEN.asException()))
                .map(gone -> Reply.ok(goOn(context, gone)));
    }

    private Future<Reply> currentUser(RoutingContext context) {
        var user = sessions.user(context).map(AuthRoutes::json).orElse(null);
        return Future.succeededFuture(Reply.ok(new JsonObject().put("currentUser", user)));
    }

    private Future<Reply> list(RoutingContext context) {
        return current(context).compose(current -> begun.list(current.user())
                .map(all -> Reply.ok(new JsonArray(all.stream()
                        .map(session -> json(session, current.session().id()))
                        .toList()))));
    }

    private Future<Reply> end(RoutingContext context) {
        return current(context)
                .compose(current -> begun.end(current.user(), context.pathParam("id")))
                .map(ended -> Reply.noContent());
    }

    private Future<Reply> endOthers(RoutingContext context) {
        return current(context)
                .compose(current -> begun.endAllBut(current.user().id(), session -> session.id()
                        .equals(current.session().id())))
                .map(ended -> Reply.noContent());
    }

    private Future<Reply> changePassword(RoutingContext context) {
        var change = PasswordChange.from(RequestBody.fields(context));
        return shown(context, user -> accounts.changePassword(user, change, origin(context)))
                .map(changed -> Reply.noContent());
    }

    private Future<Reply> changeEmail(RoutingContext context) {
        var change = EmailChange.from(RequestBody.fields(context));
        return guard.mail(
                        change.email(),
                        ClientAddress.subscriberOf(context),
                        () -> shown(context, user -> accounts.changeEmail(user, change, origin(context))))
                .map(asked -> Reply.of(202, new JsonObject()));
    }

    private Future<Reply> delete(RoutingContext context) {
        var deletion = AccountDeletion.from(RequestBody.fields(context));
        return shown(context, user -> accounts.delete(user, deletion)).map(deleted -> {
            forget(context);
            return Reply.noContent();
        });
    }

    private Future<Reply> verify(RoutingContext context) {
        return accounts.verify(MailedSecret.from(RequestBody.fields(context)), sessions.user(context))
                .map(verified -> Reply.noContent());
    }

    private Future<Reply> forgot(RoutingContext context) {
        var email = Credentials.emailOnly(RequestBody.fields(context));
        return guard.mail(email, ClientAddress.subscriberOf(context), () -> accounts.forgot(email, origin(context)))
                .map(asked -> Reply.of(202, new JsonObject()));
    }

    private Future<Reply> reset(RoutingContext context) {
        var reset = PasswordReset.from(RequestBody.fields(context));
        return accounts.reset(reset, origin(context)).map(changed -> Reply.noContent());
    }

    private Future<Reply> publicKeys(RoutingContext context) {
        return Future.succeededFuture(new Reply(200, keys, KEYS_KEPT));
    }

    /** What a signed-in user does who shows the password once more. */
    private Future<Void> shown(RoutingContext context, Function<SessionUser, Future<Void>> action) {
        var user = Sessions.current(context);
        return guard.password(user.email(), ClientAddress.subscriberOf(context), () -> action.apply(user));
    }

    /** The session that the browser had till now would go on, with nobody to end it. */
    private Future<SignedIn> inPlaceOfTheLast(RoutingContext context, SignedIn next) {
        return sessions.sessionToEnd(context)
                .map(begun::end)
                .orElseGet(Future::succeededFuture)
                .map(next);
    }

    private Future<Current> current(RoutingContext context) {
        return begun.current(Sessions.current(context));
    }

    /** Of the links in mails. */
    private String origin(RoutingContext context) {
        return settings.common()
                .http()
                .publicOrigin(context.request().localAddress().port());
    }

    private JsonObject goOn(RoutingContext context, SignedIn signedIn) {
        var user = signedIn.user();
        var session = signedIn.session();
        var who = new SessionUser(
                user.id(), user.email(), roles.roleOf(user), user.verified(), Optional.of(session.id()));
        var kept = Duration.between(clock.instant(), session.expiresAt());
        roles.told(user);
        sessions.start(context, tokens.sign(who), kept);
        refreshCookie.set(context, signedIn.token().text(), kept);
        return json(who);
    }

    private void forget(RoutingContext context) {
        sessions.end(context);
        refreshCookie.clear(context);
    }

    private static JsonObject json(SessionUser user) {
        return new JsonObject()
                .put("id", user.id())
                .put("email", user.email())
                .put("role", user.role().wireName())
                .put("verified", user.verified());
    }

    private static JsonObject json(Session session, String currentId) {
        return new JsonObject()
                .put("id", session.id())
                .put("device", session.device())
                .put("address", session.address())
                .put("createdAt", session.createdAt().toString())
                .put("lastUsedAt", session.usedAt().toString())
                .put("current", session.id().equals(currentId));
    }
}
