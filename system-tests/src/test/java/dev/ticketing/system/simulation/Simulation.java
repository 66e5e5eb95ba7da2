package dev.ticketing.system.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Worlds, one after the other, from one seed. */
final class Simulation {

    private static final int LONGEST = 400;
    private static final int SHORTEST = 20;

    private final Protocol protocol;
    private final SplittableRandom seeds;
    private final Map<String, Integer> endings = new TreeMap<>();
    private long steps;
    private int worlds;

    /**
     * A violation.
     *
     * @param choices what led to it, before the healing
     * @param steps how many steps it took to find it, over all worlds
     */
    record Failure(Violation violation, List<Choice> choices, long steps, int world) {}

    Simulation(Protocol protocol, long seed) {
        this.protocol = protocol;
        this.seeds = new SplittableRandom(seed);
    }

    long steps() {
        return steps;
    }

    int worlds() {
        return worlds;
    }

    /** How many orders ended in which way, which says whether the worlds are worth while. */
    Map<String, Integer> endings() {
        return endings;
    }

    /** Runs worlds until so many steps are done, or a promise is broken; null when none was. */
    Failure run(long atLeast) {
        while (steps < atLeast) {
            var failure = runOne(seeds.split());
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private Failure runOne(SplittableRandom random) {
        worlds++;
        var world = new World(protocol, null);
        var taker = new Steps(world);
        var chooser = new Chooser(world, random);
        var taken = new ArrayList<Choice>();
        int length = random.nextInt(SHORTEST, LONGEST);
        try {
            while (world.steps() < length) {
                var choice = chooser.next();
                if (choice != null) {
                    taken.add(choice);
                    if (!taker.take(choice)) {
                        taken.remove(taken.size() - 1);
                    }
                }
            }
            new Drain(world, taker).run();
            count(world);
            return null;
        } catch (Violation violation) {
            return new Failure(violation, List.copyOf(taken), steps + world.steps(), worlds);
        } finally {
            steps += world.steps();
        }
    }

    private void count(World world) {
        for (var row : world.orders().rows()) {
            var order = row.state();
            var ending = order.cancelReason().map(Object::toString).orElse("COMPLETE");
            endings.merge(ending, 1, Integer::sum);
            if (order.refund().isPresent()) {
                endings.merge(ending + " and REFUNDED", 1, Integer::sum);
            }
        }
    }

    /**
     * Takes choices again, leaving out what is not possible, and heals.
     *
     * @param trace gets a line for each step; may be null
     * @return what went wrong, or null
     */
    static Violation replay(Protocol protocol, List<Choice> choices, List<String> trace) {
        var world = new World(protocol, trace);
        var taker = new Steps(world);
        try {
            for (var choice : choices) {
                taker.take(choice);
            }
            new Drain(world, taker).run();
            return null;
        } catch (Violation violation) {
            return violation;
        }
    }
}
