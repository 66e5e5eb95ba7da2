package dev.ticketing.system.simulation;

import dev.ticketing.system.simulation.Choice.Op;
import dev.ticketing.system.simulation.Store.Row;
import java.util.List;
import java.util.SplittableRandom;

/** Picks what happens next in a small world, at random, mostly what makes for trouble; some processes are slow, and some worlds calmer. */
final class Chooser {

    private static final int MAX_RUNNING = 10;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int TWO_BITS = 62;
    private static final int SLOW = 4;
    private static final int[] TICKETS = {1, 1, 1, 2, 2, 3};
    private static final int[] PRICES = {1_000, 2_000};
    private static final int[] CARDS = {0, 0, 0, 0, 1, 1, 1, 2, 3};
    private static final int[] PAUSES = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 4, 5, 5, 6, 6};

    private final World world;
    private final SplittableRandom random;
    private final List<Store<?>> stores;
    private final boolean isCalm;
    private final int tickets;
    private final int buyers;
    private final int maxOrders;
    private int started;

    Chooser(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        this.stores = List.of(world.tickets(), world.orders(), world.charges());
        this.isCalm = random.nextBoolean();
        this.tickets = any(TICKETS);
        this.buyers = 2 + random.nextInt(3);
        this.maxOrders = 2 + random.nextInt(8);
    }

    /** What may happen next; it may turn out to be impossible. Null when this pick came to nothing. */
    Choice next() {
        int roll = random.nextInt(200);
        if (roll < 120) {
            return stepOfAProcess();
        } else if (roll < 150) {
            return delivery();
        } else if (roll < 175) {
            return relay();
        } else if (roll < 190) {
            return request();
        } else if (roll < 195) {
            return sweep();
        } else if (roll < 198) {
            return isCalm && !oneIn(3) ? null : new Choice(Op.TIME, 0, 0, 0, any(PAUSES));
        }
        return fault();
    }

    private Choice stepOfAProcess() {
        if (world.running().isEmpty()) {
            return orphan();
        }
        var process = any(world.running());
        if (process.number() % SLOW == 0 && !oneIn(10)) {
            return null;
        }
        var waitsFor = process.waitsFor();
        if (waitsFor != null) {
            return exchange(process, waitsFor);
        }
        var outcome = process.isPublishing() && oneIn(8) ? any(Outcome.ALL) : Outcome.DONE;
        return new Choice(Op.STEP, process.number(), 0, 0, Outcome.ALL.indexOf(outcome));
    }

    private Choice exchange(Activity process, Stripe.Exchange exchange) {
        if (exchange.reply() == null && !oneIn(10)) {
            return execute(exchange);
        }
        var outcome = oneIn(6) ? Outcome.LOST : Outcome.DONE;
        return new Choice(Op.STEP, process.number(), 0, 0, Outcome.ALL.indexOf(outcome));
    }

    /** A request whose process has given up on it. */
    private Choice orphan() {
        var calls = world.stripe().inFlight();
        return calls.isEmpty() ? null : execute(any(calls));
    }

    private Choice execute(Stripe.Exchange exchange) {
        int failing = oneIn(12) ? 1 + random.nextInt(2) : 0;
        return new Choice(Op.EXECUTE, exchange.call().process(), exchange.call().number(), 0, failing);
    }

    /** Mostly of what is owed. */
    private Choice delivery() {
        var service = any(Service.ALL);
        var queue = world.broker().queueOf(service);
        if (queue == null || queue.deliveries().isEmpty()) {
            return null;
        }
        boolean isAny = oneIn(8);
        int count = queue.deliveries().size();
        int from = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            var delivery = queue.deliveries().get((from + i) % count);
            if (isAny || (delivery.isOwed() && (isCalm || !isSlow(delivery.message()) || oneIn(8)))) {
                return start(Op.DELIVER, delivery.message().key(), Service.ALL.indexOf(service), 0);
            }
        }
        return null;
    }

    /** By its key, so that it stays so. */
    private static boolean isSlow(Message message) {
        return (message.key() * MIX) >>> TWO_BITS == 0;
    }

    private Choice relay() {
        Store<?> store = any(stores);
        int count = store.rows().size();
        int from = count == 0 ? 0 : random.nextInt(count);
        for (int i = 0; i < count; i++) {
            var row = store.rows().get((from + i) % count);
            if (!row.outbox().isEmpty() && (!isBeingRelayed(row) || oneIn(8))) {
                return start(Op.RELAY, Names.numberOf(row.state().id()), Service.ALL.indexOf(row.service()), 0);
            }
        }
        return null;
    }

    private boolean isBeingRelayed(Row<?> row) {
        for (int i = 0; i < world.running().size(); i++) {
            if (world.running().get(i) instanceof Relay relay && relay.isOf(row)) {
                return true;
            }
        }
        return false;
    }

    private Choice request() {
        int ticket = random.nextInt(tickets);
        if (world.tickets().find(Names.ticket(ticket)) == null) {
            return new Choice(Op.LIST, 0, ticket, PRICES[0], 0);
        }
        return switch (random.nextInt(24)) {
            case 0, 1 -> start(Op.EDIT, ticket, any(PRICES), 0);
            case 2 -> oneIn(4) ? start(Op.WITHDRAW, ticket, 0, 0) : null;
            case 3, 4, 5, 6, 7, 8 ->
                world.orders().rows().size() < maxOrders
                        ? start(Op.PLACE, ticket, random.nextInt(buyers), wayToPlace())
                        : null;
            case 9 -> isCalm && !oneIn(4) ? null : aboutAnOrder(Op.CANCEL, 0);
            default -> aboutAnOrder(Op.PAY, any(CARDS));
        };
    }

    private int wayToPlace() {
        return random.nextInt(2) * Actions.WITHOUT_THE_PRICE
                + (oneIn(4) ? Actions.FROM_AN_OLD_PAGE : 0)
                + (oneIn(4) ? Actions.FOR_DAYS : 0);
    }

    private Choice sweep() {
        if (oneIn(4)) {
            return oneIn(2) ? start(Op.POLL, 0, 0, 0) : aboutAnOrder(Op.SWEEP_ORDER, 0);
        }
        var charges = world.charges().rows();
        int from = charges.isEmpty() ? 0 : random.nextInt(charges.size());
        for (int i = 0; i < charges.size(); i++) {
            var charge = charges.get((from + i) % charges.size()).state();
            if (charge.workDueAt().isPresent()
                    && !charge.workDueAt().get().isAfter(world.clock().now())) {
                return start(Op.SWEEP_CHARGE, Names.numberOf(charge.id()), 0, 0);
            }
        }
        return null;
    }

    private Choice fault() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 ->
                world.running().isEmpty()
                        ? null
                        : new Choice(Op.KILL, any(world.running()).number(), 0, 0, 0);
            case 4, 5 -> new Choice(Op.CRASH, 0, 0, random.nextInt(Service.ALL.size()), 0);
            case 6 -> new Choice(Op.FLUSH, 0, 0, 0, 0);
            case 7 -> new Choice(Op.SKEW, 0, 0, 0, random.nextInt(Faults.waysToSkew()));
            case 8 -> new Choice(Op.START, 0, 0, random.nextInt(Service.ALL.size()), 0);
            case 9, 10 -> aboutAnOrder(Op.BANK, random.nextInt(2));
            default -> orphan();
        };
    }

    private Choice aboutAnOrder(Op op, int detail) {
        if (world.orders().rows().isEmpty()) {
            return null;
        }
        var order = any(world.orders().rows()).state();
        if (!order.status().live() && (op == Op.PAY || op == Op.CANCEL) && !oneIn(10)) {
            return null;
        }
        int number = Names.numberOf(order.id());
        return op == Op.BANK ? new Choice(op, 0, number, 0, detail) : start(op, number, detail, 0);
    }

    private Choice start(Op op, long subject, int detail, int how) {
        return world.running().size() < MAX_RUNNING ? new Choice(op, ++started, subject, detail, how) : null;
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private int any(int[] of) {
        return of[random.nextInt(of.length)];
    }

    private <E> E any(List<E> of) {
        return of.get(random.nextInt(of.size()));
    }
}
