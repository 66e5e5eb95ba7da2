package dev.ticketing.tickets;

import dev.ticketing.shared.domain.Currency;
import dev.ticketing.shared.service.Bans;
import dev.ticketing.shared.service.ContextSettings;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Map;

/** The tickets context: listings. */
public final class TicketsVerticle extends ContextVerticle {

    private final ContextSettings settings;
    private final Currency currency;
    private TicketsRoutes routes;

    /** Reads its settings, noting what is wrong with them in the environment. */
    public TicketsVerticle(Environment environment, Clock clock) {
        this(ContextSettings.read(environment), environment.currency(), clock);
    }

    private TicketsVerticle(ContextSettings settings, Currency currency, Clock clock) {
        super("tickets", settings.broker(), clock);
        this.settings = settings;
        this.currency = currency;
    }

    @Override
    public Future<?> start() {
        var mongo = database(settings.mongo());
        var documents = new Documents(vertx, mongo, "tickets");
        var store = new TicketStore(vertx, documents, name(), clock());
        var service = new TicketService(store, clock());
        var bans = new Bans(new Documents(vertx, mongo, "users"), service::takeDownAllOf, clock());
        routes = new TicketsRoutes(service, settings.sessions(clock(), bans.list()), currency);
        return store.ensureIndexes()
                .compose(indexed -> relay(store.aggregates()))
                .compose(relaying -> enforce(bans))
                .compose(enforcing ->
                        consume(Map.of("order", event -> service.apply(event, bans.list()), "user", bans::apply)));
    }

    @Override
    public void mount(Router router) {
        routes.mount(router);
    }
}
