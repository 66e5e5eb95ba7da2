package dev.ticketing.system.history;

import com.rabbitmq.client.ConnectionFactory;
import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.system.history.Evidence.Queue;
import dev.ticketing.testkit.Eventually;
import dev.ticketing.testkit.StripeSimulatorClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what is there, past the services. */
public final class EvidenceReader implements AutoCloseable {

    private static final List<String> CONTEXTS = List.of("auth", "tickets", "orders", "payments");

    private final Map<String, MongoClient> databases;
    private final StripeSimulatorClient stripe;
    private final Supplier<List<Queue>> queues;
    private final Redis redis;

    /**
     * Prepares a reader.
     *
     * @param mongo a client of a context's own database
     * @param queues what the broker says about its queues
     */
    public EvidenceReader(
            Vertx vertx,
            Function<String, MongoClient> mongo,
            StripeSimulatorClient stripe,
            Supplier<List<Queue>> queues,
            String redisUri) {
        this.databases = CONTEXTS.stream().collect(Collectors.toMap(context -> context, mongo));
        this.stripe = stripe;
        this.queues = queues;
        this.redis = Redis.createClient(vertx, redisUri);
    }

    /** Reads everything once. */
    public Evidence read() {
        var readAt = Instant.now();
        return new Evidence(
                readAt,
                all("auth", "users", Evidence.User::of),
                all("tickets", "tickets", Evidence.Ticket::of),
                all("orders", "tickets", Evidence.TicketReplica::of),
                all("orders", "orders", Evidence.Order::of),
                all("payments", "charges", Evidence.Charge::of),
                stripe.books().entries().stream().map(Evidence.Intent::of).toList(),
                queues.get(),
                timers());
    }

    /** The queues of a broker, by AMQP alone: that does not tell what is delivered and not acknowledged. */
    public static List<Queue> queuesOf(String rabbitUri) {
        var factory = new ConnectionFactory();
        factory.setAutomaticRecoveryEnabled(false);
        var found = new ArrayList<Queue>();
        try {
            factory.setUri(rabbitUri);
            try (var connection = factory.newConnection("checker");
                    var channel = connection.createChannel()) {
                for (var name : Topology.queues()) {
                    found.add(new Queue(name, channel.messageCount(name), 0));
                }
            }
        } catch (Exception away) {
            throw new AssertionError("the queues cannot be read", away);
        }
        return found;
    }

    @Override
    public void close() {
        var closed = new ArrayList<Future<?>>();
        closed.add(redis.close());
        databases.values().forEach(database -> closed.add(database.close()));
        Eventually.await(Future.join(closed));
    }

    private <R> List<R> all(String context, String collection, Function<JsonObject, R> row) {
        return Eventually.await(databases.get(context).find(collection, new JsonObject())).stream()
                .map(row)
                .toList();
    }

    private List<String> timers() {
        var keys = Stream.of("due", "leases").map(name -> Request.cmd(Command.ZRANGE)
                .arg("{expiration}:" + name)
                .arg(0)
                .arg(-1));
        var owners = Stream.of(Request.cmd(Command.HKEYS).arg("{expiration}:owners"));
        return Stream.concat(keys, owners)
                .flatMap(request -> strings(Eventually.await(redis.send(request))))
                .distinct()
                .toList();
    }

    private static Stream<String> strings(Response array) {
        return StreamSupport.stream(array.spliterator(), false).map(Response::toString);
    }
}
