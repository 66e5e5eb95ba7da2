package dev.ticketing.orders;

import dev.ticketing.shared.service.Bans;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.Patience;
import dev.ticketing.shared.store.Replicas;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The orders context: reservations. */
public final class OrdersVerticle extends ContextVerticle {

    /** How long a ticket that was listed a moment ago may take to be heard of. */
    private static final Duration TICKET_ON_ITS_WAY = Duration.ofSeconds(1);

    private static final int MAX_PATIENT = 256;
    private static final int MAX_COUNTED = 10_000;
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(2);

    private final OrdersSettings settings;
    private OrdersRoutes routes;
    private WaitingRoutes waitingRoutes;

    /** Reads its settings, noting what is wrong with them in the environment. */
    public OrdersVerticle(Environment environment, Clock clock) {
        this(OrdersSettings.read(environment), clock);
    }

    private OrdersVerticle(OrdersSettings settings, Clock clock) {
        super("orders", settings.common().broker(), clock);
        this.settings = settings;
    }

    @Override
    public Future<?> start() {
        var mongo = database(settings.common().mongo());
        var documents = new Documents(vertx, mongo, "orders");
        var store = new OrderStore(vertx, documents, name(), clock());
        var tickets = new TicketReplicas(new Replicas(new Documents(vertx, mongo, "tickets")));
        var patience = new Patience(vertx, TICKET_ON_ITS_WAY, MAX_PATIENT);
        var places = new PlaceStore(new Documents(vertx, mongo, "waiting"));
        var offers = new Offers(store, places, tickets, settings.terms(), clock());
        var service = new OrderService(store, places, offers, tickets, patience, settings.terms(), clock());
        var waiting = new WaitingService(places, offers, tickets, settings.terms(), clock());
        var bans = new Bans(new Documents(vertx, mongo, "users"), service::cancelAllOf, clock());
        var sessions = settings.common().sessions(clock(), bans.list());
        routes = new OrdersRoutes(service, sessions, settings.terms().currency());
        waitingRoutes = new WaitingRoutes(waiting, sessions, settings.terms().currency());
        return store.ensureIndexes()
                .compose(indexed -> places.ensureIndexes())
                .compose(indexed -> relay(store.aggregates()))
                .compose(relaying -> enforce(bans))
                .compose(enforcing -> consume(Map.of(
                        "ticket", new TicketEvents(store, tickets, offers)::apply,
                        "charge", new ChargeEvents(store, offers)::apply,
                        "expiration", new ExpirationEvents(service)::apply,
                        "user", bans::apply)))
                .compose(consuming -> measure("orders.live", () -> store.countLive(MAX_COUNTED)))
                .compose(measuring -> measure("orders.waiting", () -> places.count(MAX_COUNTED)))
                .compose(measuring -> every(SWEEP_INTERVAL, "who comes next", offers::sweep))
                .compose(sweeping ->
                        every(SWEEP_INTERVAL, "overdue orders", new OverdueSweep(store, service, clock())::run));
    }

    @Override
    public void mount(Router router) {
        // Before the routes that would take the word for an order's id.
        waitingRoutes.mount(router);
        routes.mount(router);
    }
}
