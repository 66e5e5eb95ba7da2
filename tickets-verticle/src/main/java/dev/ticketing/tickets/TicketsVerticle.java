package dev.ticketing.tickets;

import dev.ticketing.shared.http.LiveStreams;
import dev.ticketing.shared.service.Bans;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Map;

/** The tickets context: listings. */
public final class TicketsVerticle extends ContextVerticle {

    private final TicketsSettings settings;
    private TicketsRoutes routes;

    /** Reads its settings, noting what is wrong with them in the environment. */
    public TicketsVerticle(Environment environment, Clock clock) {
        this(TicketsSettings.read(environment), clock);
    }

    private TicketsVerticle(TicketsSettings settings, Clock clock) {
        super("tickets", settings.context().broker(), clock);
        this.settings = settings;
    }

    @Override
    public Future<?> start() {
        var mongo = database(settings.context().mongo());
        var documents = new Documents(vertx, mongo, "tickets");
        var store = new TicketStore(vertx, documents, name(), clock());
        var service = new TicketService(store, clock());
        var bans = new Bans(new Documents(vertx, mongo, "users"), service::takeDownAllOf, clock());
        var sessions = settings.context().sessions(clock(), bans.list());
        var streams =
                new LiveStreams(settings.maxStreams(), settings.context().http().door(), sessions, clock());
        var live = new LiveSales(streams, settings.currency());
        routes = new TicketsRoutes(service, sessions, streams, settings.currency());
        return store.ensureIndexes()
                .compose(indexed -> relay(store.aggregates()))
                .compose(relaying -> enforce(bans))
                .compose(enforcing -> stream(streams, live::hear))
                .compose(streaming ->
                        consume(Map.of("order", event -> service.apply(event, bans.list()), "user", bans::apply)));
    }

    @Override
    public void mount(Router router) {
        routes.mount(router, vertx);
    }
}
