package dev.ticketing.system.simulation;

import java.time.Duration;

/** What the environment does: it carries requests to Stripe, lets time pass, kills and loses. */
final class Faults {

    private static final long[] PAUSES_MILLIS = {
        200, 1_000, 31_000, 300_000, Duration.ofHours(25).toMillis()
    };
    private static final String[] FAILINGS = {"", " and fails before doing it", " and fails after doing it"};
    private static final long[] SKEWS_MILLIS = {0, 600_000, -600_000};

    private final World world;

    Faults(World world) {
        this.world = world;
    }

    /** The subject is the number of the process's call. */
    boolean execute(Choice choice) {
        var exchange = world.stripe().find(choice.process(), (int) choice.subject());
        if (exchange == null) {
            return false;
        }
        world.happens(() ->
                "Stripe gets #" + choice.process() + "'s " + exchange.call().words() + FAILINGS[choice.how()]);
        world.stripe().execute(exchange, choice.how());
        return true;
    }

    boolean decideAtTheBank(Choice choice) {
        var order = Names.order(choice.subject());
        return world.stripe().decide(order, choice.how() == 1)
                && world.happens(() -> "the bank " + (choice.how() == 1 ? "pays for " : "declines ") + order);
    }

    /** The way: a pause, or until the next order's last moment to pay, or its due time. */
    boolean pass(Choice choice) {
        long millis = choice.how() < PAUSES_MILLIS.length ? PAUSES_MILLIS[choice.how()] : untilNext(choice.how());
        if (millis <= 0) {
            return false;
        }
        world.clock().advance(millis);
        world.stripe().dropOldCalls();
        return world.happens(() -> Duration.ofMillis(millis) + " pass");
    }

    static int waysToPass() {
        return PAUSES_MILLIS.length + 2;
    }

    private long untilNext(int how) {
        long now = world.clock().now().toEpochMilli();
        long next = Long.MAX_VALUE;
        for (var row : world.orders().rows()) {
            var order = row.state();
            long at = (how == PAUSES_MILLIS.length ? order.expiresAt() : order.dueAt()).toEpochMilli();
            if (order.status().live() && at > now) {
                next = Math.min(next, at);
            }
        }
        return next == Long.MAX_VALUE ? 0 : next - now;
    }

    boolean kill(Choice choice) {
        var process = world.process(choice.process());
        return process != null
                && world.running().remove(process)
                && world.happens(() -> process.service() + " #" + choice.process() + " dies");
    }

    boolean crash(Choice choice) {
        var service = Service.ALL.get(choice.detail());
        return world.running().removeIf(process -> process.service() == service)
                && world.happens(() -> service + " crashes");
    }

    boolean flush() {
        if (world.timers().isEmpty()) {
            return false;
        }
        world.timers().flush();
        return world.happens(() -> "Redis loses everything");
    }

    boolean skew(Choice choice) {
        world.clock().skewRedis(SKEWS_MILLIS[choice.how()]);
        return world.happens(() -> "Redis' clock is off by " + Duration.ofMillis(SKEWS_MILLIS[choice.how()]));
    }

    static int waysToSkew() {
        return SKEWS_MILLIS.length;
    }
}
