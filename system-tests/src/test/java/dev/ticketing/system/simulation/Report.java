package dev.ticketing.system.simulation;

import java.util.ArrayList;
import java.util.List;

/** A violation as somebody can understand it: the shortest trace that shows it, a line for each step. */
final class Report {

    private static final int LINES_OF_HEALING = 12;

    private final Simulation.Failure failure;
    private final List<Choice> shortest;
    private final List<String> trace = new ArrayList<>();

    Report(Protocol protocol, Simulation.Failure failure) {
        this.failure = failure;
        this.shortest = Shrinker.shrink(protocol, failure.choices(), failure.violation());
        var again = Simulation.replay(protocol, shortest, trace);
        trace.add(again == null ? "and this time nothing is wrong" : "so that " + again.getMessage());
    }

    /** The steps of the shortest trace, without those of healing. */
    List<Choice> shortest() {
        return shortest;
    }

    /**
     * All of it.
     *
     * @param seed of the simulation
     */
    String words(long seed) {
        var text = new StringBuilder(failure.violation().getMessage());
        text.append("\nin world %d, after %d steps; again with -Dsimulation.seed=%d -Dsimulation.steps=%d"
                .formatted(failure.world(), failure.steps(), seed, failure.steps()));
        text.append("\nThe shortest trace has %d steps:".formatted(shortest.size()));
        int healing = trace.indexOf(Drain.BEGINS);
        for (int i = 0; i < trace.size(); i++) {
            boolean isLeftOut = healing >= 0 && i > healing && i < trace.size() - LINES_OF_HEALING;
            if (!isLeftOut) {
                text.append("\n%4d  %s".formatted(i + 1, trace.get(i)));
            }
        }
        return text.toString();
    }
}
