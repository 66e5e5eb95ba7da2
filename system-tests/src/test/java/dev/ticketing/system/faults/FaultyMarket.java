package dev.ticketing.system.faults;

import dev.ticketing.standalone.Contexts;
import dev.ticketing.system.Market;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.FaultProxy;
import dev.ticketing.testkit.SimulatedStripe;
import dev.ticketing.testkit.StripeSimulatorClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Five services in processes of their own over real servers, each server behind a proxy: RabbitMQ and Redis from
 * Debian's packages, a durable MongoDB, the Stripe simulator with its ledger on disk.
 */
public final class FaultyMarket extends Market {

    /** Those whose snapshots somebody keeps. */
    private static final List<String> OWNERS = List.of("tickets", "orders", "payments");

    private final Vertx vertx = Vertx.vertx();
    private final MongoServer mongo;
    private final RabbitServer rabbit;
    private final RedisServer redis;
    private final StripeServer stripe;
    private final FaultProxy toMongo;
    private final FaultProxy toRabbit;
    private final FaultProxy toRedis;
    private final FaultProxy toStripe;
    private final Backends byProxy;
    private final Map<String, FaultyService> services = new LinkedHashMap<>();

    private FaultyMarket(Path directory, Map<String, String> settings) {
        mongo = MongoServer.in(directory("mongo", directory));
        rabbit = new RabbitServer(directory("rabbit", directory));
        redis = new RedisServer(directory("redis", directory));
        stripe = new StripeServer(directory.resolve("ledger"));
        List.of(mongo, rabbit, redis, stripe).parallelStream().forEach(Server::start);
        toMongo = FaultProxy.inFrontOf(mongo.uri());
        toRabbit = FaultProxy.inFrontOf(rabbit.uri());
        toRedis = FaultProxy.inFrontOf(redis.uri());
        toStripe = FaultProxy.inFrontOf(stripe.uri());
        byProxy = Backends.at(vertx, toMongo.uri(), toRabbit.uri(), toRedis.uri());
        var environment = new HashMap<>(byProxy.environment());
        environment.put("STRIPE_API_BASE", toStripe.uri());
        environment.put("STRIPE_SECRET_KEY", SimulatedStripe.KEY);
        environment.put("STRIPE_WEBHOOK_SECRET", SimulatedStripe.WEBHOOK_SECRET);
        environment.putAll(settings);
        Contexts.BY_NAME
                .keySet()
                .forEach(context -> services.put(context, new FaultyService(context + "-verticle", environment)));
        stripe.sendWebhooksTo(services.get("payments").address() + WEBHOOK);
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param directory empty; for the servers' data
     */
    public static FaultyMarket start(Path directory, Map<String, String> settings) {
        var market = new FaultyMarket(directory, settings);
        market.services.values().forEach(FaultyService::start);
        market.awaitReady();
        return market;
    }

    /** One of auth, tickets, orders, expiration, payments. */
    public FaultyService service(String context) {
        return services.get(context);
    }

    public List<FaultyService> services() {
        return List.copyOf(services.values());
    }

    public MongoServer mongo() {
        return mongo;
    }

    public RabbitServer rabbit() {
        return rabbit;
    }

    public RedisServer redis() {
        return redis;
    }

    /** The simulator itself; {@link #stripe()} talks to it. */
    public Server stripeServer() {
        return stripe;
    }

    public FaultProxy toMongo() {
        return toMongo;
    }

    public FaultProxy toRabbit() {
        return toRabbit;
    }

    public FaultProxy toRedis() {
        return toRedis;
    }

    public FaultProxy toStripe() {
        return toStripe;
    }

    public List<FaultProxy> proxies() {
        return List.of(toMongo, toRabbit, toRedis, toStripe);
    }

    /** The servers themselves, past the proxies: for looking at what is stored. */
    public Backends backends() {
        return byProxy.reachedBy(mongo.uri(), rabbit.uri(), redis.uri());
    }

    /** Kills the database and starts it again on what it has kept. */
    public void restartMongo() {
        mongo.kill9();
        mongo.start();
        toMongo.movedTo(mongo.uri());
    }

    /** Ends all faults between the processes, and waits until every service is ready. Starts nothing. */
    public void heal() {
        proxies().forEach(FaultProxy::heal);
        awaitReady();
    }

    /** An operator's remedy where events were lost with their queue: every owner says again how things are. */
    public void publishSnapshots() {
        OWNERS.forEach(context -> services.get(context).publishSnapshots(context));
    }

    public void awaitReady() {
        services.values().forEach(FaultyService::awaitReady);
    }

    @Override
    public String addressOf(String path) {
        return services.get(contextOf(path)).address();
    }

    @Override
    public StripeSimulatorClient stripe() {
        return new StripeSimulatorClient(stripe.uri(), SimulatedStripe.KEY);
    }

    @Override
    public List<String> errorsLogged() {
        return services.values().stream()
                .flatMap(service -> service.log().stream())
                .filter(line -> line.contains("\"level\":\"ERROR\""))
                .toList();
    }

    @Override
    public void close() {
        services.values().parallelStream().forEach(FaultyService::close);
        proxies().forEach(FaultProxy::close);
        List.of(mongo, rabbit, redis, stripe).parallelStream().forEach(Server::close);
        Eventually.await(vertx.close());
    }

    private static Path directory(String name, Path parent) {
        try {
            return Files.createDirectory(parent.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
