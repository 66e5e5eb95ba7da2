package dev.ticketing.system.torture;

import dev.ticketing.shared.messaging.Topology;
import dev.ticketing.system.faults.FaultyMarket;
import dev.ticketing.system.history.Checker.Standstill;
import dev.ticketing.testkit.FaultProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Lets things go wrong at random, one after another and each for a moment, and puts them right again. */
final class Mischief {

    private static final int MAX_PAUSE_MILLIS = 4_000;
    private static final int MAX_FAULT_MILLIS = 6_000;

    private static final int MAX_STANDSTILL_MILLIS = 3_000;

    private static final int MAX_STRIPE_FAULTS = 4;
    private static final String CONFIRM = "/v1/payment_intents/*/confirm";
    private static final String REFUND = "/v1/refunds";
    private static final String CREATE = "/v1/payment_intents";

    private final FaultyMarket market;
    private final Random random;
    private final Map<String, Integer> figures = new ConcurrentSkipListMap<>();
    private final List<Standstill> standstills = new CopyOnWriteArrayList<>();

    Mischief(FaultyMarket market, Random random) {
        this.market = market;
        this.random = random;
    }

    /** When a service was stopped and could answer nobody. */
    List<Standstill> standstills() {
        return standstills;
    }

    /** How many faults of each kind there were. */
    Map<String, Integer> figures() {
        return figures;
    }

    /** What goes wrong with services; mostly one at a time, so that people get something done between. */
    void withServices(Duration duration) {
        var context = List.of("auth", "tickets", "orders", "expiration", "payments", "orders", "payments");
        repeat(duration, new Random(random.nextLong()), own -> {
            var name = context.get(own.nextInt(context.size()));
            if (own.nextBoolean()) {
                note("kill -9 of " + name);
                market.service(name).restart();
                if (own.nextInt(4) > 0) {
                    market.service(name).awaitReady();
                }
            } else {
                note("standstill of " + name);
                var from = Instant.now();
                market.service(name).pause();
                Pauses.of(own, MAX_STANDSTILL_MILLIS);
                market.service(name).resume();
                standstills.add(new Standstill(from, Instant.now()));
            }
        });
    }

    /** What goes wrong with what services need, and on the way there. */
    void withBackends(Duration duration) {
        repeat(duration, new Random(random.nextLong()), own -> {
            switch (own.nextInt(13)) {
                case 0 -> {
                    note("kill -9 of rabbit");
                    market.rabbit().kill9();
                    Pauses.of(own, MAX_FAULT_MILLIS);
                    market.rabbit().start();
                }
                case 1 -> {
                    note("kill -9 of redis");
                    market.redis().kill9();
                    Pauses.of(own, MAX_FAULT_MILLIS);
                    market.redis().start();
                }
                case 2 -> {
                    note("FLUSHALL");
                    market.backends().emptyRedis();
                }
                case 3 -> {
                    note("kill -9 of mongo");
                    market.restartMongo();
                }
                case 4 -> {
                    note("kill -9 of stripe");
                    market.stripeServer().kill9();
                    Pauses.of(own, MAX_FAULT_MILLIS);
                    market.stripeServer().start();
                }
                case 5 -> {
                    note("memory alarm");
                    market.rabbit().raiseMemoryAlarm();
                    Pauses.of(own, MAX_FAULT_MILLIS);
                    market.rabbit().clearMemoryAlarm();
                }
                case 6 -> {
                    var queue = Topology.queueOf(List.of("tickets", "orders", "expiration", "payments")
                            .get(own.nextInt(4)));
                    note("deleted " + queue);
                    market.rabbit().deleteQueue(queue);
                }
                case 7, 8 -> stripe(own);
                default -> network(own);
            }
        });
    }

    private void stripe(Random own) {
        var kind = List.of("drop_reply", "error_500_before", "error_500_after").get(own.nextInt(3));
        var path = List.of(CONFIRM, CONFIRM, REFUND, CREATE).get(own.nextInt(4));
        note("stripe " + kind);
        market.stripe().arm(kind, path, 1 + own.nextInt(MAX_STRIPE_FAULTS));
    }

    private void network(Random own) {
        var names = List.of("mongo", "rabbit", "redis", "stripe");
        int which = own.nextInt(names.size());
        var proxy = market.proxies().get(which);
        var kinds = Map.<String, Consumer<FaultProxy>>of(
                "cut", FaultProxy::cut,
                "refuse", FaultProxy::refuse,
                "black hole", FaultProxy::blackHole,
                "dropped replies", FaultProxy::dropReplies,
                "dropped requests", FaultProxy::dropRequests,
                "delay", slow -> slow.delay(Duration.ofMillis(200)));
        var kind = kinds.keySet().stream().sorted().toList().get(own.nextInt(kinds.size()));
        note(kind + " before " + names.get(which));
        kinds.get(kind).accept(proxy);
        Pauses.of(own, MAX_FAULT_MILLIS);
        proxy.heal();
    }

    private void repeat(Duration duration, Random own, Consumer<Random> fault) {
        long deadline = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Pauses.of(own, MAX_PAUSE_MILLIS);
            fault.accept(own);
        }
    }

    private void note(String fault) {
        System.out.println(Instant.now() + " " + fault);
        figures.merge(fault, 1, Integer::sum);
    }
}
