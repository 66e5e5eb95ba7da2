package dev.ticketing.auth;

import dev.ticketing.shared.service.Bans;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;

/** The auth context: users and sessions. */
public final class AuthVerticle extends ContextVerticle {

    private final AuthSettings settings;
    private AuthRoutes routes;

    /** Reads its settings, noting what is wrong with them in the environment. */
    public AuthVerticle(Environment environment, Clock clock) {
        this(AuthSettings.read(environment), clock);
    }

    private AuthVerticle(AuthSettings settings, Clock clock) {
        super("auth", settings.common().broker(), clock);
        this.settings = settings;
    }

    @Override
    public Future<?> start() {
        var documents = new Documents(vertx, database(settings.common().mongo()), "users");
        var store = new UserStore(vertx, documents, name(), clock());
        var passwords = new Passwords(vertx);
        closing(passwords::close);
        var service = new UserService(store, passwords, clock());
        var bans = new Bans(documents, userId -> Future.succeededFuture(), clock());
        routes = new AuthRoutes(service, settings.common().sessions(clock(), bans.list()), settings.tokens(clock()));
        return store.ensureIndexes()
                .compose(indexed -> relay(store.aggregates()))
                .compose(relaying -> enforce(bans));
    }

    @Override
    public void mount(Router router) {
        routes.mount(router);
    }
}
