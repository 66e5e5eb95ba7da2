package dev.ticketing.payments;

import dev.ticketing.shared.http.Sessions;
import dev.ticketing.shared.service.Bans;
import dev.ticketing.shared.service.ContextVerticle;
import dev.ticketing.shared.settings.Environment;
import dev.ticketing.shared.store.Documents;
import dev.ticketing.shared.store.Patience;
import io.vertx.core.Future;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The payments context: charges and refunds. */
public final class PaymentsVerticle extends ContextVerticle {

    /** How long an order made a moment ago may take to be heard of, and its ticket to be confirmed. */
    private static final Duration ORDER_ON_ITS_WAY = Duration.ofSeconds(2);

    private static final int MAX_WAITING = 1_024;
    private static final Duration SWEEP_INTERVAL = Duration.ofMillis(500);
    private static final Duration INBOX_INTERVAL = Duration.ofMinutes(10);

    private final PaymentsSettings settings;
    private PaymentsRoutes routes;
    private LedgerRoutes ledgerRoutes;
    private volatile ReconciliationStore mismatches;

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
        var stripe = new StripeGateway(vertx, settings.stripe(), clock());
        closing(stripe::close);
        var mongo = database(settings.common().mongo());
        var store = new ChargeStore(vertx, new Documents(vertx, mongo, "charges"), name(), clock());
        var inbox = new WebhookInbox(new Documents(vertx, mongo, "webhooks"), clock());
        var comparisons = new ReconciliationStore(
                new Documents(vertx, mongo, "reconciliation"), new Documents(vertx, mongo, "mismatches"));
        var noted = new Mismatches(comparisons, clock());
        var progress = new ChargeProgress(store, stripe, noted, settings.maxDeclines(), clock());
        var patience = new Patience(vertx, ORDER_ON_ITS_WAY, MAX_WAITING);
        var service = new PaymentService(
                store, progress, patience, settings.currency().code(), settings.maxDeclines(), clock());
        var signature = new WebhookSignature(settings.stripe().webhookSecrets());
        var webhooks = new Webhooks(signature, inbox, store, stripe, progress, clock());
        // Refusing is all: what was paid for an order that a ban ends goes back as with any other.
        var bans = new Bans(new Documents(vertx, mongo, "users"), banned -> Future.succeededFuture(), clock());
        var sessions = settings.common().sessions(clock(), bans.list());
        routes = new PaymentsRoutes(service, webhooks, sessions, settings);
        var reconciliation = new Reconciliation(
                comparisons, noted, store, progress, stripe.books(), settings.reconciliationInterval(), clock());
        return store.ensureIndexes()
                .compose(indexed -> inbox.ensureIndexes())
                .compose(indexed -> relay(store.aggregates()))
                .compose(relaying -> enforce(bans))
                .compose(enforcing -> consume(Map.of("order", service::apply, "user", bans::apply)))
                .compose(consuming -> every(SWEEP_INTERVAL, "charges", new ChargeSweep(store, service, clock())::run))
                .compose(sweeping -> every(INBOX_INTERVAL, "webhooks", inbox::forgetOld))
                .compose(forgetting -> keepLedger(mongo, store, sessions))
                .compose(posting -> reconcile(comparisons, reconciliation));
    }

    private Future<?> keepLedger(MongoClient mongo, ChargeStore charges, Sessions sessions) {
        var ledger = new LedgerStore(new Documents(vertx, mongo, "ledger"));
        ledgerRoutes = new LedgerRoutes(ledger, sessions);
        var posting = new LedgerPosting(charges, ledger);
        var older = new OlderLedgers(charges, posting, new Documents(vertx, mongo, "reconciliation"), clock()::instant);
        return ledger.ensureIndexes()
                .compose(indexed -> every(SWEEP_INTERVAL, "ledger", posting::run))
                .compose(going -> every(SWEEP_INTERVAL, "older ledgers", older::run));
    }

    private Future<?> reconcile(ReconciliationStore store, Reconciliation reconciliation) {
        return store.ensureIndexes()
                .onSuccess(indexed -> mismatches = store)
                .compose(indexed -> every(settings.reconciliationInterval(), "reconciliation", reconciliation::run))
                .compose(going ->
                        measure("reconciliation.behind.seconds", () -> store.behindSeconds(clock().instant())));
    }

    @Override
    public void mount(Router router) {
        ledgerRoutes.mount(router);
        routes.mount(router);
    }

    @Override
    public void mountCommands(Router router) {
        new ReconciliationRoutes(() -> Optional.ofNullable(mismatches)).mount(router);
    }
}
