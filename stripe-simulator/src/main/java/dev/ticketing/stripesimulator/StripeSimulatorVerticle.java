package dev.ticketing.stripesimulator;

import dev.ticketing.stripesimulator.domain.Books;
import dev.ticketing.stripesimulator.domain.Cashier;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The simulator. Deploy one instance: everything it owns is touched on its event loop only, so requests cannot race
 * inside it.
 */
public final class StripeSimulatorVerticle extends VerticleBase {

    private static final long DRAIN_SECONDS = 5;

    private final StripeSimulatorSettings settings;
    private final Books books = new Books();
    private Ledger ledger;
    private HttpServer server;
    private Webhooks webhooks;
    private volatile int port = -1;

    public StripeSimulatorVerticle(StripeSimulatorSettings settings) {
        this.settings = settings;
    }

    /** The port it listens on; known once the deployment has succeeded. */
    public int port() {
        if (port < 0) {
            throw new IllegalStateException("The Stripe simulator is not listening yet");
        }
        return port;
    }

    /** What to give to {@code StripeClient.builder().setApiBase(...)}; known once the deployment has succeeded. */
    public String apiBase() {
        return "http://" + settings.httpHost() + ":" + port();
    }

    /** Where events go from now on, with those that nobody has taken yet; may be called from any thread once the deployment has succeeded. */
    public void sendWebhooksTo(String url) {
        context.runOnContext(ignored -> webhooks.sendTo(url));
    }

    @Override
    public Future<?> start() {
        IdempotencyKeys keys = new IdempotencyKeys(
                settings.limits().keyLifetime(), settings.limits().maxKeys(), Clock.systemUTC());
        return Ledger.open(vertx, settings.ledgerFile(), entry -> replay(entry, keys))
                .compose(opened -> {
                    ledger = opened;
                    return listen(keys).recover(this::closeLedger);
                });
    }

    @Override
    public Future<?> stop() {
        Future<?> drained =
                server == null ? Future.succeededFuture() : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
        return drained.eventually(() -> webhooks == null ? Future.succeededFuture() : webhooks.stop())
                .eventually(() -> ledger == null ? Future.succeededFuture() : ledger.close());
    }

    private void replay(LedgerEntry entry, IdempotencyKeys keys) {
        books.apply(entry.changed());
        if (entry.delivered() != null) {
            books.events().find(entry.delivered()).ifPresent(event -> books.apply(List.of(event.delivered())));
        }
        if (entry.keysForgotten()) {
            keys.forgetAll();
        }
        if (entry.answer() != null) {
            keys.remember(entry.answer());
        }
    }

    private Future<HttpServer> listen(IdempotencyKeys keys) {
        Cashier cashier = new Cashier(books, new RandomIds(), settings.limits().slowSeconds());
        Renderer renderer =
                new Renderer(books, new IntentJson(() -> settings.publicUrl().orElseGet(this::apiBase)));
        Faults faults = new Faults();
        boolean toldOf = !settings.webhooks().secrets().isEmpty();
        Writes writes = new Writes(vertx, books, keys, ledger, renderer, Clock.systemUTC(), toldOf);
        webhooks = new Webhooks(vertx, writes, renderer, settings.webhooks());
        Routes routes = new Routes(
                new Desk(settings.secretKey(), faults, renderer),
                new StripeApi(cashier, writes, new Reads(vertx, books, ledger, renderer)),
                new SimulatorApi(cashier, books, renderer, writes, faults),
                new WebhooksApi(webhooks, books),
                new ChallengePage(books, cashier, writes));
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setHost(settings.httpHost())
                .setPort(settings.httpPort());
        server = vertx.createHttpServer(options)
                .requestHandler(routes.router(vertx))
                .invalidRequestHandler(routes::refuseMalformed);
        return server.listen().onSuccess(listening -> {
            port = listening.actualPort();
            webhooks.start(books);
            new Settlements(vertx, writes, cashier, books).start();
        });
    }

    /** A failed start leaves nothing locked behind. */
    private Future<HttpServer> closeLedger(Throwable problem) {
        String message = "it cannot listen on " + settings.httpHost() + ":" + settings.httpPort() + ": ";
        return ledger.close()
                .transform(closed -> Future.failedFuture(new IOException(message + problem.getMessage(), problem)));
    }
}
