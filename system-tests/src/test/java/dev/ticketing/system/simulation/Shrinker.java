package dev.ticketing.system.simulation;

import java.util.ArrayList;
import java.util.List;

/** Finds a short trace to the same violation by delta debugging: leaves out ever smaller parts while it still happens. */
final class Shrinker {

    private Shrinker() {}

    /** Choices of which none can be left out any more. */
    static List<Choice> shrink(Protocol protocol, List<Choice> choices, Violation violation) {
        var shortest = choices;
        boolean shrank = true;
        while (shrank) {
            int before = shortest.size();
            for (int part = Math.max(1, shortest.size() / 2); part > 0; part /= 2) {
                shortest = withoutParts(protocol, shortest, violation, part);
            }
            shrank = shortest.size() < before;
        }
        return shortest;
    }

    /** Goes from the end to the beginning, for what comes first is needed most. */
    private static List<Choice> withoutParts(Protocol protocol, List<Choice> choices, Violation violation, int part) {
        var shortest = choices;
        for (int end = shortest.size(); end > 0; end -= part) {
            var shorter = new ArrayList<>(shortest.subList(0, Math.max(0, end - part)));
            shorter.addAll(shortest.subList(end, shortest.size()));
            var found = Simulation.replay(protocol, shorter, null);
            if (found != null && found.isLike(violation)) {
                shortest = shorter;
            }
        }
        return shortest;
    }
}
