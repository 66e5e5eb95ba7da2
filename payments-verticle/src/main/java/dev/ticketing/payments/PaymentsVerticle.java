package dev.ticketing.payments;

import dev.ticketing.shared.service.Bans;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.Patience;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The payments context: charges and refunds. */
public final class PaymentsVerticle extends ContextVerticle {

    /** How long an order made a moment ago may take to be heard of, and its ticket to be confirmed. */
    private static final Duration ORDER_ON_ITS_WAY = Duration.ofSeconds(2);

    private static final int MAX_WAITING = 1_024;
    private static final Duration SWEEP_INTERVAL = Duration.ofMillis(500);

    private final PaymentsSettings settings;
    private PaymentsRoutes routes;

    /** Reads its settings, noting what is wrong with them in the environment. */
    public PaymentsVerticle(Environment environment, Clock clock) {
        this(PaymentsSettings.read(environment), clock);
    }

    private PaymentsVerticle(PaymentsSettings settings, Clock clock) {
        super("payments", settings.common().broker(), clock);
        this.settings = settings;
    }

    @Override
    public Future<?> start() {
        var stripe = new StripeGateway(vertx, settings.stripe());
        closing(stripe::close);
        var mongo = database(settings.common().mongo());
        var documents = new Documents(vertx, mongo, "charges");
        var store = new ChargeStore(vertx, documents, name(), clock());
        var progress = new ChargeProgress(store, stripe, settings.maxDeclines(), clock());
        var patience = new Patience(vertx, ORDER_ON_ITS_WAY, MAX_WAITING);
        var service = new PaymentService(store, progress, patience, settings.currency(), clock());
        // Refusing is all: what was paid for an order that a ban ends goes back as with any other.
        var bans = new Bans(new Documents(vertx, mongo, "users"), banned -> Future.succeededFuture(), clock());
        routes = new PaymentsRoutes(service, settings.common().sessions(clock(), bans.list()), settings);
        return store.ensureIndexes()
                .compose(indexed -> relay(store.aggregates()))
                .compose(relaying -> enforce(bans))
                .compose(enforcing -> consume(Map.of("order", service::apply, "user", bans::apply)))
                .compose(consuming -> every(SWEEP_INTERVAL, "charges", new ChargeSweep(store, service, clock())::run));
    }

    @Override
    public void mount(Router router) {
        routes.mount(router);
    }
}
