package dev.ticketing.payments;

import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.store.Documents;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Map;

/** The payments context: charges and refunds. */
public final class PaymentsVerticle extends ContextVerticle {

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
        var documents = new Documents(vertx, database(settings.common().mongo()), "charges");
        var store = new ChargeStore(vertx, documents, name(), clock());
        var progress = new ChargeProgress(store, stripe, settings.maxDeclines(), clock());
        var service = new PaymentService(vertx, store, progress, settings.currency(), clock());
        routes = new PaymentsRoutes(service, settings.common().sessions(clock()), settings);
        return store.ensureIndexes()
                .compose(indexed -> relay(documents))
                .compose(relaying -> consume(Map.of("order", service::apply)))
                .compose(consuming -> vertx.deployVerticle(new ChargeSweepVerticle(store, service, clock())));
    }

    @Override
    public void mount(Router router) {
        routes.mount(router);
    }
}
