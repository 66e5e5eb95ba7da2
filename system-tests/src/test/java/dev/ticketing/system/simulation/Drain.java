package dev.ticketing.system.simulation;

import dev.ticketing.shared.domain.Aggregate;
import dev.ticketing.system.simulation.Choice.Op;
import java.time.Duration;
import java.util.List;

/** The end of a world: every fault heals, everything under way comes to its end, and time passes until all is quiet. */
final class Drain {

    static final String BEGINS = "from here on nothing fails, and everything arrives";

    private static final int MAX_ROUNDS = 120;
    private static final int PATIENT_ROUNDS = 40;
    private static final int FIRST_PROCESS = 1 << 20;
    private static final long HOURS_MILLIS = 5 * 3_600_000L;

    private final World world;
    private final Steps steps;
    private int started = FIRST_PROCESS;

    Drain(World world, Steps steps) {
        this.world = world;
        this.steps = steps;
    }

    /** Heals, lets all of it come to rest, and checks what must hold then. */
    void run() {
        world.happens(() -> BEGINS);
        world.clock().skewRedis(0);
        for (var service : Service.ALL) {
            steps.take(new Choice(Op.START, 0, 0, Service.ALL.indexOf(service), 0));
        }
        var settled = new Settled(world);
        quieten();
        settled.checkDecisions();
        boolean moves = true;
        for (int round = 1; moves && round <= MAX_ROUNDS; round++) {
            moves = sweep() || passTime(round);
            quieten();
        }
        settled.check();
        Violation.require(!moves, Promise.L, "it does not come to rest", "the world");
        replay();
    }

    /** All of history once more, the newest first: nothing may change. */
    private void replay() {
        long versions = versions();
        for (var service : Service.ALL) {
            var deliveries = world.broker().queueOf(service).deliveries();
            for (int i = deliveries.size() - 1; i >= 0; i--) {
                take(Op.DELIVER, deliveries.get(i).message().key(), service);
                finishProcesses();
            }
        }
        Violation.require(versions() == versions, Promise.E, "a replay changed something", "the world");
    }

    /** Every version together, for each only grows. */
    private long versions() {
        return sumOf(world.tickets()) + sumOf(world.orders()) + sumOf(world.charges());
    }

    private static <T extends Aggregate> long sumOf(Store<T> store) {
        long sum = 0;
        for (var row : store.rows()) {
            sum += row.state().version();
        }
        return sum;
    }

    /** Until every process has ended and every event has arrived. */
    void quieten() {
        boolean moved = true;
        while (moved) {
            finishProcesses();
            moved = relay(world.tickets());
            moved |= relay(world.orders());
            moved |= relay(world.charges());
            for (var service : Service.ALL) {
                moved |= deliver(service);
            }
        }
    }

    private void finishProcesses() {
        for (var exchange : List.copyOf(world.stripe().inFlight())) {
            if (world.process(exchange.call().process()) == null) {
                execute(exchange);
                world.stripe().received(exchange);
            }
        }
        while (!world.running().isEmpty()) {
            var process = world.running().get(0);
            var waitsFor = process.waitsFor();
            if (waitsFor != null && waitsFor.reply() == null) {
                execute(waitsFor);
            }
            boolean isLost = waitsFor != null && waitsFor.reply() == null;
            world.advance(process, isLost ? Outcome.LOST : Outcome.DONE);
        }
    }

    private void execute(Stripe.Exchange exchange) {
        var call = exchange.call();
        steps.take(new Choice(Op.EXECUTE, call.process(), call.number(), 0, 0));
    }

    private <T extends Aggregate> boolean relay(Store<T> store) {
        boolean relayed = false;
        for (var row : store.rows()) {
            if (!row.outbox().isEmpty()) {
                relayed |= take(Op.RELAY, Names.numberOf(row.state().id()), row.service());
                finishProcesses();
            }
        }
        return relayed;
    }

    private boolean deliver(Service service) {
        boolean delivered = false;
        var deliveries = world.broker().queueOf(service).deliveries();
        for (int i = 0; i < deliveries.size(); i++) {
            if (deliveries.get(i).isOwed()) {
                delivered |= take(Op.DELIVER, deliveries.get(i).message().key(), service);
                finishProcesses();
            }
        }
        return delivered;
    }

    private boolean sweep() {
        boolean swept = take(Op.POLL, 0, Service.EXPIRATION);
        for (var row : world.orders().rows()) {
            int number = Names.numberOf(row.state().id());
            swept |= steps.take(new Choice(Op.BANK, 0, number, 0, number & 1));
            swept |= take(Op.SWEEP_ORDER, number, Service.ORDERS);
            swept |= take(Op.SWEEP_CHARGE, number, Service.PAYMENTS);
        }
        return swept;
    }

    private boolean take(Op op, long subject, Service service) {
        return steps.take(new Choice(op, started++, subject, Service.ALL.indexOf(service), 0));
    }

    /** To the next moment at which anything is due; by hours where an error has to be forgotten. */
    private boolean passTime(int round) {
        long next = world.timers().nextMillis();
        for (var row : world.orders().rows()) {
            var order = row.state();
            if (order.status().live()) {
                next = Math.min(next, order.dueAt().toEpochMilli() + Actions.TIMERS_TURN_MILLIS);
            }
        }
        for (var row : world.charges().rows()) {
            if (row.state().workDueAt().isPresent()) {
                next = Math.min(next, row.state().workDueAt().get().toEpochMilli());
            }
        }
        if (next == Long.MAX_VALUE) {
            return false;
        }
        long least = round > PATIENT_ROUNDS ? HOURS_MILLIS : 1;
        long millis = Math.max(least, next - world.clock().now().toEpochMilli());
        world.clock().advance(millis);
        return world.happens(() -> Duration.ofMillis(millis) + " pass");
    }
}
